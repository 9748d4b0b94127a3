package app.savepoint.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.repository.FoldBatch;
import app.savepoint.core.storage.repository.KnownRepository;
import app.savepoint.core.storage.repository.OldContent;
import app.savepoint.core.storage.repository.PendingEvent;
import app.savepoint.core.storage.repository.PublishingIntent;
import app.savepoint.core.storage.repository.Quarantined;
import app.savepoint.core.storage.repository.RepositoryMemory;
import app.savepoint.core.storage.repository.StoredEvent;
import app.savepoint.core.storage.repository.Stream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [RepositoryMemory] promises.
public abstract class RepositoryMemoryContract {
    private static final DeviceId HERE = device(1);
    private static final DeviceId THERE = device(2);
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    private static final SaveId ZELDA = SaveId.main("snes", "Zelda");

    private RepositoryMemory memory;

    /// A memory of a repository that was never seen.
    protected abstract RepositoryMemory empty(Device self);

    /// The same memory after the process ended and started again; a memory without a disk returns
    /// itself.
    protected abstract RepositoryMemory reopened(RepositoryMemory memory);

    @BeforeEach
    void start() {
        memory = empty(new Device(HERE, "Desktop", DeviceType.LINUX));
    }

    @Test
    void a_new_memory_knows_nothing_but_itself() {
        assertThat(memory.self().id()).isEqualTo(HERE);
        assertThat(memory.repository()).isEmpty();
        assertThat(memory.streams()).isEmpty();
        assertThat(memory.intent()).isEmpty();
        assertThat(memory.tree()).isEmpty();
        assertThat(memory.pending()).isEmpty();
        assertThat(memory.quarantine()).isEmpty();
        assertThat(memory.missing()).isEmpty();
        assertThat(memory.latest()).isEqualTo(Hlc.ZERO);
        assertThat(memory.heads(EMERALD)).isEmpty();
        assertThat(memory.history(EMERALD)).isEmpty();
        assertThat(memory.revision(id(1))).isEmpty();
    }

    @Test
    void old_contents_are_those_that_newer_ones_followed() {
        Batch batch = new Batch();
        for (int i = 1; i <= 6; i++) {
            Revision content =
                    i == 1
                            ? revision(1, EMERALD, HERE, 1000)
                            : revision(i, EMERALD, HERE, 1000L * i, i - 1);
            Revision deletion =
                    new Revision(
                            content.id(),
                            EMERALD,
                            content.parents(),
                            HERE,
                            content.time(),
                            null,
                            false);
            batch.revision(i == 5 ? deletion : content, i);
        }
        memory.fold(batch.build());
        assertThat(memory.old(2, 3500))
                .extracting(OldContent::id)
                .containsExactlyInAnyOrder(id(1), id(2), id(3));
        assertThat(memory.old(2, 2000)).containsExactly(new OldContent(id(1), EMERALD, HERE));
        assertThat(memory.old(0, 9000))
                .extracting(OldContent::id)
                .as("not the deletion, not the head")
                .containsExactlyInAnyOrder(id(1), id(2), id(3), id(4));
        assertThat(memory.old(5, 9000)).isEmpty();
    }

    @Test
    void what_was_noted_stays_until_something_else_is_noted() {
        assertThat(memory.noted("a")).isEmpty();
        memory.note("a", "1");
        memory.note("b", "2");
        memory.note("a", "3");
        assertThat(reopened(memory).noted("a")).contains("3");
    }

    @Test
    void what_was_committed_is_there_after_a_restart() {
        var known = new KnownRepository(new UUID(0, 5), new UUID(0, 6), new ETag("m"));
        var intent = new PublishingIntent(HERE, 3, new UUID(0, 9));
        Revision first = revision(1, EMERALD, THERE, 10);
        memory.remember(known);
        memory.intend(intent);
        memory.fold(new Batch().revision(first, 1).read(THERE, 1).build());

        RepositoryMemory again = reopened(memory);

        assertThat(again.repository()).contains(known);
        assertThat(again.intent()).contains(intent);
        assertThat(again.revision(id(1))).contains(first);
        assertThat(again.streams()).containsOnlyKeys(THERE);
        assertThat(again.streams().get(THERE)).isEqualTo(stream(THERE, 1));
        assertThat(again.latest()).isEqualTo(first.time());
        assertThat(again.tree().get(EMERALD).heads()).containsExactly(Head.of(first));
    }

