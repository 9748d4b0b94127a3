package app.savepoint.app.cli;

/// Colours, or none. A colour only repeats what a word says already.
///
/// @param colours whether to use them
record Style(boolean colours) {
    private static final String RESET = "\u001b[0m";

    /// What a colour is used for.
    enum Tone {
        PLAIN(""),
        STRONG("\u001b[1m"),
        FAINT("\u001b[2m"),
        GOOD("\u001b[32m"),
        MOVING("\u001b[36m"),
        WAITING("\u001b[33m"),
        BAD("\u001b[31m");

        private final String start;

        Tone(String start) {
            this.start = start;
        }
    }

    String paint(Tone tone, String text) {
        return !colours || tone == Tone.PLAIN || text.isEmpty() ? text : tone.start + text + RESET;
    }
}
