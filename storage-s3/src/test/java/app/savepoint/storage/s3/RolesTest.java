package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.storage.s3.Capabilities.Access;
import app.savepoint.storage.s3.Capabilities.Race;
import app.savepoint.storage.s3.Capabilities.TagForm;
import app.savepoint.storage.s3.Capabilities.Versioning;
import app.savepoint.storage.s3.PretendS3.Answer;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.Player;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README's policies allow is enough for what it says of them. A server of one's own
/// stands for AWS, and a gate before it for AWS's own judge.
class RolesTest {
    private static final String BUCKET = "my-saves";
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");
    private static final int PART = 5 * 1024 * 1024;

    private static final S3Credentials KEYS = new S3Credentials.Keys("AKPRETEND", "secret", null);

    /// Of each save only the newest content stays.
    private static final Keeping KEEP_LITTLE =
            new Keeping() {
                @Override
                public Rule rule(SaveId save) {
                    return least();
                }

                @Override
                public Rule least() {
                    return new Rule(1, Duration.ZERO);
                }

                @Override
                public boolean needs(Revision revision) {
                    return false;
                }
            };

    @TempDir Path work;
    private final SplittableRandom random = new SplittableRandom(9);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Instant now = Instant.now();
    private LocalS3 server;
    private int devices;

