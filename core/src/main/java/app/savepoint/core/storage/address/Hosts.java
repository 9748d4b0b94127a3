package app.savepoint.core.storage.address;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which hosts are this machine, so that what is sent there crosses no network (RFC 6761, section
/// 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
public final class Hosts {
    private static final Set<String> HERE = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");

    private Hosts() {}

    /// Whether it can only be this machine.
    ///
    /// @param host as it stands in an address
    public static boolean isHere(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return HERE.contains(name)
                || LOOPBACK.matcher(name).matches()
                || name.endsWith(".localhost");
    }
}
