package app.savepoint.app.games;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.ServerSlot;
import java.time.Instant;
import java.util.StringJoiner;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The slots that a game has at the server, each with its latest save, and a button for each that
/// is not the one played here.
final class SlotChoices extends VBox {
    private final MatchedGame game;
    private final GamesViewModel model;
    private final Wording wording;

    SlotChoices(MatchedGame game, GamesViewModel model) {
        super(8);
        this.game = game;
        this.model = model;
        wording = model.wording();
        for (ServerSlot slot : game.slots().all()) getChildren().add(line(slot));
    }

    private HBox line(ServerSlot slot) {
        VBox says =
                new VBox(
                        2,
                        Texts.wrapped(Texts.body(slot.name())),
                        Texts.wrapped(Texts.muted(facts(slot))));
        says.getStyleClass().add("match-beside");
        HBox.setHgrow(says, Priority.ALWAYS);
        HBox line = new HBox(12, says);
        line.setAlignment(Pos.CENTER_LEFT);
        if (slot.name().equals(game.slots().played())) line.getChildren().add(played());
        else line.getChildren().add(choose(slot));
        return line;
    }

    private Badge played() {
        Badge played = new Badge(Feather.CHECK, wording.text("games.slot.now"), Tone.GOOD);
        played.setMinWidth(USE_PREF_SIZE);
        return played;
    }

    private Button choose(ServerSlot slot) {
        Button choose = new Button(wording.text("games.slot.this"));
        choose.getStyleClass().add("this-slot");
        choose.setMinWidth(USE_PREF_SIZE);
        String help = wording.text("games.slot.this.help", game.key().game(), slot.name());
        choose.setAccessibleText(help);
        choose.setTooltip(Icons.tooltip(help));
        choose.setOnAction(event -> model.slot(game, slot));
        return choose;
    }

    private String facts(ServerSlot slot) {
        Instant newest = slot.newest();
        if (newest == null) return wording.text("games.slot.gone");
        var facts = new StringJoiner(" · ");
        facts.add(wording.ago(newest));
        facts.add(wording.size(slot.size()));
        if (!slot.device().isEmpty()) facts.add(slot.device());
        return facts.toString();
    }
}
