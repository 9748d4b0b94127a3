package app.savepoint.app.conflict;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.FactsPane;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// One content with its facts, and the button that lets it go on.
final class CardView extends VBox {
    CardView(Card card, Wording wording, ObservableBooleanValue busy, Consumer<Answer> choose) {
        super(12);
        getStyleClass().add("choice-card");
        if (card.suggested()) getStyleClass().add("suggested");
        setMinWidth(200);
        setMaxWidth(Double.MAX_VALUE);
        Label title = Texts.title(card.title());
        title.setMinWidth(0);
        title.setTooltip(Icons.tooltip(card.title()));
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox head =
                new HBox(
                        8, Icons.of(card.here() ? Feather.MONITOR : Feather.SMARTPHONE, 18), title);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(head);
        if (card.facts() != null) getChildren().add(new FactsPane(card.facts(), wording));
        if (!card.note().isEmpty()) getChildren().add(Texts.wrapped(Texts.muted(card.note())));
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().add(space);
        if (card.suggested()) getChildren().add(suggestion(card, wording));
        Answer answer = card.answer();
        if (answer == null) return;
        Button keep = new Button(card.button());
        keep.getStyleClass().add("keep");
        keep.setId(card.here() ? "keep-here" : null);
        keep.setWrapText(true);
        keep.setMaxWidth(Double.MAX_VALUE);
        keep.disableProperty().bind(busy);
        keep.setOnAction(event -> choose.accept(answer));
        getChildren().add(keep);
    }

    private static VBox suggestion(Card card, Wording wording) {
        Label word = new Label(wording.text("conflict.suggested"), Icons.of(Feather.STAR, 14));
        word.getStyleClass().addAll("suggestion-word");
        VBox suggestion = new VBox(2, word, Texts.wrapped(Texts.muted(card.because())));
        suggestion.getStyleClass().add("suggestion");
        return suggestion;
    }
}