    @Test
    void a_repository_can_be_remembered_anew_and_without_a_marker() {
        memory.remember(new KnownRepository(new UUID(0, 5), new UUID(0, 6), new ETag("m")));
        var without = new KnownRepository(new UUID(0, 5), new UUID(0, 6), null);
        memory.remember(without);
        assertThat(reopened(memory).repository()).contains(without);
    }

    @Test
    void a_revision_comes_back_as_it_was() {
        var manifest =
                new Manifest(
                        "BLUS30443",
                        List.of(
                                file(new Role("PARAM.SFO"), "PARAM.SFO", 10),
                                file(new Role("data/été.bin"), "data/été.bin", 20)));
        var whole = new Revision(id(7), EMERALD, Set.of(), THERE, new Hlc(5, 2), manifest, true);
        var tombstone =
                new Revision(id(8), EMERALD, Set.of(id(7)), HERE, new Hlc(6, 0), null, false);
        memory.fold(new Batch().revision(whole, 1).revision(tombstone, 2).build());

        assertThat(reopened(memory).revision(id(7))).contains(whole);
        assertThat(reopened(memory).revision(id(8))).contains(tombstone);
        assertThat(reopened(memory).revisions(List.of(id(7), id(8), id(9))))
                .containsOnly(Map.entry(id(7), whole), Map.entry(id(8), tombstone));
        assertThat(reopened(memory).revisions(List.of())).isEmpty();
        assertThat(reopened(memory).heads(EMERALD)).containsExactly(Head.of(tombstone));
    }

    @Test
    void a_child_takes_the_place_of_its_parents() {
        Revision first = revision(1, EMERALD, HERE, 10);
        Revision left = revision(2, EMERALD, HERE, 20, 1);
        Revision right = revision(3, EMERALD, THERE, 30, 1);
        memory.fold(new Batch().revision(first, 1).revision(left, 2).build());
        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(left));

