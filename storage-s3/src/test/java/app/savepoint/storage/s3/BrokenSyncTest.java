package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.storage.s3.BrokenWire.End;
import app.savepoint.storage.s3.BrokenWire.Fault;
import app.savepoint.storage.s3.BrokenWire.Way;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Promises 1, 2 and 5 of two homes whose line to the bucket breaks anywhere while one publishes or
/// the other looks and fetches.
class BrokenSyncTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");

    /// How many bytes further on the line breaks each time.
    private static final int STEP = Integer.getInteger("savepoint.wire-step", 310);

    private static final String BUCKET = "broken";
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T08:00:00Z"));

    private static LocalS3 server;
    private static int places;

    @TempDir Path work;
    private final SplittableRandom random = new SplittableRandom(5);
    private final InMemoryRepositoryMemory writes = memory(1, "Writer");
    private final InMemoryRepositoryMemory reads = memory(2, "Reader");
    private final List<S3ObjectStore> open = new ArrayList<>();
    private BrokenWire wire;
    private String place;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start().with(BUCKET);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void lay() throws Exception {
        wire = new BrokenWire(server.endpoint());
        place = BUCKET + "/place-" + ++places;
    }

    @AfterEach
    void takeUp() throws Exception {
        open.forEach(S3ObjectStore::close);
        wire.close();
    }

    private static InMemoryRepositoryMemory memory(int number, String name) {
        var id = new DeviceId(new UUID(0x4000, 0x8000000000000000L + number));
        return new InMemoryRepositoryMemory(new Device(id, name, DeviceType.LINUX));
    }

    private Player player(InMemoryRepositoryMemory memory, Fault fault) throws Exception {
        String timeouts = fault.end() == End.SILENT ? "read-timeout=60ms" : "region=us-east-1";
        S3Address address =
                S3Address.parse(
                        "s3://" + place + "?endpoint=" + wire.endpoint() + "&" + timeouts,
                        Path.of(""));
        var store =
                new S3ObjectStore(
                        address,
                        S3Connection.open(
                                address,
                                server.credentials(),
                                false,
                                new Patience(pause -> Duration.ZERO)),
                        Capabilities.assumed(address),
                        CLOCK,
                        this::uuid,
                        S3Uploads.Sizes.STANDARD);
        open.add(store);
        if (memory.repository().isEmpty())
            memory.remember(Repository.init(store, CLOCK, this::uuid).repository());
        var storage =
                new RepositoryStorage(
                        address.text(),
                        "s3",
                        store,
                        store::requests,
                        memory,
                        new Settings(work, 1, CLOCK, this::uuid));
        return new Player(storage, memory::self, random.nextLong());
    }

    private synchronized UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[700];
        random.nextBytes(bytes);
        return bytes;
    }

    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        End[] ends = {End.CLOSED, End.RESET, End.GARBAGE};
        for (boolean lasting : new boolean[] {false, true})
            for (Way way : Way.values()) {
                for (int i = 0; i * STEP < 6000; i++)
                    faults.add(new Fault(way, (long) i * STEP, ends[i % ends.length], lasting));
                for (int after : new int[] {0, 1000, 1500})
                    faults.add(new Fault(way, after, End.SILENT, lasting));
            }
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_is_published_is_seen_whole_or_not_at_all_and_the_next_sync_finishes(Fault fault)
            throws Exception {
        Fault none = new Fault(Way.REQUEST, 0, End.CLOSED, false);
        byte[] first = bytes();
        byte[] second = bytes();
        Player writer = player(writes, none);
        Player reader = player(reads, none);
        Revision before = writer.publish(EMERALD, first);

        Player breaking = player(writes, fault);
        wire.breaksAt(fault);
        boolean done = published(breaking, second);
        // With so short a time-out a busy machine is as good as a broken line
        assertThat(done || wire.hasBroken() || fault.end() == End.SILENT).isTrue();
        wire.mend();

        reader.look();
        assertThat(reader.content(EMERALD)).as("promise 2").isIn(first, second);
        if (done) assertThat(reader.content(EMERALD)).isEqualTo(second);
        // In the process that saw it break, or in one that begins afresh
        boolean afresh = fault.lasting() || fault.end() == End.SILENT;
        Player next = afresh ? player(writes, none) : breaking;
        next.look();
        if (!java.util.Arrays.equals(next.content(EMERALD), second)) next.publish(EMERALD, second);
        RemoteTree seen = reader.look();
        assertThat(seen.pending()).as("%s", seen.notices()).isZero();
        assertThat(reader.content(EMERALD)).as("promise 5").isEqualTo(second);
        assertThat(reader.fetch(before).get(Role.MAIN)).as("promise 1").isEqualTo(first);
    }

    private static boolean published(Player player, byte[] bytes) throws StorageException {
        try {
            player.look();
            Published outcome =
                    player.storage().publish(List.of(player.draft(EMERALD, bytes))).getFirst();
            if (outcome instanceof Published.Accepted) return true;
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Published.Failed.class,
                            failed -> assertThat(failed.cause()).isInstanceOf(Unavailable.class));
        } catch (Unavailable e) {
            assertThat(e.saying().key()).doesNotStartWith("storage.unavailable");
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_is_fetched_is_right_or_an_error_and_the_next_sync_finishes(Fault fault)
            throws Exception {
        Fault none = new Fault(Way.REQUEST, 0, End.CLOSED, false);
        byte[] bytes = bytes();
        Player writer = player(writes, none);
        player(reads, none).look();
        writer.publish(EMERALD, bytes);

        Player breaking = player(reads, fault);
        wire.breaksAt(fault);
        try {
            breaking.look();
            assertThat(breaking.content(EMERALD)).isEqualTo(bytes);
        } catch (Unavailable e) {
            assertThat(e.saying().key()).doesNotStartWith("storage.unavailable");
            assertThat(wire.hasBroken() || fault.end() == End.SILENT).isTrue();
        }
        wire.mend();

        boolean afresh = fault.lasting() || fault.end() == End.SILENT;
        Player next = afresh ? player(reads, none) : breaking;
        RemoteTree seen = next.look();
        assertThat(seen.notices()).isEmpty();
        assertThat(seen.pending()).isZero();
        assertThat(next.content(EMERALD)).isEqualTo(bytes);
    }
}
