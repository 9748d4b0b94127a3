package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.testkit.Player;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Format 1 as it lies in storages. Frozen: what fails here can not be read by others.
class FormatTest {
    private static final UUID OWNER = UUID.fromString("0a0b0c0d-0000-4000-8000-000000000001");
    private static final UUID WRITE = UUID.fromString("0a0b0c0d-0000-4000-8000-000000000002");
    private static final RevisionId ID = RevisionId.parse("11111111-2222-4333-8444-555566667777");
    private static final RevisionId PARENT =
            RevisionId.parse("99999999-2222-4333-8444-555566667777");
    private static final Revision REVISION =
            new Revision(
                    ID,
                    SaveId.main("gba", "Pokemon Emerald"),
                    Set.of(PARENT),
                    RepositoryWorld.device(7, "Deck").id(),
                    new Hlc(1_772_389_800_250L, 3),
                    Manifest.ofFiles(
                            new SaveFile(
                                    Role.MAIN,
                                    "Pokemon Emerald.srm",
                                    3,
                                    ContentHash.of("abc".getBytes(UTF_8)),
                                    Instant.ofEpochMilli(1_772_389_700_123L))),
                    false);

    @Test
    void an_event_is_one_line() {
        StoredEvent event =
                Events.publishing(REVISION, REVISION.device(), 12, 1_772_389_800_251L, OWNER);
        assertThat(new String(Events.line(event), UTF_8))
                .isEqualTo(
                        "{\"uuid\":\"11111111-2222-4333-8444-555566667777\","
                                + "\"timestamp\":1772389800251,"
                                + "\"userUuid\":\"0a0b0c0d-0000-4000-8000-000000000001\","
                                + "\"itemUuid\":\""
                                + Events.itemUuid(REVISION.save())
                                + "\","
                                + "\"action\":\"save.revised\","
                                + "\"payload\":\"{"
                                + "\\\"device\\\":\\\"00000000-0000-4000-8000-000000000007\\\","
                                + "\\\"seq\\\":12,"
                                + "\\\"hlc\\\":\\\"1772389800250.3\\\","
                                + "\\\"save\\\":\\\"gba/Pokemon Emerald/save/main\\\","
                                + "\\\"parents\\\":[\\\"99999999-2222-4333-8444-555566667777\\\"],"
                                + "\\\"manifest\\\":{\\\"folder\\\":null,\\\"files\\\":[{"
                                + "\\\"role\\\":\\\"main\\\","
                                + "\\\"name\\\":\\\"Pokemon Emerald.srm\\\","
                                + "\\\"size\\\":3,"
                                + "\\\"sha256\\\":\\\"ba7816bf8f01cfea414140de5dae2223"
                                + "b00361a396177a9cb410ff61f20015ad\\\","
                                + "\\\"modified\\\":1772389700123}]},"
                                + "\\\"blank\\\":false,"
                                + "\\\"contentId\\\":\\\""
                                + REVISION.contentId().orElseThrow().hex()
                                + "\\\"}\"}");
    }

    @Test
    void an_item_has_the_same_uuid_everywhere() {
        assertThat(Events.itemUuid(REVISION.save()))
                .isEqualTo(UUID.fromString("399b0f0e-6da5-5814-9830-7ae71c81cf78"));
    }

    @Test
    void a_revision_comes_back_from_its_event() throws Exception {
        StoredEvent event = Events.publishing(REVISION, REVISION.device(), 12, 5, OWNER);
        StoredEvent read = Events.parse(Events.line(event), REVISION.device(), 12);
        assertThat(read).isEqualTo(event);
        assertThat(Events.revision(read, OWNER)).contains(REVISION);
        Revision gone =
                new Revision(
                        ID,
                        REVISION.save(),
                        Set.of(PARENT),
                        REVISION.device(),
                        REVISION.time(),
                        null,
                        false);
        assertThat(Events.revision(Events.publishing(gone, gone.device(), 1, 5, OWNER), OWNER))
                .contains(gone);
    }

