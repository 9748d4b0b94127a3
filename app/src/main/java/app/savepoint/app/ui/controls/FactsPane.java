package app.savepoint.app.ui.controls;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.VersionFacts;
import app.savepoint.app.session.Wording;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The facts of one content, always the same in the same order, so that two can be compared by eye.
public final class FactsPane extends GridPane {
    private static final int FEW = 3;
    private int rows;

    public FactsPane(VersionFacts facts, Wording wording) {
        getStyleClass().add("facts");
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        getColumnConstraints().addAll(labels, values);
        if (!facts.device().isEmpty()) fact(wording.text("fact.device"), value(facts.device()));
        fact(wording.text("fact.when"), when(facts));
        fact(wording.text("fact.size"), value(facts.size()));
        if (facts.blank()) {
            Badge blank = new Badge(Feather.ALERT_CIRCLE, wording.text("fact.blank"), Tone.WAITING);
            javafx.scene.control.Tooltip.install(
                    blank, Icons.tooltip(wording.text("fact.blank.detail")));
            fact("", blank);
        }
        if (!facts.files().isEmpty())
            fact(wording.text("fact.files"), list(facts.files(), wording));
        if (!facts.places().isEmpty())
            fact(wording.text("fact.places"), list(facts.places(), wording));
    }

    private void fact(String label, Node value) {
        Label caption = Texts.caption(label);
        caption.setMinWidth(USE_PREF_SIZE);
        GridPane.setValignment(caption, javafx.geometry.VPos.TOP);
        addRow(rows++, caption, value);
    }

    private static Label value(String text) {
        return line(Texts.body(text));
    }

    /// Never broken, so that the facts of two contents stand side by side.
    private static Label line(Label value) {
        value.setMinWidth(0);
        value.setTooltip(Icons.tooltip(value.getText()));
        return value;
    }

    private static VBox when(VersionFacts facts) {
        Label ago = value(facts.when());
        VBox when = new VBox(2, ago);
        if (!facts.when().equals(facts.exactly()))
            when.getChildren().add(line(Texts.muted(facts.exactly())));
        return when;
    }

    private static VBox list(List<String> lines, Wording wording) {
        VBox list = new VBox(2);
        for (String line : lines.subList(0, Math.min(FEW, lines.size()))) {
            Label shown = Texts.body(line);
            shown.setMinWidth(0);
            shown.setTooltip(Icons.tooltip(line));
            shown.setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
            list.getChildren().add(shown);
        }
        if (lines.size() > FEW)
            list.getChildren()
                    .add(Texts.muted(wording.count("fact.moreFiles", lines.size() - FEW)));
        return list;
    }
}
