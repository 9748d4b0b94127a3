package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.view.Check;
import app.savepoint.storage.s3.Capabilities;
import app.savepoint.storage.s3.Capabilities.Access;
import app.savepoint.storage.s3.Capabilities.Race;
import app.savepoint.storage.s3.Capabilities.TagForm;
import app.savepoint.storage.s3.Capabilities.Versioning;
import app.savepoint.storage.s3.S3Address;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeBookTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir Path dir;

    private static S3Address address(String text) {
        return S3Address.parse(text, Path.of("").toAbsolutePath());
    }

    private static Capabilities weak() {
        return weak(Access.LIST, Access.READ);
    }

    private static Capabilities weak(Access... allowed) {
        return new Capabilities(
                Set.of(allowed),
                false,
                TagForm.BARE,
                Race.SEVERAL_WINNERS,
                true,
                Versioning.SUSPENDED,
                Duration.ofMinutes(-20),
                "Pretend/1",
                NOON);
    }

    @Test
    void what_was_found_is_known_the_next_time() {
        S3Address address = address("s3://saves/of-me?endpoint=https://nas:9000");
        S3Address other = address("s3://saves/of-me?endpoint=https://nas:9001");
        try (Journal journal = Journal.open(dir.resolve("collection.db"), () -> NOON)) {
            new ProbeBook(KeptTexts.in(journal.settings())).keep(address, weak());
        }
        try (Journal journal = Journal.open(dir.resolve("collection.db"), () -> NOON)) {
            ProbeBook book = new ProbeBook(KeptTexts.in(journal.settings()));
            assertThat(book.of(address)).contains(weak());
            assertThat(book.of(other)).isEmpty();
        }
    }

    @Test
    void what_can_not_be_read_is_as_if_nobody_had_looked() {
        S3Address address = address("s3://saves");
        try (Journal journal = Journal.open(dir.resolve("collection.db"), () -> NOON)) {
            ProbeBook book = new ProbeBook(KeptTexts.in(journal.settings()));
            book.keep(address, Capabilities.assumed(address));
            assertThat(book.of(address)).contains(Capabilities.assumed(address));
            journal.settings().put("probe." + address.kept().text(), "{\"allowed\": 7}");
            assertThat(book.of(address)).isEmpty();
        }
    }

    @Test
    void each_lack_is_said_and_only_what_hinders_is_a_trouble() {
        assertThat(BucketChecks.of(weak()))
                .extracting(Check::name, Check::ok, check -> check.found().key())
                .containsExactly(
                        tuple("access", true, "check.access.read-only"),
                        tuple("conditions", true, "check.conditions.weak"),
                        tuple("versions", true, "check.versions.suspended"),
                        tuple("server-clock", false, "check.server-clock.differs"));
        assertThat(accessWith(Access.LIST, Access.WRITE))
                .containsExactly(tuple(true, "check.access.send-only"));
        assertThat(accessWith(Access.LIST, Access.WRITE, Access.DELETE))
                .containsExactly(tuple(false, "check.access.no-read"));
        assertThat(accessWith(Access.LIST, Access.READ, Access.WRITE))
                .containsExactly(tuple(false, "check.access.no-delete"));
        assertThat(accessWith()).hasSize(4);
        assertThat(accessWith(Access.values())).containsExactly(tuple(true, "check.access"));
    }

    private static List<Tuple> accessWith(Access... allowed) {
        return BucketChecks.of(weak(allowed)).stream()
                .filter(check -> check.name().equals("access"))
                .map(check -> tuple(check.ok(), check.found().key()))
                .toList();
    }
}
