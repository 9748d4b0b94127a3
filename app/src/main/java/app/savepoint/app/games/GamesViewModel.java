package app.savepoint.app.games;

import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerSlot;
import app.savepoint.core.view.MatchWish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// Which of the server's games the games here are, and what a person says to it.
///
/// Nothing is sent or fetched here: the next sync goes by the answers. Each can be taken back.
public final class GamesViewModel {
    private final SyncSession session;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<Games> games = new ReadOnlyObjectWrapper<>(Games.NONE);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Said> said = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable GameKey> choosing = new ReadOnlyObjectWrapper<>();
    private final StringProperty search = new SimpleStringProperty("");
    private List<MatchedGame> all = List.of();

    /// What was said last.
    ///
    /// @param text in a sentence
    /// @param before what makes it as it was, to be said one after the other: a slot is one of a
    ///   game
    record Said(String text, List<Map<GameKey, MatchWish>> before) {}

    private record Answered(List<MatchedGame> all, int games) {}

    public GamesViewModel(SyncSession session) {
        this.session = session;
        this.wording = session.wording();
        search.addListener(change -> show());
    }

    Wording wording() {
        return wording;
    }

    /// Every game that the search lets through.
    ReadOnlyObjectProperty<Games> games() {
        return games.getReadOnlyProperty();
    }

    /// Whether there has been a look at them.
    ReadOnlyBooleanProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    /// Whether the server is being asked.
    ReadOnlyBooleanProperty asking() {
        return asking.getReadOnlyProperty();
    }

    /// Why the server could not be asked; empty if it could.
    ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// What was said last and can be taken back at once; null if nothing was.
    ReadOnlyObjectProperty<@Nullable Said> said() {
        return said.getReadOnlyProperty();
    }

    /// The matched game for which another slot is being chosen; null if there is none.
    ReadOnlyObjectProperty<@Nullable GameKey> choosing() {
        return choosing.getReadOnlyProperty();
    }

    StringProperty search() {
        return search;
    }

    /// Shows what is known, then what the server says.
    public void load() {
        if (asking.get()) return;
        asking.set(true);
        said.set(null);
        session.ask(engine -> engine.matches(true), this::take);
        session.ask(
                engine -> engine.matches(false),
                found -> {
                    trouble.set("");
                    asking.set(false);
                    take(found);
                },
                failure -> {
                    trouble.set(failure.text());
                    asking.set(false);
                    loaded.set(true);
                });
    }

    private void take(List<MatchedGame> found) {
        all = List.copyOf(found);
        loaded.set(true);
        show();
    }

    private void show() {
        games.set(Games.of(all, search.get()));
    }

    /// Shows the slots of a matched game to choose from; null leaves it as it is.
    void choose(@Nullable MatchedGame game) {
        choosing.set(game == null ? null : game.key());
    }

    // What a person says.

    /// It is that one of the server's.
    void same(MatchedGame game, ServerGame there) {
        say(
                Map.of(game.key(), new MatchWish.Is(there.id())),
                wording.text("games.said.same", game.key().game(), there.fileName()));
    }

    /// It is none of the server's.
    void none(MatchedGame game) {
        say(
                Map.of(game.key(), new MatchWish.IsNone()),
                wording.text("games.said.none", game.key().game()));
    }

    /// It is played here in that one of the server's slots.
    void slot(MatchedGame game, ServerSlot slot) {
        slot(
                game,
                new MatchWish.Slot(slot.name()),
                wording.text("games.said.slot", game.key().game(), slot.name()));
    }

    /// What was said of its slot no longer holds; that it is this game does.
    void takeBackSlot(MatchedGame game) {
        slot(
                game,
                new MatchWish.SlotTakenBack(),
                wording.text("games.said.slot.undone", game.key().game()));
    }

    private void slot(MatchedGame game, MatchWish wish, String text) {
        String played = game.slots().played();
        MatchWish before =
                game.slots().said() && played != null
                        ? new MatchWish.Slot(played)
                        : new MatchWish.SlotTakenBack();
        answer(
                Map.of(game.key(), wish),
                answered -> said.set(new Said(text, List.of(Map.of(game.key(), before)))));
    }

    /// What was said of it no longer holds.
    void takeBack(MatchedGame game) {
        say(
                Map.of(game.key(), new MatchWish.TakenBack()),
                wording.text("games.said.undone", game.key().game()));
    }

    /// Every proposal that differs in this and in nothing else, as it is shown.
    void acceptAll(Differing kind) {
        Map<GameKey, MatchWish> answers = new LinkedHashMap<>();
        for (MatchedGame one : games.get().alike().getOrDefault(kind, List.of()))
            one.proposal()
                    .ifPresent(only -> answers.put(one.key(), new MatchWish.Is(only.game().id())));
        if (!answers.isEmpty()) say(answers, wording.count("games.said.all", answers.size()));
    }

    /// Makes it as it was before what was said last.
    void undo() {
        Said last = said.get();
        if (last == null) return;
        answer(
                last.before(),
                answered -> {
                    said.set(null);
                    session.tell(
                            new Outcome(
                                    Tone.GOOD, wording.count("games.undone", answered.games())));
                });
    }

    private void say(Map<GameKey, MatchWish> answers, String text) {
        Map<GameKey, MatchWish> before = new LinkedHashMap<>();
        Map<GameKey, MatchWish> slots = new LinkedHashMap<>();
        for (MatchedGame one : all)
            if (answers.containsKey(one.key())) {
                before.put(one.key(), asItIs(one));
                String played = one.slots().played();
                if (one.slots().said() && played != null)
                    slots.put(one.key(), new MatchWish.Slot(played));
            }
        List<Map<GameKey, MatchWish>> steps =
                slots.isEmpty() ? List.of(before) : List.of(before, slots);
        answer(answers, answered -> said.set(new Said(text, steps)));
    }

    private static MatchWish asItIs(MatchedGame game) {
        ServerGame there = game.game();
        return switch (game.how()) {
            case PERSON -> there == null ? new MatchWish.TakenBack() : new MatchWish.Is(there.id());
            case LEFT_OUT -> new MatchWish.IsNone();
            case NAME, HASH, OPEN, NONE -> new MatchWish.TakenBack();
        };
    }

    private void answer(Map<GameKey, MatchWish> answers, Consumer<Answered> done) {
        answer(List.of(answers), done);
    }

    private void answer(List<Map<GameKey, MatchWish>> steps, Consumer<Answered> done) {
        session.ask(
                engine -> answered(engine, steps),
                answered -> {
                    choosing.set(null);
                    take(answered.all());
                    done.accept(answered);
                    session.refresh();
                });
    }

    private static Answered answered(SyncService engine, List<Map<GameKey, MatchWish>> steps)
            throws StorageException {
        for (Map<GameKey, MatchWish> answers : steps) engine.match(answers);
        return new Answered(engine.matches(true), steps.getFirst().size());
    }
}
