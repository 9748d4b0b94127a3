package app.savepoint.app.settings;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.FindingLine;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The page of how this device is set up.
public final class SettingsView extends VBox {
    /// Longer lines are hard to read.
    private static final double WIDEST = 760;

    private final SettingsViewModel model;
    private final Wording wording;
    private final VBox parts = new VBox(16);
    private final Button test;

    public SettingsView(SettingsViewModel model) {
        super(12);
        this.model = model;
        wording = model.wording();
        test = new Button("", Icons.of(Feather.ZAP, 16));
        test.setId("settings-test");
        test.setMinWidth(USE_PREF_SIZE);
        test.disableProperty().bind(model.testing());
        test.setOnAction(event -> model.test());
        getStyleClass().add("page");
        parts.setMaxWidth(WIDEST);
        parts.getStyleClass().add("settings-parts");
        ScrollPane scrolled = new ScrollPane(parts);
        scrolled.setFitToWidth(true);
        VBox.setVgrow(scrolled, Priority.ALWAYS);
        getChildren().addAll(Texts.headline(wording.text("settings.title")), scrolled);
        InvalidationListener show = change -> show(model.settings().get());
        model.settings().addListener(show);
        show(model.settings().get());
    }

    private void show(@Nullable Settings now) {
        if (now == null) return;
        parts.getChildren()
                .setAll(
                        storage(now),
                        part("settings.rhythm", body(now.rhythm()), quiet(now.price())),
                        part("settings.device", body(now.device())),
                        rules(now));
    }

    private VBox storage(Settings now) {
        List<Node> lines = new ArrayList<>(List.of(body(now.address())));
        now.findings().forEach(one -> lines.add(new FindingLine(one, wording)));
        if (!now.keys().isEmpty()) lines.add(quiet(now.keys()));
        test.setText(
                wording.text(now.findings().isEmpty() ? "setup.bucket.test" : "settings.test"));
        Label checked = Texts.wrapped(Texts.muted(now.checked()));
        checked.setId("settings-checked");
        Label working = Texts.muted(wording.text("settings.testing"));
        working.visibleProperty().bind(model.testing());
        working.managedProperty().bind(model.testing());
        checked.visibleProperty().bind(model.testing().not());
        checked.managedProperty().bind(model.testing().not());
        HBox foot = new HBox(12, test, working, checked);
        foot.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(checked, Priority.ALWAYS);
        lines.add(foot);
        return part("settings.storage", lines.toArray(Node[]::new));
    }

    private VBox rules(Settings now) {
        if (now.rules().isEmpty())
            return part("settings.rules", quiet(wording.text("settings.rules.none")));
        GridPane table = new GridPane();
        table.getStyleClass().add("facts");
        int row = 0;
        for (Settings.Rule rule : now.rules())
            table.addRow(row++, Texts.body(rule.name()), body(rule.value()), quiet(rule.scope()));
        return part("settings.rules", table, quiet(wording.text("settings.rules.help")));
    }

    private VBox part(String title, Node... lines) {
        VBox card = new VBox(8, lines);
        card.getStyleClass().addAll("surface", "settings-part");
        return new VBox(8, Texts.title(wording.text(title)), card);
    }

    private static Label body(String text) {
        return Texts.wrapped(Texts.body(text));
    }

    private static Label quiet(String text) {
        return Texts.wrapped(Texts.muted(text));
    }
}
