package app.savepoint.app.session;

/// What became of something the person asked for, to be said once.
///
/// @param tone how it went
/// @param text in one or two sentences
public record Outcome(Tone tone, String text) {}