    @Test
    void a_segment_begins_with_a_line_about_itself() throws Exception {
        var events = List.of(Events.publishing(REVISION, REVISION.device(), 12, 5, OWNER));
        var previous = ContentHash.of(new byte[0]);
        var segment = new Segment(REVISION.device(), 12, previous, WRITE, events);
        assertThat(segment.key())
                .isEqualTo(
                        "metadata/devices/00000000-0000-4000-8000-000000000007/events/"
                                + "000000000012-000000000012.jsonl.zst");
        byte[] object = segment.encode();
        assertThat(new String(Compression.decompress(object, 100_000), UTF_8))
                .startsWith(
                        "{\"device\":\"00000000-0000-4000-8000-000000000007\",\"first\":12,"
                                + "\"previous\":\"e3b0c44298fc1c149afbf4c8996fb924"
                                + "27ae41e4649b934ca495991b7852b855\","
                                + "\"writeId\":\"0a0b0c0d-0000-4000-8000-000000000002\"}\n"
                                + "{\"uuid\"")
                .endsWith("}\n");
        var span = Keys.span(REVISION.device(), segment.key()).orElseThrow();
        assertThat(Segment.decode(object, REVISION.device(), span)).isEqualTo(segment);
    }

    @Test
    void a_union_lists_the_segments_it_stands_for() throws Exception {
        var events =
                List.of(
                        Events.publishing(REVISION, REVISION.device(), 12, 5, OWNER),
                        Events.publishing(REVISION, REVISION.device(), 13, 5, OWNER));
        var digest = ContentHash.of(new byte[0]);
        var parts = List.of(new Segment.Part(12, digest), new Segment.Part(13, digest));
        var union = new Segment(REVISION.device(), 12, digest, WRITE, parts, events);
        byte[] object = union.encode();
        String part =
                ",\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}";
        assertThat(new String(Compression.decompress(object, 100_000), UTF_8))
                .contains(
                        "\"parts\":[{\"last\":12"
                                + part
                                + ",{\"last\":13"
                                + part
                                + "]}\n{\"uuid\"");
        var span = Keys.span(REVISION.device(), union.key()).orElseThrow();
        assertThat(Segment.decode(object, REVISION.device(), span)).isEqualTo(union);
        for (var wrong :
                List.of(
                        List.of(parts.getFirst()),
                        List.of(parts.getLast(), parts.getFirst()),
                        List.of(parts.getFirst(), new Segment.Part(14, digest))))
            assertThatThrownBy(
                            () -> new Segment(REVISION.device(), 12, digest, WRITE, wrong, events))
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_head_file_is_plain_json() throws Exception {
        var head =
                new HeadFile(
                        RepositoryWorld.device(7, "Deck"),
                        10,
                        12,
                        ContentHash.of(new byte[0]),
                        WRITE);
        assertThat(new String(head.encode(), UTF_8))
                .isEqualTo(
                        "{\"device\":\"00000000-0000-4000-8000-000000000007\","
                                + "\"name\":\"Deck\",\"type\":\"linux\",\"seq\":12,\"first\":10,"
                                + "\"digest\":\"e3b0c44298fc1c149afbf4c8996fb924"
                                + "27ae41e4649b934ca495991b7852b855\","
                                + "\"writeId\":\"0a0b0c0d-0000-4000-8000-000000000002\"}");
        assertThat(HeadFile.decode(head.encode(), head.device().id())).isEqualTo(head);
    }

    @Test
    void a_type_of_device_that_only_a_later_version_knows_is_an_other_one() throws Exception {
        var head =
                new HeadFile(
                        RepositoryWorld.device(7, "Deck"),
                        1,
                        1,
                        ContentHash.of(new byte[0]),
                        WRITE);
        byte[] later =
                new String(head.encode(), UTF_8)
                        .replace("\"linux\"", "\"holodeck\",\"more\":[1]")
                        .getBytes(UTF_8);
        assertThat(HeadFile.decode(later, head.device().id()).device().type().word())
                .isEqualTo("other");
    }

    @Test
    void the_marker_names_format_and_repository() throws Exception {
        var marker = new Marker(WRITE, OWNER, Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(new String(marker.encode(), UTF_8))
                .isEqualTo(
                        "{\"format\":1,\"created\":\"2026-03-01T00:00:00Z\","
                                + "\"repository\":\"0a0b0c0d-0000-4000-8000-000000000002\","
                                + "\"owner\":\"0a0b0c0d-0000-4000-8000-000000000001\"}");
        assertThat(Marker.decode(marker.encode())).isEqualTo(marker);
    }

    @Test
    void contents_lie_where_people_find_them() {
        assertThat(Keys.content(REVISION, REVISION.manifest()))
                .isEqualTo(
                        "saves/gba/Pokemon Emerald/save.main/"
                                + "20260301T183000.250Z-000000000007-555566667777.zst");
        var state = new SaveId("psx", "Game: Two", SaveKind.STATE, "DuckStation.1");
        var two =
                Manifest.ofFiles(
                        Player.file(Role.MAIN, "a.state", new byte[1]),
                        Player.file(Role.THUMBNAIL, "a.state.png", new byte[2]));
        var revision =
                new Revision(ID, state, Set.of(), REVISION.device(), new Hlc(0, 0), two, false);
        assertThat(Keys.content(revision, two))
                .isEqualTo(
                        "saves/psx/Game%3A Two/state.DuckStation.1/"
                                + "19700101T000000.000Z-000000000007-555566667777.tar.zst");
    }

    @Test
    void the_same_files_always_make_the_same_object() throws Exception {
        byte[] one = "one".getBytes(UTF_8);
        byte[] two = new byte[2000];
        var manifest =
                new Manifest(
                        "ULUS10041",
                        List.of(
                                Player.file(new Role("DATA.BIN"), "DATA.BIN", one),
                                Player.file(new Role("été.png"), "été.png", two)));
        var files = Map.of("DATA.BIN", one, "été.png", two);
        byte[] plain;
        try (var packed =
                PackedSave.pack(
                        manifest,
                        file -> new ByteArrayInputStream(files.get(file.name())),
                        Path.of("unused"))) {
            try (var in = Compression.decompressing(packed.content().open())) {
                plain = in.readAllBytes();
            }
        }
        assertThat(ContentHash.of(plain).hex())
                .isEqualTo("4dd4212bb49a1612c3545c1f5fe3198f" + "d4f0e122007cae31e0c4ef132043de2d");
    }

    @Test
    void names_in_a_tar_are_those_on_the_disk_and_never_twice() {
        var manifest =
                Manifest.ofFiles(
                        Player.file(Role.MAIN, "a.srm", new byte[1]),
                        Player.file(Role.RTC, "A.SRM", new byte[1]),
                        Player.file(Role.THUMBNAIL, "a.png", new byte[1]));
        assertThat(PackedSave.namesInside(manifest)).containsExactly("a.srm", "rtc-A.SRM", "a.png");
    }

    @Test
    void what_is_not_strictly_right_is_malformed() {
        for (String wrong :
                List.of(
                        "",
                        "[]",
                        "{\"a\":1}{}",
                        "{\"device\":\"x\",\"device\":\"y\"}",
                        "{\"device\":\"00000000-0000-4000-8000-000000000007\"}"))
            assertThatThrownBy(() -> HeadFile.decode(wrong.getBytes(UTF_8), REVISION.device()))
                    .as(wrong)
                    .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Compression.decompress(new byte[] {1, 2, 3}, 10))
                .isInstanceOf(Malformed.class);
        byte[] bomb = Compression.compress(new byte[10_000]);
        assertThatThrownBy(() -> Compression.decompress(bomb, 9_999)).isInstanceOf(Malformed.class);
    }

    @Test
    void other_tools_copies_and_foreign_files_are_not_ours() {
        var device = REVISION.device();
        String head = Keys.head(device);
        assertThat(Keys.deviceOf(Keys.HEADS, head)).contains(device);
        String stem = head.substring(0, head.length() - 5);
        for (String other :
                List.of(
                        stem + ".sync-conflict-20260301-120000-ABCDEFG.json",
                        stem + " (conflicted copy 2026-03-01).json",
                        stem + " (1).json",
                        stem + ".JSON",
                        Keys.HEADS + "0A0B0C0D-0000-4000-8000-000000000002.json",
                        Keys.HEADS + "desktop.ini",
                        Keys.HEADS + "sub/" + device + ".json"))
            assertThat(Keys.deviceOf(Keys.HEADS, other)).as(other).isEmpty();
        String segment = Keys.segment(device, 1, 2);
        assertThat(Keys.span(device, segment)).isPresent();
        for (String other :
                List.of(
                        segment.replace(".jsonl", ".sync-conflict-20260301.jsonl"),
                        segment.replace(".zst", " (conflicted copy).zst"),
                        Keys.events(device) + "000000000000-000000000001.jsonl.zst",
                        Keys.events(device) + "000000000002-000000000001.jsonl.zst",
                        Keys.events(device) + "1-2.jsonl.zst"))
            assertThat(Keys.span(device, other)).as(other).isEmpty();
    }
}