    @BeforeEach
    void start() throws Exception {
        server = LocalS3.start().with(BUCKET);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) one.close();
        server.close();
    }

    private PolicyGate gate(String role) throws IOException {
        var gate = new PolicyGate(server.endpoint(), Policy.documented(role));
        open.add(gate);
        return gate;
    }

    private static S3Address address(PolicyGate gate) {
        return S3Address.parse("s3://" + BUCKET + "?endpoint=" + gate.endpoint(), Path.of(""));
    }

    private S3ObjectStore store(PolicyGate gate) throws Exception {
        S3Address address = address(gate);
        return store(address, server.credentials(), Capabilities.assumed(address));
    }

    private S3ObjectStore store(S3Address address, S3Credentials keys, Capabilities found)
            throws Exception {
        var store =
                new S3ObjectStore(
                        address,
                        S3Connection.open(address, keys, false, new Patience(_ -> Duration.ZERO)),
                        found,
                        InstantSource.system(),
                        UUID::randomUUID,
                        new S3Uploads.Sizes(PART, PART, 1));
        open.add(store);
        return store;
    }

    private Player player(PolicyGate gate) throws Exception {
        return player(gate, Capabilities.assumed(address(gate)));
    }

    private Player player(PolicyGate gate, Capabilities found) throws Exception {
        return player(address(gate), server.credentials(), found);
    }

    private Player player(S3Address address, S3Credentials keys, Capabilities found)
            throws Exception {
        S3ObjectStore store = store(address, keys, found);
        var id = new DeviceId(new UUID(0x4000, 0x8000000000000000L + ++devices));
        var memory =
                new InMemoryRepositoryMemory(new Device(id, "Device " + devices, DeviceType.LINUX));
        memory.remember(Repository.init(store, () -> now, UUID::randomUUID).repository());
        var storage =
                new RepositoryStorage(
                        address.text(),
                        "s3",
                        store,
                        store::requests,
                        memory,
                        new Settings(work, 4, () -> now, UUID::randomUUID));
        return new Player(storage, memory::self, random.nextLong());
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private Capabilities probed(PolicyGate gate) throws StorageException {
        return new Probe(
                        address(gate),
                        server.credentials(),
                        InstantSource.system(),
                        UUID::randomUUID)
                .run();
    }

    @Test
    void a_full_device_needs_what_its_policy_allows_and_nothing_of_it_is_idle() throws Exception {
        PolicyGate gate = gate("Full");
        Player one = player(gate);
        Player other = player(gate);
        byte[] large = bytes(2 * PART + 10);
        one.publish(EMERALD, large);
        other.look();
        assertThat(other.content(EMERALD)).isEqualTo(large);
        other.delete(EMERALD);
        one.look();
        one.publish(ZELDA, bytes(10));
        S3ObjectStore store = store(gate);
        store.delete("saves/of-no-use");
        breakOff(store);
        store.put("saves/large", Content.of(large), Precondition.ABSENT);
        byte[] another = bytes(2 * PART + 11);
        var gone = new Precondition.Match(new ETag("an earlier one"));
        assertThatThrownBy(() -> store.put("saves/large", Content.of(another), gone))
                .isInstanceOf(ChangedMeanwhile.class);

        store.giveUpLeftovers("saves/");
        Capabilities found = probed(gate);
        assertThat(found.allowed()).containsExactlyInAnyOrder(Access.values());
        assertThat(found.versioning()).isEqualTo(Versioning.OFF);
        assertThat(gate.denied()).containsOnly("s3:ListBucketVersions " + BUCKET);
        assertThat(gate.used()).isEqualTo(actions("Full"));
        assertThat(server.keys(BUCKET)).noneMatch(key -> key.contains("probe"));
    }

    private static Set<String> actions(String role) throws IOException {
        return Policy.documented(role).allowed().stream()
                .map(Policy.Grant::action)
                .collect(Collectors.toSet());
    }

    /// Begins an upload in parts and leaves it.
    private static void breakOff(S3ObjectStore store) {
        Content broken =
                new Content() {
                    @Override
                    public long size() {
                        return 2 * PART + 10;
                    }

                    @Override
                    public InputStream open() throws IOException {
                        throw new IOException("gone");
                    }
                };
        assertThatThrownBy(() -> store.put("saves/large", broken, Precondition.ABSENT))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void an_upload_only_device_sends_what_it_has_and_gets_nothing_of_others() throws Exception {
        Player full = player(gate("Full"));
        Revision secret = full.publish(ZELDA, bytes(100));
        PolicyGate gate = gate("Upload only");
        Player sender = player(gate);
        byte[] large = bytes(PART + 10);
        sender.look();
        sender.publish(EMERALD, large);
        byte[] next = bytes(300);
        sender.publish(EMERALD, next);
        assertThat(gate.denied()).isEmpty();
        full.look();
        assertThat(full.content(EMERALD)).isEqualTo(next);

        assertThatThrownBy(() -> sender.fetch(secret)).satisfies(saying("s3.denied.read"));
        String key =
                server.keys(BUCKET).stream().filter(k -> k.contains("Zelda")).findFirst().get();
        S3ObjectStore store = store(gate);
        assertThatThrownBy(() -> store.delete(key)).satisfies(saying("s3.denied.delete"));
        assertThat(full.fetch(secret).get(Role.MAIN)).hasSize(100);

        assertThat(probed(gate).allowed()).containsExactlyInAnyOrder(Access.LIST, Access.WRITE);
        assertThat(server.keys(BUCKET)).noneMatch(found -> found.contains("probe"));
    }

    /// Plays for weeks and looks after the storage each day.
    private void playForWeeks(Player player) throws StorageException {
        for (int day = 0; day < 24; day++) {
            now = now.plus(Duration.ofDays(1));
            player.look();
            if (day < 12) player.publish(EMERALD, bytes(20));
            player.storage().tidy(KEEP_LITTLE, () -> new Hlc(now.toEpochMilli(), 0));
        }
    }

    @Test
    void an_upload_only_device_tries_nothing_in_weeks_that_it_may_not() throws Exception {
        PolicyGate gate = gate("Upload only");
        Player sender = player(gate, probed(gate));
        Set<String> deniedToTheProbe = gate.denied();
        playForWeeks(sender);
        assertThat(gate.denied()).isEqualTo(deniedToTheProbe);
        assertThat(gate.used()).contains("s3:ListBucketMultipartUploads");
        long before = sender.storage().requests().total();
        sender.look();
        sender.storage().tidy(KEEP_LITTLE, () -> new Hlc(now.toEpochMilli(), 0));
        assertThat(sender.storage().requests().total() - before).isEqualTo(1);
    }

    /// Whoever cuts a key down does not tell.
    @Test
    void a_device_that_does_not_know_what_it_may_no_more_asks_again_only_a_day_later()
            throws Exception {
        PolicyGate gate = gate("Upload only");
        Player sender = player(gate);
        for (int i = 0; i < 12; i++) sender.publish(EMERALD, bytes(20));
        now = now.plus(Duration.ofDays(1));
        sender.look();
        sender.storage().tidy(KEEP_LITTLE, () -> Hlc.ZERO);
        assertThat(gate.denied()).isEmpty();
        int refusals = 0;
        for (int hour = 0; hour < 10 * 24; hour++) {
            now = now.plus(Duration.ofHours(1));
            sender.look();
            try {
                sender.storage().tidy(KEEP_LITTLE, () -> Hlc.ZERO);
            } catch (NeedsPerson e) {
                refusals++;
            }
        }
        assertThat(refusals).isBetween(1, 10);
    }

    /// On a server that keeps no conditions, where only a look could tell whether something lies in
    /// the way, and on one that refuses what it took because its answer was lost.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_upload_only_device_sends_to_a_server_it_may_not_look_into(boolean conditions)
            throws Exception {
        var objects = new PretendObjects();
        Set<String> lost = new HashSet<>();
        try (var pretend =
                new PretendS3((call, _) -> {
                    if (!call.key().startsWith("saves/") || call.method().equals("DELETE"))
                        return objects.answer(call);
                    if (!call.isPut()) return Answer.error(403, "AccessDenied");
                    if (!conditions) return objects.store(call);
                    Answer answer = objects.answer(call);
                    return lost.add(call.key()) ? answer.brokenAfter(-1) : answer;
                })) {
            var found =
                    new Capabilities(
                            Set.of(Access.LIST, Access.WRITE),
                            conditions,
                            conditions ? TagForm.QUOTED : TagForm.USELESS,
                            Race.NOT_RUN,
                            false,
                            Versioning.UNKNOWN,
                            Duration.ZERO,
                            "",
                            now);
            Player sender = player(pretend.address(), KEYS, found);
            Revision sent = sender.publish(EMERALD, bytes(30));
            assertThat(sender.look().saves().get(EMERALD).heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head.id()).isEqualTo(sent.id()));
            assertThat(objects.keys()).anyMatch(key -> key.startsWith("saves/gba/"));
        }
    }

    @Test
    void a_read_only_device_sees_and_gets_everything_and_changes_nothing() throws Exception {
        Player full = player(gate("Full"));
        byte[] bytes = bytes(1000);
        full.publish(EMERALD, bytes);
        full.publish(ZELDA, bytes(10));
        Set<String> before = Set.copyOf(server.keys(BUCKET));
        PolicyGate gate = gate("Read only");
        Player reader = player(gate);

        assertThat(reader.look().saves()).containsOnlyKeys(EMERALD, ZELDA);
        assertThat(reader.content(EMERALD)).isEqualTo(bytes);
        byte[] changed = bytes(20);
        full.publish(EMERALD, changed);
        reader.look();
        assertThat(reader.content(EMERALD)).isEqualTo(changed);
        assertThat(reader.storage().history(EMERALD)).hasSize(2);
        assertThat(gate.denied()).isEmpty();
        assertThat(gate.used()).isEqualTo(actions("Read only"));

        Published outcome =
                reader.storage().publish(List.of(reader.draft(ZELDA, bytes(3)))).getFirst();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Published.Failed.class,
                        failed -> assertThat(failed.cause()).satisfies(saying("s3.denied.write")));
        S3ObjectStore store = store(gate);
        assertThatThrownBy(() -> store.delete("savepoint.json"))
                .satisfies(saying("s3.denied.delete"));
        assertThat(server.keys(BUCKET)).containsAll(before);

        assertThat(probed(gate).allowed()).containsExactlyInAnyOrder(Access.LIST, Access.READ);
    }

    private static java.util.function.Consumer<Throwable> saying(String sentence) {
        return thrown ->
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                NeedsPerson.class,
                                e -> assertThat(e.saying().key()).isEqualTo(sentence));
    }
}
