package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.s3.PretendS3;
import app.savepoint.storage.s3.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bucket that everyone may read: a device without any keys follows what its owner plays, and
/// keeps its own at home.
class BucketForAllTest {
    private static final Map<String, String> OWNERS =
            Map.of(S3Credentials.ACCESS_KEY, "AKOWNER", S3Credentials.SECRET_KEY, "secret");

    @TempDir Path dir;

    private Path save(String folder) {
        return dir.resolve(folder).resolve("gba/Pokemon Emerald.srm");
    }

    private void play(String folder, String text) throws IOException {
        Files.createDirectories(save(folder).resolveSibling(""));
        Files.writeString(save(folder), text);
    }

    @Test
    void a_device_without_keys_reads_unsigned_and_writes_nothing() throws Exception {
        try (PretendS3 server = new PretendS3((call, obedient) -> obedient.answer())) {
            String uri = server.address().text();
            var owner = new Cli(dir, Assembly.standard(), OWNERS);
            var reader = new Cli(dir, Assembly.standard(), Map.of());
            play("saves", "emerald");
            assertThat(owner.on("A", "init", "--storage", uri).status()).isZero();
            assertThat(owner.on("A", "roots", "add", "saves").status()).isZero();
            assertThat(owner.on("A", "sync").list("pushed")).containsExactly(EMERALD);

            server.letAllRead();
            Files.createDirectories(dir.resolve("deck"));
            Cli.Answer init = reader.on("B", "init", "--storage", uri + "&anonymous=true");
            assertThat(init.status()).as("%s", init).isZero();
            assertThat(reader.on("B", "roots", "add", "deck").status()).isZero();
            Cli.Answer sync = reader.on("B", "sync");
            assertThat(sync.status()).as("%s", sync).isZero();
            assertThat(sync.list("pulled")).containsExactly(EMERALD);
            assertThat(save("deck")).hasContent("emerald");

            play("deck", "played here");
            List<PretendS3.Call> before = server.calls();
            Cli.Answer own = reader.on("B", "sync");
            assertThat(own.list("pushed")).as("%s", own).isEmpty();
            assertThat(save("deck")).hasContent("played here");
            assertThat(reader.read("B", "sync").out() + reader.read("B", "sync").err())
                    .as("it says that it can only read")
                    .containsIgnoringCase("read");
            assertThat(server.calls().subList(before.size(), server.calls().size()))
                    .allMatch(call -> List.of("GET", "HEAD").contains(call.method()));
            assertThat(server.flaws()).noneMatch(flaw -> flaw.startsWith("signed"));
        }
    }
}
