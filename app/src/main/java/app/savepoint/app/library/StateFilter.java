package app.savepoint.app.library;

/// Which saves of the library are shown, by how they stand.
public enum StateFilter {
    ALL,
    NEEDS_YOU,
    TO_SYNC,
    WAITING,
    IN_SYNC,
    STORAGE_ONLY,
    LEFT_ALONE;

    boolean takes(SaveState state) {
        return switch (this) {
            case ALL -> true;
            case NEEDS_YOU -> state.needsPerson();
            case TO_SYNC -> state.pending();
            case WAITING ->
                    state == SaveState.WAITING
                            || state == SaveState.ONLY_HERE
                            || state == SaveState.SYSTEM_UNKNOWN;
            case IN_SYNC -> state == SaveState.IN_SYNC;
            case STORAGE_ONLY -> state == SaveState.STAYS_IN_STORAGE;
            case LEFT_ALONE -> state == SaveState.LEFT_ALONE || state == SaveState.GONE;
        };
    }
}
