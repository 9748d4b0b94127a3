package app.savepoint.app.games;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.Candidate;
import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.NameDifference.Part;
import app.savepoint.core.storage.server.ServerGame;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A game of which a person has to say which of the server's it is: the names one above the other,
/// with what differs in frames, and a button for each answer.
final class OpenGameView extends VBox {
    private final MatchedGame game;
    private final GamesViewModel model;
    private final Wording wording;

    OpenGameView(MatchedGame game, GamesViewModel model) {
        super(8);
        this.game = game;
        this.model = model;
        wording = model.wording();
        getStyleClass().add("match-row");
        boolean one = game.candidates().size() == 1;
        if (!one) {
            NameView here = new NameView(game.key().game());
            Button none = button("games.none", none());
            none.setOnAction(event -> model.none(game));
            getChildren().add(line(tile(), names(side("games.here", here)), none));
        }
        for (Candidate candidate : game.candidates()) getChildren().add(candidate(candidate, one));
    }

    private GameTile tile() {
        GameTile tile = new GameTile(32);
        tile.show(game.key().game(), game.key().system());
        return tile;
    }

    private HBox candidate(Candidate candidate, boolean only) {
        ServerGame there = candidate.game();
        List<Part> parts = candidate.differs().there();
        // The name was compared without its extension
        String rest =
                there.fileName()
                        .substring(Math.min(there.name().length(), there.fileName().length()));
        VBox names = names();
        if (only)
            names.getChildren()
                    .add(side("games.here", new NameView(candidate.differs().here(), "")));
        names.getChildren().add(side("games.there", new NameView(parts, rest)));
        names.getChildren().add(badges(candidate));
        GameKey owner = candidate.owner();
        if (owner != null) names.getChildren().add(owner(owner));
        Button same =
                button(
                        only ? "games.same" : "games.this",
                        wording.text("games.same.help", game.key().game(), there.fileName()));
        same.getStyleClass().add("same-game");
        same.setOnAction(event -> model.same(game, there));
        if (!only) return line(space(), names, same);
        Button none = button("games.not", none());
        none.setOnAction(event -> model.none(game));
        return line(tile(), names, same, none);
    }

    private Label owner(GameKey owner) {
        Label says = Texts.wrapped(Texts.muted(wording.text("games.owner", owner.game())));
        says.getStyleClass().add("match-beside");
        return says;
    }

    private String none() {
        return wording.text("games.none.help", game.key().game());
    }

    private FlowPane badges(Candidate candidate) {
        FlowPane badges = new FlowPane(12, 4);
        badges.setPrefWrapLength(600);
        badges.getStyleClass().add("match-beside");
        badges.getChildren().add(Texts.muted(wording.system(game.key().system())));
        if (candidate.differs().kinds().isEmpty())
            badges.getChildren()
                    .add(new Badge(Feather.COPY, wording.text("games.sameName"), Tone.WAITING));
        for (Differing kind : candidate.differs().kinds())
            badges.getChildren()
                    .add(
                            new Badge(
                                    icon(kind),
                                    wording.text("games.differs." + kind.word()),
                                    kind.compareTo(Differing.DISC) < 0
                                            ? Tone.QUIET
                                            : Tone.WAITING));
        return badges;
    }

    private static Feather icon(Differing kind) {
        return switch (kind) {
            case CASE -> Feather.TYPE;
            case REGION -> Feather.GLOBE;
            case REVISION -> Feather.TAG;
            case OTHER -> Feather.HELP_CIRCLE;
            case DISC -> Feather.DISC;
            case HACK -> Feather.ALERT_TRIANGLE;
        };
    }

    private HBox side(String key, NameView name) {
        Label caption = Texts.caption(wording.text(key));
        caption.getStyleClass().add("match-side");
        caption.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.ALWAYS);
        HBox side = new HBox(8, caption, name);
        side.setAlignment(Pos.BASELINE_LEFT);
        return side;
    }

    private static VBox names(Node... lines) {
        VBox names = new VBox(6, lines);
        names.setMinWidth(0);
        names.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(names, Priority.ALWAYS);
        return names;
    }

    private static Node space() {
        Region space = new Region();
        space.setMinWidth(32);
        return space;
    }

    private static HBox line(Node... parts) {
        HBox line = new HBox(12, parts);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Button button(String key, String says) {
        Button button = new Button(wording.text(key));
        button.setMinWidth(USE_PREF_SIZE);
        button.setAccessibleText(says);
        button.setTooltip(Icons.tooltip(says));
        return button;
    }
}
