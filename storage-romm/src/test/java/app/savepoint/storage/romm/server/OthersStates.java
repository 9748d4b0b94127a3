package app.savepoint.storage.romm.server;

import org.jspecify.annotations.Nullable;

/// What other programs of the same user do with states.
public final class OthersStates {
    private final States states;
    private final Rows.User user;
    private final RommServer.Guard guard;

    OthersStates(States states, Rows.User user, RommServer.Guard guard) {
        this.states = states;
        this.user = user;
        this.guard = guard;
    }

    /// Another client uploads a state; one of that name is written over.
    public Rows.State upload(int rom, String name, @Nullable String emulator, byte[] bytes) {
        return guard.with(() -> states.write(user.id(), rom, name, bytes, emulator));
    }

    /// Another client uploads a picture.
    public void picture(int rom, String name, byte[] bytes) {
        guard.with(() -> {
            states.picture(user.id(), rom, name, bytes);
            return name;
        });
    }

    /// Another client writes a row again where it stands.
    public Rows.State putInPlace(int state, byte[] bytes) {
        return guard.with(() -> states.replace(state, bytes));
    }

    /// Somebody deletes a state.
    public void delete(int state) {
        guard.with(() -> {
            states.remove(state);
            return state;
        });
    }
}
