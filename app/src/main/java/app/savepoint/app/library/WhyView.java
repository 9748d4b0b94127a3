package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.FactsPane;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.save.Device;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Why a save stands as it stands.
public final class WhyView extends VBox {
    public WhyView(SaveItem item, Device self, Wording wording) {
        super(16);
        getStyleClass().add("why");
        Why why = Why.of(item, self, wording);
        Badge badge = new Badge(StateIcons.of(item.state()), item.stateWord(), why.tone());
        Label sentence = Texts.wrapped(Texts.body(why.sentence()));
        sentence.getStyleClass().add("why-sentence");
        getChildren().add(new VBox(8, badge, sentence));
        if (!why.guards().isEmpty()) {
            VBox guards = part(wording.text("why.guards"));
            for (String guard : why.guards()) {
                HBox line =
                        new HBox(8, Icons.of(Feather.SHIELD, 14), Texts.wrapped(Texts.body(guard)));
                line.setAlignment(Pos.CENTER_LEFT);
                guards.getChildren().add(line);
            }
            getChildren().add(guards);
        }
        VBox next = part(wording.text("why.next"));
        next.getChildren().add(Texts.wrapped(Texts.body(why.next())));
        VBox sides = part(wording.text("why.contents"));
        for (Why.Side side : why.sides()) sides.getChildren().add(side(side, wording));
        Label rule = Texts.muted(why.rule());
        getChildren().addAll(next, sides, Texts.wrapped(rule));
    }

    private static VBox part(String title) {
        return new VBox(8, Texts.caption(title));
    }

    private static VBox side(Why.Side side, Wording wording) {
        Label label = Texts.body(side.label());
        label.getStyleClass().add("game-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, label, space);
        head.setAlignment(Pos.CENTER_LEFT);
        if (!side.same().isEmpty()) {
            Label same = new Label(wording.text("fact.content", side.same()));
            same.getStyleClass().addAll("chip", "content-" + side.same());
            head.getChildren().add(same);
        }
        VBox card = new VBox(8, head);
        card.getStyleClass().add("side-card");
        if (!side.note().isEmpty()) card.getChildren().add(Texts.wrapped(Texts.muted(side.note())));
        if (side.facts() != null) card.getChildren().add(new FactsPane(side.facts(), wording));
        return card;
    }
}
