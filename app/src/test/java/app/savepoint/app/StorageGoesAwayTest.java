package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.transfer.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A folder that is unplugged in the middle of a sync, or takes no more: nothing is lost, nothing
/// is made where it was, and the next sync goes on by itself.
class StorageGoesAwayTest {
    @TempDir Path dir;
    private TwoComputers two;
    private Path storage;
    private Path unplugged;

    @BeforeEach
    void begin() throws IOException {
        two = new TwoComputers(dir);
        storage = dir.resolve("srv");
        unplugged = dir.resolve("unplugged");
    }

    @ParameterizedTest
    @CsvSource({
        "before-content, 1",
        "before-content, 2",
        "content-put, 1",
        "content-put, 2",
        "flushed-objects, 1",
        "before-segment, 1",
        "segment-put, 1",
        "before-head, 1",
    })
    void while_saves_are_sent(String step, int time) throws IOException {
        byte[] emerald = two.play(two.emeraldOnA(), 1);
        byte[] zelda = two.play(two.onA("snes/Zelda.srm"), 2);

        Cli.Answer answer = unpluggedAt(step, time).on("A", "sync");

        isOutOfReach(answer);
        assertThat(two.emeraldOnA()).hasBinaryContent(emerald);
        assertThat(two.onA("snes/Zelda.srm")).hasBinaryContent(zelda);
        isOutOfReach(two.cli.on("A", "sync"));
        isOutOfReach(two.cli.on("A", "status"));

        Files.move(unplugged, storage);
        two.sync("A");
        assertThat(two.sync("B").list("pulled")).containsExactlyInAnyOrder(EMERALD, ZELDA);
        assertThat(two.emeraldOnB()).hasBinaryContent(emerald);
        assertThat(two.onB("snes/Zelda.srm")).hasBinaryContent(zelda);
        assertThat(two.sync("A").json().get("notices")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"staging, 1", "staging, 2", "staged, 1", "written, 1"})
    void while_saves_are_fetched(String step, int time) throws IOException {
        byte[] before = Files.readAllBytes(two.emeraldOnB());
        byte[] emerald = two.play(two.emeraldOnA(), 1);
        byte[] zelda = two.play(two.onA("snes/Zelda.srm"), 2);
        two.sync("A");

        Cli.Answer answer = unpluggedAt(step, time).on("B", "sync");

        assertThat(storage).doesNotExist();
        assertThat(Files.readAllBytes(two.emeraldOnB())).as("whole").isIn(before, emerald);
        assertThat(answer.status())
                .as("%s", answer)
                .isEqualTo(answer.json().path("pulled").size() == 2 ? 0 : 4);

        Files.move(unplugged, storage);
        two.sync("B");
        assertThat(two.emeraldOnB()).hasBinaryContent(emerald);
        assertThat(two.onB("snes/Zelda.srm")).hasBinaryContent(zelda);
        assertThat(two.sync("B").json().get("notices")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"DENIED", "FULL"})
    void while_it_takes_no_more_what_is_there_can_be_fetched_and_nothing_here_is_lost(Reason reason)
            throws IOException {
        for (int allowed = 0; allowed < 3; allowed++) {
            byte[] mine = two.play(two.emeraldOnA(), 10 * allowed + 1);
            byte[] theirs = two.play(two.onB("snes/Zelda.srm"), 10 * allowed + 2);
            two.sync("B");

            Cli.Answer answer = refusing(reason, allowed).on("A", "sync");

            assertThat(answer.status()).as("%s", answer).isEqualTo(1);
            assertThat(answer.out()).contains("storage." + reason.word());
            assertThat(two.emeraldOnA()).hasBinaryContent(mine);
            two.sync("A");
            two.sync("B");
            assertThat(two.onA("snes/Zelda.srm")).hasBinaryContent(theirs);
            assertThat(two.emeraldOnB()).hasBinaryContent(mine);
        }
    }

    private void isOutOfReach(Cli.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(4);
        assertThat(answer.out()).contains("storage.unavailable");
        assertThat(storage).as("nothing is made where it was").doesNotExist();
    }

    /// A computer from which the storage is taken when it comes to a step for the n-th time.
    private Cli unpluggedAt(String step, int time) {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "Windows moves no folder in which something is open");
        var times = new AtomicInteger();
        Steps steps =
                reached -> {
                    if (!reached.equals(step) || times.incrementAndGet() != time) return;
                    try {
                        Files.move(storage, unplugged);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        return on(steps, store -> new SteppedObjectStore(store, steps));
    }

    /// A computer that may write only so many objects more.
    private Cli refusing(Reason reason, int allowed) {
        return on(Steps.none(), store -> new Refusing(store, reason, allowed));
    }

    private Cli on(Steps steps, UnaryOperator<ObjectStore> around) {
        return new Cli(dir, new Assembly(InstantSource.system(), UUID::randomUUID, steps, around));
    }

    private static final class Refusing extends ForwardingObjectStore {
        private final Reason reason;
        private final AtomicInteger left;

        Refusing(ObjectStore store, Reason reason, int allowed) {
            super(store);
            this.reason = reason;
            this.left = new AtomicInteger(allowed);
        }

        @Override
        public ETag put(String key, Content content, Precondition expected)
                throws StorageException {
            if (left.getAndDecrement() <= 0)
                throw new NeedsPerson(reason, Saying.words("nothing more is taken"), null);
            return super.put(key, content, expected);
        }

        @Override
        public void delete(String key) throws StorageException {
            throw new NeedsPerson(reason, Saying.words("nothing more is taken"), null);
        }
    }
}
