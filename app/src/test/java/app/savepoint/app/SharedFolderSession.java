package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The README's session from its first command to its last, and a `watch` to which another command
/// is handed.
public final class SharedFolderSession {
    private final Path dir;

    public SharedFolderSession(Path dir) {
        this.dir = dir;
    }

    /// Lives through it; an [AssertionError] where it goes otherwise than the README says.
    public void live() throws IOException, InterruptedException {
        var two = new TwoComputers(dir);
        Cli cli = two.cli;
        String storage = "folder:" + dir.resolve("srv");
        assertThat(cli.on("C", "init", "--storage", storage).status()).isZero();
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.sync("B");
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);
        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "local").status()).isZero();
        two.sync("B");
        assertThat(two.emeraldOnB()).hasSameBinaryContentAs(two.emeraldOnA());
        try (Running watch = new Running(cli, "A")) {
            watch.await("synced");
            Home home = new Home(dir.resolve("A"));
            assertThat(Files.exists(home.socket()) || Files.exists(home.socketNote()))
                    .as("it takes commands inside its home")
                    .isTrue();
            two.play(two.emeraldOnA(), 20);
            assertThat(cli.on("A", "--wait", "0", "sync").status()).isZero();
            assertThat(cli.on("A", "--wait", "0", "devices").json().get("devices")).hasSize(2);
            assertThat(cli.on("A", "--wait", "0", "doctor").status()).isZero();
        }
        two.sync("B");
        assertThat(cli.on("B", "status").status()).isZero();
    }
}
