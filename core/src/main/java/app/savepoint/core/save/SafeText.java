package app.savepoint.core.save;

/// What a name may look like before anything is built from it.
///
/// A name may come from another device, so it may be hostile. These rules keep out what could leave
/// its folder or deceive a reader; what a particular disk refuses besides is the business of
/// whoever writes there.
final class SafeText {
    /// The longest name any file system in use accepts, in UTF-16 units.
    private static final int LONGEST = 255;

    private SafeText() {}

    /// Returns `name` if it is one plain path segment; otherwise throws with `what` in the message.
    static String requireName(String what, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals(".."))
            throw new IllegalArgumentException(what + " is no name: '" + name + "'");
        if (name.length() > LONGEST)
            throw new IllegalArgumentException(what + " is longer than " + LONGEST + " characters");
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0)
            throw new IllegalArgumentException(what + " contains a path separator: '" + name + "'");
        // Asked for every name of every scan, hence a loop
        for (int at = 0; at < name.length(); ) {
            int c = name.codePointAt(at);
            if (Character.isISOControl(c))
                throw new IllegalArgumentException(what + " contains a control character");
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                throw new IllegalArgumentException(what + " is not valid Unicode");
            at += Character.charCount(c);
        }
        return name;
    }
}
