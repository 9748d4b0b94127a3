package app.savepoint.app.library;

import app.savepoint.app.session.Tone;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.plan.Action;
import app.savepoint.core.view.SaveRow;

/// How a save stands, in one word: what a person should know of it, else what a sync would do.
///
/// In the order in which a list of saves is sorted by it: what waits for a person first.
public enum SaveState {
    CONFLICT(Tone.BAD),
    FIRST_MEETING(Tone.BAD),
    TIMESTAMP_CONFLICT(Tone.BAD),
    BLANK(Tone.BAD),
    ROOT_CHANGED(Tone.BAD),
    ERROR(Tone.BAD),
    WAITING(Tone.WAITING),
    MOVING(Tone.MOVING),
    TO_PUSH(Tone.MOVING),
    TO_PULL(Tone.MOVING),
    TO_DELETE_HERE(Tone.MOVING),
    TO_DELETE_THERE(Tone.MOVING),
    /// The storage lost it and can not say why.
    ONLY_HERE(Tone.WAITING),
    /// Nothing says which system it belongs to, so it stays on this device.
    SYSTEM_UNKNOWN(Tone.WAITING),
    /// A policy of the person's leaves it out.
    LEFT_ALONE(Tone.QUIET),
    STAYS_IN_STORAGE(Tone.QUIET),
    IN_SYNC(Tone.GOOD),
    /// Neither here nor in the storage, but there is history.
    GONE(Tone.QUIET);

    private final Tone tone;

    SaveState(Tone tone) {
        this.tone = tone;
    }

    public Tone tone() {
        return tone;
    }

    /// Whether nothing happens until the person does something.
    public boolean needsPerson() {
        return tone == Tone.BAD;
    }

    /// Whether the next sync moves it.
    public boolean pending() {
        return switch (this) {
            case MOVING, TO_PUSH, TO_PULL, TO_DELETE_HERE, TO_DELETE_THERE -> true;
            case CONFLICT,
                    FIRST_MEETING,
                    TIMESTAMP_CONFLICT,
                    BLANK,
                    ROOT_CHANGED,
                    ERROR,
                    WAITING,
                    ONLY_HERE,
                    SYSTEM_UNKNOWN,
                    LEFT_ALONE,
                    STAYS_IN_STORAGE,
                    IN_SYNC,
                    GONE ->
                    false;
        };
    }

    /// Whether it is as safe as the person wants it: in step, or left out on purpose.
    public boolean settled() {
        return switch (this) {
            case IN_SYNC, STAYS_IN_STORAGE, LEFT_ALONE, GONE -> true;
            case CONFLICT,
                    FIRST_MEETING,
                    TIMESTAMP_CONFLICT,
                    BLANK,
                    ROOT_CHANGED,
                    ERROR,
                    WAITING,
                    MOVING,
                    TO_PUSH,
                    TO_PULL,
                    TO_DELETE_HERE,
                    TO_DELETE_THERE,
                    ONLY_HERE,
                    SYSTEM_UNKNOWN ->
                    false;
        };
    }

    static SaveState of(SaveRow row) {
        return switch (row.attention()) {
            case CONFLICT -> row.firstMeeting() ? FIRST_MEETING : CONFLICT;
            case TIMESTAMP_CONFLICT -> TIMESTAMP_CONFLICT;
            case BLANK -> BLANK;
            case ROOT_CHANGED -> ROOT_CHANGED;
            case ERROR -> ERROR;
            case WAITING -> WAITING;
            case NONE -> planned(row);
        };
    }

    private static SaveState planned(SaveRow row) {
        Action action = row.action();
        return switch (action) {
            case IN_SYNC -> IN_SYNC;
            case PUSH -> TO_PUSH;
            case PULL -> TO_PULL;
            case CONFLICT -> CONFLICT;
            case TIMESTAMP_CONFLICT -> TIMESTAMP_CONFLICT;
            case DELETE_LOCAL -> TO_DELETE_HERE;
            case DELETE_REMOTE -> TO_DELETE_THERE;
            case CLOUD_ONLY -> STAYS_IN_STORAGE;
            case LOCAL_ONLY -> ONLY_HERE;
            case SKIP ->
                    row.id().system().equals(SaveNames.UNKNOWN_SYSTEM)
                            ? SYSTEM_UNKNOWN
                            : LEFT_ALONE;
            case NONE -> GONE;
        };
    }
}
