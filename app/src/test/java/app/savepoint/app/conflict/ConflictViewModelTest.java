package app.savepoint.app.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Saves;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Version;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConflictViewModelTest {
    private final FakeEngine engine = new FakeEngine(Libraries.demo());
    private final Desk desk = new Desk(engine);
    private final ConflictViewModel model =
            new ConflictViewModel(desk.session(), Libraries.EMERALD);

    @AfterEach
    void closed() {
        model.close();
        desk.close();
    }

    @Test
    void each_content_has_one_card_and_this_device_comes_first() {
        Conflict conflict = model.current().get();
        assertThat(conflict.cards())
                .extracting(Card::title)
                .containsExactly("This computer", "Deck");
        assertThat(conflict.cards())
                .extracting(Card::button)
                .containsExactly("Keep this computer’s save", "Keep Deck’s save");
        assertThat(conflict.cards().getFirst().suggested()).isTrue();
        assertThat(conflict.continues()).startsWith("They continue from the save of ");
        assertThat(conflict.both()).isTrue();
    }

    @Test
    void keeping_this_computers_save_settles_it_and_says_where_the_other_one_is() {
        model.decide(new Answer.Here());
        assertThat(engine.answers).containsExactly("LOCAL");
        assertThat(model.settled().get().title()).startsWith("This computer");
        assertThat(model.settled().get().loser()).contains("history");
        model.next();
        assertThat(model.current().get().save()).isEqualTo(Libraries.ADVANCE_WARS);
    }

    @Test
    void keeping_another_ones_save_names_the_very_head_that_was_shown() {
        Card deck = model.current().get().cards().getLast();
        model.decide(deck.answer());
        assertThat(engine.answers)
                .containsExactly("REMOTE " + Saves.revision(Libraries.EMERALD, "theirs"));
    }

    @Test
    void keeping_both_says_in_which_slot_the_other_one_is() {
        model.decide(new Answer.Both());
        assertThat(engine.answers).containsExactly("BOTH");
        assertThat(model.settled().get().loser()).contains("kept-");
    }

    @Test
    void what_changed_while_the_person_looked_is_shown_and_not_decided() {
        engine.put(Saves.threeWay(Libraries.EMERALD));
        model.decide(new Answer.Here());
        assertThat(engine.answers).isEmpty();
        assertThat(model.settled().get()).isNull();
        assertThat(model.notice().get()).startsWith("Something changed while you were looking");
        assertThat(model.current().get().cards().getLast().title()).isEqualTo("Miyoo Mini");
    }

    @Test
    void what_was_settled_elsewhere_meanwhile_is_not_decided_again() {
        engine.put(Saves.inSync(Libraries.EMERALD, Duration.ofMinutes(1), Saves.DECK));
        model.decide(new Answer.Here());
        assertThat(engine.answers).isEmpty();
        assertThat(model.notice().get()).startsWith("This was settled meanwhile");
    }

    @Test
    void out_of_reach_of_the_storage_the_choice_is_remembered() {
        engine.offline = true;
        model.decide(new Answer.Here());
        assertThat(engine.answers).containsExactly("LOCAL");
        assertThat(model.settled().get().title()).isEqualTo("Your choice is remembered");
    }

    @Test
    void a_deletion_can_be_left_or_the_save_kept_and_never_both() {
        SaveId wario = SaveId.main("gba", "Wario Land 4");
        engine.put(Saves.deletedThere(wario));
        desk.session().refresh();
        model.show(wario);
        Conflict conflict = model.current().get();
        assertThat(conflict.both()).isFalse();
        assertThat(conflict.cards().getLast().button()).isEqualTo("Let it stay deleted");
    }

    @Test
    void three_contents_are_three_cards_that_can_be_told_apart() {
        SaveId emblem = SaveId.main("gba", "Fire Emblem");
        engine.put(Saves.threeWay(emblem));
        desk.session().refresh();
        model.show(emblem);
        assertThat(model.current().get().cards())
                .extracting(Card::button)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void a_save_that_nobody_is_named_for_has_a_button_that_can_be_read() {
        SaveRow row = engine.row(Libraries.EMERALD);
        Version theirs = row.remote().getLast();
        Version nobodys =
                new Version(
                        theirs.contentId(),
                        theirs.size(),
                        theirs.modified(),
                        null,
                        "",
                        false,
                        theirs.files(),
                        theirs.revision(),
                        null,
                        List.of());
        engine.put(
                new SaveRow(
                        row.id(),
                        row.availability(),
                        row.action(),
                        row.attention(),
                        row.rule(),
                        row.guards(),
                        row.firstMeeting(),
                        row.detail(),
                        row.local(),
                        List.of(nobodys),
                        nobodys,
                        row.suggestion()));
        desk.session().refresh();
        model.show(Libraries.EMERALD);
        Conflict conflict = model.current().get();
        Card card = conflict.cards().getLast();
        assertThat(card.title()).isEqualTo("Unknown device");
        assertThat(card.button()).isEqualTo("Keep the other save");
        assertThat(conflict.continues()).doesNotContain("Unknown");
        assertThat(new SettledWords(Desk.wording(Locale.ENGLISH)).of(conflict, card.answer()))
                .extracting(ConflictViewModel.Settled::title)
                .isEqualTo("The other save goes on everywhere");
    }

    @Test
    void in_german_the_buttons_name_what_survives_too() {
        var words = new ConflictWords(Saves.HERE, Desk.wording(Locale.GERMAN));
        assertThat(words.of(engine.row(Libraries.EMERALD)).cards())
                .extracting(Card::button)
                .containsExactly("Den von diesem Computer behalten", "Den von Deck behalten");
    }
}
