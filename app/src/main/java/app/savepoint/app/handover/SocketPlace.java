package app.savepoint.app.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.Home;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the socket of a home lies: in the home; or, where that path is too long for a socket, in a
/// folder of its own among the system's temporary ones, named by a note in the home.
final class SocketPlace {
    /// Systems take 104 to 108 bytes, the closing zero included.
    private static final int LONGEST = 100;

    private static final String FOLDER = "savepoint-";

    private final Home home;
    private final @Nullable Path temporary;

    /// @param temporary a folder for the socket where the home's path is too long; null: none
    SocketPlace(Home home, @Nullable Path temporary) {
        this.home = home;
        this.temporary = temporary;
    }

    /// For this process: in its run-time folder if it has one, else among the temporary ones.
    static SocketPlace of(Home home) {
        @Nullable String runtime = System.getenv("XDG_RUNTIME_DIR");
        Path folder =
                Path.of(
                        runtime != null && Files.isDirectory(Path.of(runtime))
                                ? runtime
                                : System.getProperty("java.io.tmpdir"));
        return new SocketPlace(home, folder);
    }

    /// Binds a new socket. Only the process that holds the home's lock may, so what lies there is
    /// left from one that is gone.
    ServerSocketChannel bind() throws IOException {
        clear();
        Path path = fits(home.socket()) ? home.socket() : elsewhere();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            if (Files.getFileStore(path.getParent()).supportsFileAttributeView("posix"))
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            if (!path.equals(home.socket())) Files.writeString(home.socketNote(), path.toString());
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// A folder that only the owner can look into, in which the socket's short name is free.
    private Path elsewhere() throws IOException {
        if (temporary == null) throw new IOException("no place for a socket");
        String name = FOLDER + UUID.randomUUID().toString().substring(0, 8);
        Path folder = temporary.resolve(name);
        if (!fits(folder.resolve("s")))
            throw new IOException("no path here is short enough for a socket");
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix"))
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        else Files.createDirectory(folder);
        return folder.resolve("s");
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(UTF_8).length <= LONGEST;
    }

    /// Connects to the process that holds the home; empty if none takes commands.
    Optional<SocketChannel> connect() {
        try {
            Path path = noted().orElse(home.socket());
            if (!Files.exists(path)) return Optional.empty();
            return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        } catch (IOException e) {
            // A socket that was left behind, or one whose process is just ending.
            System.getLogger(SocketPlace.class.getName())
                    .log(System.Logger.Level.DEBUG, "nobody answers in " + home.dir(), e);
            return Optional.empty();
        }
    }

    private Optional<Path> noted() throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(home.socketNote()).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it lies in the home
        }
    }

    /// Removes the socket, and the folder that was made for it.
    void clear() throws IOException {
        Files.deleteIfExists(home.socket());
        Optional<Path> elsewhere = noted();
        if (elsewhere.isEmpty()) return;
        Path folder = elsewhere.get().getParent();
        boolean ours =
                folder != null
                        && folder.getFileName() != null
                        && folder.getFileName().toString().startsWith(FOLDER);
        if (ours) {
            Files.deleteIfExists(elsewhere.get());
            Files.deleteIfExists(folder);
        }
        Files.deleteIfExists(home.socketNote());
    }
}