        memory.fold(new Batch().revision(right, 1).build());
        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(right), Head.of(left));

        Revision merge = revision(4, EMERALD, HERE, 40, 2, 3);
        memory.fold(new Batch().revision(merge, 3).build());
        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(merge));
        assertThat(memory.history(EMERALD)).containsExactly(merge, right, left, first);
        assertThat(memory.tree()).containsOnlyKeys(EMERALD);
        assertThat(memory.tree().get(EMERALD).heads()).containsExactly(Head.of(merge));
    }

    @Test
    void a_child_in_another_save_closes_no_head_and_is_lineage_all_the_same() {
        Revision first = revision(1, EMERALD, HERE, 10);
        SaveId kept = EMERALD.inSlot("kept-00000001");
        Revision aside = revision(2, kept, HERE, 20, 1);
        memory.fold(new Batch().revision(first, 1).revision(aside, 2).build());

        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(first));
        assertThat(memory.heads(kept)).containsExactly(Head.of(aside));
        assertThat(memory.descends(id(2), id(1))).isTrue();
    }

    @Test
    void heads_of_many_saves_are_asked_for_at_once() {
        Revision first = revision(1, EMERALD, HERE, 10);
        Revision left = revision(2, EMERALD, HERE, 20, 1);
        Revision right = revision(3, EMERALD, THERE, 30, 1);
        SaveId quoted = new SaveId("gba", "Say \"Hi\"", EMERALD.kind(), "main");
        SaveId other = EMERALD.inSlot("other");
        SaveId unknown = EMERALD.inSlot("unknown");
        Revision second = revision(4, quoted, HERE, 40);
        Revision third = revision(5, other, HERE, 50);
        memory.fold(
                new Batch()
                        .revision(first, 1)
                        .revision(left, 2)
                        .revision(second, 3)
                        .revision(third, 4)
                        .revision(right, 1)
                        .build());

        assertThat(memory.heads(Set.of(EMERALD, quoted, unknown)))
                .containsOnly(
                        entry(EMERALD, List.of(Head.of(right), Head.of(left))),
                        entry(quoted, List.of(Head.of(second))),
                        entry(unknown, List.of()));
        assertThat(memory.heads(Set.of())).isEmpty();
    }

    @Test
    void heads_of_one_moment_are_ordered_by_id() {
        Revision one = revision(1, EMERALD, HERE, 10);
        Revision two = revision(2, EMERALD, THERE, 10);
        memory.fold(new Batch().revision(one, 1).revision(two, 1).build());
        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(two), Head.of(one));
        assertThat(memory.tree().get(EMERALD).heads()).containsExactly(Head.of(two), Head.of(one));
    }

    @Test
    void folding_the_same_batch_again_changes_nothing() {
        FoldBatch batch =
                new Batch()
                        .revision(revision(1, EMERALD, HERE, 10), 1)
                        .revision(revision(2, EMERALD, HERE, 20, 1), 2)
                        .read(HERE, 2)
                        .build();
        memory.fold(batch);
        var before = memory.tree();
        memory.fold(batch);
        assertThat(memory.tree()).isEqualTo(before);
        assertThat(memory.history(EMERALD)).hasSize(2);
    }

    @Test
    void lineage_follows_parents_over_any_number_of_steps() {
        var batch = new Batch().revision(revision(1, EMERALD, HERE, 1), 1);
        for (int i = 2; i <= 40; i++) batch.revision(revision(i, EMERALD, HERE, i, i - 1), i);
        batch.revision(revision(99, EMERALD, THERE, 5, 1), 1);
        memory.fold(batch.build());

        assertThat(memory.descends(id(40), id(1))).isTrue();
        assertThat(memory.descends(id(40), id(40))).isTrue();
        assertThat(memory.descends(id(1), id(40))).isFalse();
        assertThat(memory.descends(id(99), id(2))).isFalse();
        assertThat(memory.descends(id(40), id(99))).isFalse();
        assertThat(memory.descends(id(777), id(1))).isFalse();
        assertThat(memory.descends(id(1), id(777))).isFalse();
    }

    @Test
    void only_what_was_asked_for_and_folded_is_known() {
        memory.fold(new Batch().revision(revision(1, EMERALD, HERE, 1), 1).build());
        assertThat(memory.known(List.of(id(1), id(2)))).containsExactly(id(1));
        assertThat(memory.known(List.of())).isEmpty();
    }

    @Test
    void more_ids_can_be_asked_for_than_a_statement_takes_parameters() {
        var batch = new Batch();
        List<RevisionId> ids = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            batch.revision(revision(i, SaveId.main("gba", "Game " + i), HERE, i), i);
            ids.add(id(i));
        }
        memory.fold(batch.build());
        ids.add(id(50_000));
        assertThat(memory.known(ids)).hasSize(3000);
        assertThat(memory.tree()).hasSize(3000);
    }

    @Test
    void a_save_with_a_pending_event_is_arriving_until_the_event_is_placed() {
        Revision first = revision(1, EMERALD, HERE, 10);
        Revision orphan = revision(3, EMERALD, THERE, 30, 2);
        Revision stranger = revision(5, ZELDA, THERE, 31, 4);
        memory.fold(new Batch().revision(first, 1).waiting(orphan, 1).waiting(stranger, 2).build());

        assertThat(memory.tree().get(EMERALD).arriving()).isTrue();
        assertThat(memory.tree().get(EMERALD).heads()).containsExactly(Head.of(first));
        assertThat(memory.tree().get(ZELDA).arriving()).isTrue();
        assertThat(memory.tree().get(ZELDA).heads()).isEmpty();
        assertThat(reopened(memory).pending())
                .extracting(waiting -> waiting.event().uuid())
                .containsExactlyInAnyOrder(id(3).uuid(), id(5).uuid());
        assertThat(memory.pending().getFirst().event().payload()).isEqualTo("{}");

        Revision parent = revision(2, EMERALD, HERE, 20, 1);
        memory.fold(new Batch().revision(parent, 2).placed(orphan).build());

        assertThat(memory.tree().get(EMERALD).arriving()).isFalse();
        assertThat(memory.tree().get(EMERALD).heads()).containsExactly(Head.of(orphan));
        assertThat(memory.pending()).hasSize(1);
    }

    @Test
    void a_quarantined_event_is_pending_no_more() {
        Revision orphan = revision(3, EMERALD, THERE, 30, 2);
        memory.fold(new Batch().waiting(orphan, 1).build());
        var bad = new Quarantined("metadata/x", new ETag("1"), id(3).uuid(), "goes in a circle");
        memory.fold(new Batch().quarantined(bad).build());
        assertThat(memory.pending()).isEmpty();
        assertThat(memory.tree()).isEmpty();
        assertThat(memory.quarantine()).containsExactly(bad);
    }

    @Test
    void an_event_leaves_quarantine_when_its_revision_is_placed() {
        Revision revision = revision(3, EMERALD, THERE, 30);
        var bad = new Quarantined("metadata/x", new ETag("1"), id(3).uuid(), "a bad name");
        memory.fold(new Batch().quarantined(bad).build());
        memory.fold(new Batch().revision(revision, 1).build());
        assertThat(reopened(memory).quarantine()).isEmpty();
    }

    @Test
    void an_object_leaves_quarantine_when_it_is_released_and_its_events_stay() {
        var object = new Quarantined("metadata/x", new ETag("1"), null, "torn");
        var event = new Quarantined("metadata/x", new ETag("1"), id(3).uuid(), "a bad name");
        memory.fold(new Batch().quarantined(object).quarantined(event).build());
        var later = new Quarantined("metadata/x", new ETag("2"), null, "torn otherwise");
        memory.fold(new Batch().quarantined(later).build());
        assertThat(reopened(memory).quarantine()).containsExactlyInAnyOrder(later, event);

        memory.fold(new Batch().released("metadata/x").build());
        assertThat(memory.quarantine()).containsExactly(event);
    }

    @Test
    void a_head_whose_content_is_missing_makes_its_save_arriving() {
        Revision first = revision(1, EMERALD, THERE, 10);
        memory.fold(new Batch().revision(first, 1).missing(id(1)).build());
        assertThat(memory.tree().get(EMERALD).arriving()).isTrue();
        assertThat(reopened(memory).missing()).containsExactly(id(1));

        memory.contents(Set.of(), Set.of(id(1)));
        assertThat(memory.tree().get(EMERALD).arriving()).isFalse();
        assertThat(memory.missing()).isEmpty();

        memory.contents(Set.of(id(1), id(77)), Set.of());
        assertThat(memory.missing()).containsExactly(id(1));
        memory.fold(new Batch().revision(revision(2, EMERALD, THERE, 20, 1), 2).build());
        assertThat(memory.tree().get(EMERALD).arriving()).as("only heads are waited for").isFalse();
    }

    @Test
    void a_stream_that_went_back_loses_its_later_revisions_but_not_their_lineage() {
        Revision first = revision(1, EMERALD, THERE, 10);
        Revision second = revision(2, EMERALD, THERE, 20, 1);
        Revision mine = revision(3, ZELDA, HERE, 15);
        Revision orphan = revision(5, ZELDA, THERE, 40, 4);
        memory.fold(
                new Batch()
                        .revision(first, 1)
                        .revision(second, 2)
                        .revision(mine, 2)
                        .waiting(orphan, 3)
                        .build());

        memory.fold(new Batch().rolledBack(THERE, 1).read(THERE, 1).build());

        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(first));
        assertThat(memory.history(EMERALD)).containsExactly(first);
        assertThat(memory.tree().get(EMERALD).heads()).containsExactly(Head.of(first));
        assertThat(memory.tree().get(ZELDA).heads()).containsExactly(Head.of(mine));
        assertThat(memory.tree().get(ZELDA).arriving()).isFalse();
        assertThat(memory.revision(id(2))).contains(second);
        assertThat(memory.known(Set.of(id(1), id(2)))).containsExactly(id(1));
        assertThat(memory.descends(id(2), id(1))).isTrue();
        assertThat(memory.pending()).isEmpty();

        memory.fold(new Batch().revision(second, 2).read(THERE, 2).build());
        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(second));
        assertThat(memory.known(Set.of(id(2)))).containsExactly(id(2));
    }

    @Test
    void a_save_that_lost_all_its_revisions_is_no_longer_in_the_tree() {
        memory.fold(new Batch().revision(revision(1, EMERALD, THERE, 10), 1).build());
        memory.fold(new Batch().rolledBack(THERE, 0).build());
        assertThat(memory.tree()).isEmpty();
        assertThat(memory.revision(id(1))).isPresent();
    }

    @Test
    void a_number_may_come_again_after_a_stream_went_back() {
        memory.fold(new Batch().revision(revision(1, EMERALD, THERE, 10), 1).build());
        memory.fold(new Batch().rolledBack(THERE, 0).build());
        Revision other = revision(2, EMERALD, THERE, 11);
        memory.fold(new Batch().revision(other, 1).build());
        assertThat(memory.heads(EMERALD)).containsExactly(Head.of(other));
    }

    @Test
    void an_intent_stands_until_publishing_is_done() {
        var intent = new PublishingIntent(HERE, 1, new UUID(0, 1));
        memory.intend(new PublishingIntent(HERE, 1, new UUID(0, 7)));
        memory.intend(intent);
        memory.fold(new Batch().revision(revision(1, EMERALD, THERE, 10), 1).build());
        assertThat(memory.intent()).contains(intent);
        memory.fold(new Batch().done().build());
        assertThat(reopened(memory).intent()).isEmpty();
    }

    @Test
    void a_new_identity_keeps_name_and_type_and_all_that_was_read() {
        memory.fold(new Batch().revision(revision(1, EMERALD, HERE, 10), 1).read(HERE, 1).build());
        memory.intend(new PublishingIntent(HERE, 2, new UUID(0, 1)));

        memory.renew(device(3));

        RepositoryMemory again = reopened(memory);
        assertThat(again.self()).isEqualTo(new Device(device(3), "Desktop", DeviceType.LINUX));
        assertThat(again.intent()).isEmpty();
        assertThat(again.streams()).containsOnlyKeys(HERE);
        assertThat(again.heads(EMERALD)).hasSize(1);
    }

    @Test
    void events_of_an_unknown_action_are_taken_without_an_effect() {
        var event =
                new StoredEvent(
                        new UUID(3, 3),
                        THERE,
                        1,
                        5,
                        new UUID(0, 6),
                        new UUID(0, 1),
                        "game.sung",
                        "{\"a\":1}");
        memory.fold(new Batch().event(event).read(THERE, 1).build());
        assertThat(memory.tree()).isEmpty();
        assertThat(memory.streams().get(THERE).seq()).isEqualTo(1);
        assertThat(reopened(memory).events("game.sung")).containsExactly(event);
        assertThat(memory.events("game.played")).isEmpty();
    }

    @Test
    void the_latest_clock_reading_never_goes_back() {
        memory.fold(new Batch().latest(new Hlc(50, 3)).build());
        memory.fold(new Batch().latest(new Hlc(50, 1)).build());
        assertThat(reopened(memory).latest()).isEqualTo(new Hlc(50, 3));
    }

    @Test
    void a_stream_may_be_known_by_its_head_only() {
        var heard =
                new Stream(
                        new Device(THERE, "Deck", DeviceType.MIYOO_MINI),
                        0,
                        null,
                        4,
                        4,
                        null,
                        null);
        memory.fold(new Batch().stream(heard).build());
        assertThat(reopened(memory).streams()).isEqualTo(Map.of(THERE, heard));
        assertThat(Optional.ofNullable(memory.streams().get(HERE))).isEmpty();
    }

    // What the tests are about.

    static DeviceId device(int number) {
        return new DeviceId(new UUID(0x4000, number));
    }

    static RevisionId id(int number) {
        return new RevisionId(new UUID(0x1234_0000_4000L, number));
    }

    private static SaveFile file(Role role, String name, int size) {
        return new SaveFile(
                role,
                name,
                size,
                ContentHash.of(name.getBytes(UTF_8)),
                Instant.ofEpochMilli(1_000_000 + size));
    }

    private static Revision revision(
            int number, SaveId save, DeviceId device, long millis, int... parents) {
        return new Revision(
                id(number),
                save,
                Arrays.stream(parents)
                        .mapToObj(RepositoryMemoryContract::id)
                        .collect(Collectors.toSet()),
                device,
                new Hlc(millis, 0),
                Manifest.ofFiles(file(Role.MAIN, "content " + number, number)),
                false);
    }

    private static Stream stream(DeviceId device, long seq) {
        return new Stream(
                new Device(device, "Deck", DeviceType.LINUX),
                seq,
                ContentHash.of(new byte[] {(byte) seq}),
                seq,
                seq,
                new ETag("head " + seq),
                new UUID(0, seq));
    }

    /// Collects what is to be folded at once.
    private static final class Batch {
        private final Map<DeviceId, Long> rolledBack = new HashMap<>();
        private final List<StoredEvent> events = new ArrayList<>();
        private final List<Revision> revisions = new ArrayList<>();
        private final List<PendingEvent> pending = new ArrayList<>();
        private final List<Quarantined> quarantine = new ArrayList<>();
        private final Set<String> released = new HashSet<>();
        private final Set<RevisionId> missing = new HashSet<>();
        private final List<Stream> streams = new ArrayList<>();
        private Hlc latest = Hlc.ZERO;
        private boolean done;

        Batch revision(Revision revision, long seq) {
            events.add(event(revision, seq));
            return placed(revision);
        }

        Batch placed(Revision revision) {
            revisions.add(revision);
            latest = latest.max(revision.time());
            return this;
        }

        Batch waiting(Revision revision, long seq) {
            StoredEvent event = event(revision, seq);
            events.add(event);
            pending.add(new PendingEvent(event, revision.save()));
            return this;
        }

        Batch event(StoredEvent event) {
            events.add(event);
            return this;
        }

        Batch read(DeviceId device, long seq) {
            return stream(RepositoryMemoryContract.stream(device, seq));
        }

        Batch stream(Stream stream) {
            streams.add(stream);
            return this;
        }

        Batch rolledBack(DeviceId device, long last) {
            rolledBack.put(device, last);
            return this;
        }

        Batch quarantined(Quarantined bad) {
            quarantine.add(bad);
            return this;
        }

        Batch released(String key) {
            released.add(key);
            return this;
        }

        Batch missing(RevisionId id) {
            missing.add(id);
            return this;
        }

        Batch latest(Hlc time) {
            latest = time;
            return this;
        }

        Batch done() {
            done = true;
            return this;
        }

        FoldBatch build() {
            return new FoldBatch(
                    rolledBack,
                    events,
                    revisions,
                    pending,
                    quarantine,
                    released,
                    missing,
                    streams,
                    latest,
                    done);
        }

        private static StoredEvent event(Revision revision, long seq) {
            return new StoredEvent(
                    revision.id().uuid(),
                    revision.device(),
                    seq,
                    revision.time().millis(),
                    new UUID(0, 6),
                    new UUID(0, 1),
                    revision.isTombstone() ? "save.deleted" : "save.revised",
                    "{}");
        }
    }
}
