package app.savepoint.core.view;

/// A rule that a person set.
///
/// @param key which rule, such as `conflict`
/// @param value what it says
/// @param scope what it is for: `library`, a system such as `gba`, or a game such as `gba/Pokemon
///   Emerald`
public record PolicyRow(String key, String value, String scope) {
    /// The scope of a rule that holds wherever no narrower one does.
    public static final String LIBRARY = "library";
}
