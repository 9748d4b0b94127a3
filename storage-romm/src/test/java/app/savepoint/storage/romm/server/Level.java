package app.savepoint.storage.romm.server;

/// The version of RomM that a server pretends to be, oldest first.
public enum Level {
    V4_7("4.7.0"),
    V4_8("4.8.1"),
    V4_9("4.9.2"),
    V5_0("5.0.0"),
    V5_1("5.1.0"),
    V5_2("5.2.0"),
    V5_3("5.3.0");

    private final String version;

    Level(String version) {
        this.version = version;
    }

    /// What the heartbeat says.
    public String version() {
        return version;
    }

    /// Whether it is that version or a newer one.
    public boolean from(Level other) {
        return compareTo(other) >= 0;
    }

    /// Whether it is older than that version.
    public boolean before(Level other) {
        return compareTo(other) < 0;
    }
}
