package app.savepoint.app.setup;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Placeholder;
import app.savepoint.app.ui.controls.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The window before there is a library.
public final class StartView extends StackPane {
    private final StartViewModel model;
    private final Wording wording;
    private final LinkOpener opener;

    /// @param opener shows what is to be done elsewhere
    public StartView(StartViewModel model, LinkOpener opener) {
        this.model = model;
        this.opener = opener;
        this.wording = model.wording();
        getStyleClass().addAll("window", "start");
        model.start().addListener(change -> show());
        show();
    }

    private void show() {
        getChildren().setAll(page(model.start().get()));
    }

    private Node page(Start start) {
        return switch (start) {
            case Start.Opening() -> opening();
            // The library takes over; until it is drawn, nothing flickers.
            case Start.Ready _ -> opening();
            case Start.FirstTime() -> {
                StackPane page = new StackPane(new SetupView(model.setup(), opener));
                page.getStyleClass().add("start-page");
                ScrollPane scroll = new ScrollPane(page);
                scroll.setFitToWidth(true);
                scroll.setFitToHeight(true);
                scroll.getStyleClass().add("edge-to-edge");
                yield scroll;
            }
            case Start.Refused(var title, var detail, var next) -> {
                Placeholder page =
                        new Placeholder(Feather.ALERT_TRIANGLE, title, detail)
                                .also(next)
                                .with(wording.text("start.again"), model::open);
                page.setMaxWidth(560);
                yield page;
            }
        };
    }

    private VBox opening() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setMaxSize(32, 32);
        turning.setAccessibleText(wording.text("start.opening"));
        VBox page = new VBox(12, turning, Texts.muted(wording.text("start.opening")));
        page.setAlignment(Pos.CENTER);
        return page;
    }
}
