package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// A server as it is found at set-up: what runs there, who is signed in, how its clock goes.
///
/// @param version which RomM
/// @param user who is signed in
/// @param id what tells one person's saves on this server from all others
/// @param clockOffset how far the server's clock is ahead of this device's
public record RommSite(String version, String user, String id, Duration clockOffset) {

    /// Looks at a server; one that is too old, or is none, is an error with its reason.
    public static RommSite look(
            RommAddress address,
            RommCredentials credentials,
            String appVersion,
            InstantSource clock)
            throws StorageException {
        try (Wire wire =
                new Wire(
                        address,
                        credentials,
                        agent(appVersion),
                        clock,
                        Thread::sleep,
                        RandomGenerator.getDefault())) {
            RommClient client = new RommClient(wire);
            RommVersion version = client.version();
            if (!version.atLeast(RommVersion.OLDEST)) throw wire.errors().tooOld(version);
            RommClient.User user = client.user();
            return new RommSite(
                    version.text(),
                    user.name(),
                    RommStorage.named("romm " + address.place() + " " + user.id()).toString(),
                    wire.offset());
        }
    }

    static Wire wire(RommAddress address, RommCredentials credentials, RommSettings settings) {
        return new Wire(
                address,
                credentials,
                agent(settings.version()),
                settings.clock(),
                settings.pause()::last,
                settings.random());
    }

    static String agent(String version) {
        return "Savepoint/" + version;
    }
}
