package app.savepoint.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Saves;
import app.savepoint.app.session.Tone;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.RemoteTree.Offer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryViewModelTest {
    private final FakeEngine engine = new FakeEngine(Libraries.demo());
    private final List<Path> opened = new ArrayList<>();
    private final Desk desk = new Desk(engine);
    private final LibraryViewModel library = new LibraryViewModel(desk.session(), opened::add);

    @AfterEach
    void nobody_listens_any_more() {
        library.close();
        desk.close();
        assertThat(engine.listeners()).isZero();
    }

    @Test
    void whoever_listens_to_a_list_is_kept_for_as_long_as_the_list_is() {
        assertThat(library.items()).isSameAs(library.items());
        assertThat(library.shown()).isSameAs(library.shown());
        assertThat(library.needsYou()).isSameAs(library.needsYou());
        assertThat(library.systems()).isSameAs(library.systems());
    }

    @Test
    void every_save_is_listed_with_what_it_is_about() {
        assertThat(library.items()).hasSize(12);
        assertThat(state(Libraries.EMERALD)).isEqualTo(SaveState.CONFLICT);
        assertThat(state(Libraries.ADVANCE_WARS)).isEqualTo(SaveState.BLANK);
        assertThat(state(Libraries.CHRONO)).isEqualTo(SaveState.TO_PULL);
        assertThat(state(Libraries.METROID)).isEqualTo(SaveState.TO_PUSH);
        assertThat(state(Libraries.MARIO)).isEqualTo(SaveState.IN_SYNC);
    }

    @Test
    void search_finds_by_any_word_without_regard_to_case_and_accents() {
        library.search().set("POKEMON gameboy");
        assertThat(shown()).isEmpty();
        library.search().set("emerald pokemon");
        assertThat(shown()).containsExactly(Libraries.EMERALD);
        library.search().set("advance");
        assertThat(shown())
                .as("the system has a name too")
                .contains(Libraries.ADVANCE_WARS, Libraries.EMERALD);
    }

    @Test
    void filters_narrow_together_with_the_search_and_are_lifted_by_one_step() {
        library.system().set("snes");
        library.filter().set(StateFilter.TO_SYNC);
        assertThat(shown())
                .containsExactlyInAnyOrder(
                        Libraries.CHRONO, Libraries.METROID, Libraries.EARTHBOUND);
        library.search().set("chrono");
        assertThat(shown()).containsExactly(Libraries.CHRONO);
        library.showAll();
        assertThat(shown()).hasSize(12);
    }

    @Test
    void a_sync_settles_what_it_can_and_says_what_it_did() {
        library.sync();

        assertThat(state(Libraries.CHRONO)).isEqualTo(SaveState.IN_SYNC);
        assertThat(state(Libraries.EMERALD)).isEqualTo(SaveState.CONFLICT);
        assertThat(desk.said()).isEqualTo("4 saves pushed · 3 saves pulled · 2 wait for you");
        assertThat(desk.told.getLast().tone()).isEqualTo(Tone.WAITING);
    }

    @Test
    void while_a_sync_runs_each_save_says_what_happens_to_it() {
        List<SaveState> seen = new ArrayList<>();
        engine.betweenSaves = moving -> seen.add(state(moving.current()));
        library.sync();
        assertThat(seen).hasSize(7).containsOnly(SaveState.MOVING);
    }

    @Test
    void keeping_an_undecided_content_safe_does_not_make_it_look_decided() {
        engine.tell(new app.savepoint.core.view.SyncEvent.Moving(Libraries.EMERALD, 0, 1, 0, 1024));
        assertThat(state(Libraries.EMERALD)).isEqualTo(SaveState.CONFLICT);
        engine.tell(new app.savepoint.core.view.SyncEvent.Pushed(Libraries.EMERALD));
        assertThat(state(Libraries.EMERALD)).isEqualTo(SaveState.CONFLICT);
    }

    @Test
    void what_is_said_of_the_storage_is_listed_and_is_no_decision() {
        int waiting = library.needsYou().stream().mapToInt(Need::things).sum();
        Saying said = Saying.of("romm.unreadable", "Pokemon Emerald.srm");
        engine.notices.add(new Notice("romm.unreadable", said));
        library.lookAgain();
        assertThat(library.needsYou()).contains(new Need.Noted(said));
        assertThat(library.needsYou().stream().mapToInt(Need::things).sum()).isEqualTo(waiting);
    }

    @Test
    void what_is_offered_is_taken_over_by_one_click() {
        SaveId web = new SaveId("gba", "Pokemon Emerald", SaveKind.SAVE, "web-player");
        RevisionId revision = new RevisionId(new UUID(1, 2));
        Offer offer = new Offer(web, revision);
        Saying said = Saying.of("romm.web-player", web.game(), web, revision);
        engine.notices.add(new Notice("romm.web-player", said, offer));
        library.lookAgain();
        assertThat(library.needsYou()).contains(new Need.Offered(said, offer));
        library.takeOver(offer);
        assertThat(engine.answers).contains("revision " + revision);
        assertThat(desk.said()).contains("Pokemon Emerald");
    }

    @Test
    void a_cancelled_sync_says_that_something_is_left() {
        engine.betweenSaves = moving -> library.cancel();
        library.sync();
        assertThat(desk.said()).contains("stopped");
        assertThat(library.items()).anyMatch(item -> item.state().pending());
    }

    @Test
    void what_failed_says_why_until_it_goes_better() {
        engine.failing(Libraries.METROID, "No space left on device.");
        library.sync();
        SaveItem metroid = library.item(Libraries.METROID).orElseThrow();
        assertThat(metroid.state()).isEqualTo(SaveState.ERROR);
        assertThat(metroid.reason()).isEqualTo("No space left on device.");
        assertThat(library.needsYou()).anyMatch(Need.Failed.class::isInstance);

        engine.failing.clear();
        library.retry(metroid);

        assertThat(state(Libraries.METROID)).isEqualTo(SaveState.IN_SYNC);
        assertThat(library.needsYou()).noneMatch(Need.Failed.class::isInstance);
    }

    @Test
    void a_row_moves_one_way_only_if_that_would_do_something() {
        SaveItem push = library.item(Libraries.METROID).orElseThrow();
        assertThat(push.canPush()).isTrue();
        assertThat(push.canPull()).isFalse();
        SaveItem conflict = library.item(Libraries.EMERALD).orElseThrow();
        assertThat(conflict.canPush()).isFalse();
        assertThat(conflict.canPull()).isFalse();
        assertThat(conflict.canDecide()).isTrue();

        library.push(push);

        assertThat(state(Libraries.METROID)).isEqualTo(SaveState.IN_SYNC);
        assertThat(state(Libraries.FF7)).as("no other was meant").isEqualTo(SaveState.TO_PUSH);
    }

    @Test
    void many_first_meetings_are_one_thing_to_look_at() {
        engine.put(
                Saves.firstMeeting(
                        SaveId.main("n64", "A"), Duration.ofDays(1), Duration.ofDays(2)));
        engine.put(
                Saves.firstMeeting(
                        SaveId.main("n64", "B"), Duration.ofDays(1), Duration.ofDays(2)));
        library.lookAgain();
        assertThat(library.needsYou()).filteredOn(Need.FirstMeeting.class::isInstance).hasSize(1);
        assertThat(library.needsYou()).hasSize(3);
    }

    @Test
    void a_changed_folder_is_one_thing_to_look_at_and_can_be_believed() {
        Path path = Path.of("saves").toAbsolutePath();
        engine.with(FakeEngine.root(path, RootHealth.MANY_GONE, 40));
        for (int i = 0; i < 5; i++)
            engine.put(Saves.inChangedRoot(SaveId.main("gba", "Gone " + i)));
        library.lookAgain();
        assertThat(library.needsYou()).filteredOn(Need.Root.class::isInstance).hasSize(1);
        assertThat(library.needsYou()).hasSize(3);

        library.believe(engine.roots().getFirst());

        assertThat(library.needsYou()).noneMatch(Need.Root.class::isInstance);
        assertThat(desk.said()).contains(path.toString());
    }

    @Test
    void the_folder_of_a_save_is_opened() {
        library.openFolder(library.item(Libraries.METROID).orElseThrow());
        assertThat(opened).containsExactly(Path.of("/home/anna/saves", "snes"));
    }

    @Test
    void a_file_manager_that_does_not_open_is_said() {
        var failing =
                new LibraryViewModel(
                        desk.session(),
                        folder -> {
                            throw new IOException("no such program");
                        });
        failing.openFolder(failing.item(Libraries.METROID).orElseThrow());
        assertThat(desk.said()).startsWith("The file manager did not open.");
        failing.close();
    }

    private SaveState state(SaveId save) {
        return library.item(save).orElseThrow().state();
    }

    private List<SaveId> shown() {
        return library.shown().stream().map(SaveItem::id).toList();
    }
}
