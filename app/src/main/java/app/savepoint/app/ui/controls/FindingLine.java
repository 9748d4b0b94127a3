package app.savepoint.app.ui.controls;

import app.savepoint.app.session.Finding;
import app.savepoint.app.session.Wording;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What was found out, marked as good or not, with what to do about it.
public final class FindingLine extends HBox {
    public FindingLine(Finding finding, Wording wording) {
        super(8);
        getStyleClass().add("setup-found");
        VBox words = new VBox(2, Texts.wrapped(Texts.body(finding.what())));
        if (!finding.next().isEmpty())
            words.getChildren().add(Texts.wrapped(Texts.muted(finding.next())));
        boolean good = finding.good();
        Label mark = new Label("", Icons.of(good ? Feather.CHECK : Feather.ALERT_CIRCLE, 16));
        mark.getStyleClass().add(good ? "field-good" : "field-error");
        mark.setAccessibleText(wording.text(good ? "finding.good" : "finding.bad"));
        mark.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(mark, words);
    }
}
