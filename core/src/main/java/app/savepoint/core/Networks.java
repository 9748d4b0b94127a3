package app.savepoint.core;

import java.lang.System.Logger.Level;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.TreeSet;

/// What this device is connected to.
final class Networks {
    private static final System.Logger LOG = System.getLogger(Networks.class.getName());

    private Networks() {}

    /// All addresses under which it could be reached from outside. Whether what it wants to reach
    /// can be reached is another question; but where these change, it is worth asking.
    static String now() {
        try {
            TreeSet<String> addresses = new TreeSet<>();
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList())
                if (each.isUp() && !each.isLoopback())
                    for (InterfaceAddress address : each.getInterfaceAddresses())
                        addresses.add(each.getName() + " " + address.getAddress().getHostAddress());
            return String.join(", ", addresses);
        } catch (SocketException e) {
            LOG.log(Level.DEBUG, "the networks can not be told", e);
            return "";
        }
    }
}
