package app.savepoint.app.ui.controls;

import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.Tone;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/// Says at the lower edge what became of something. What went wrong stays until it is closed.
public final class Toasts extends VBox {
    private static final Duration A_WHILE = Duration.seconds(6);
    private static final int AT_ONCE = 3;

    private final String close;

    /// @param close the word for closing one
    public Toasts(String close) {
        super(8);
        this.close = close;
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_CENTER);
        setPickOnBounds(false);
        setMouseTransparent(false);
    }

    public void show(Outcome outcome) {
        Label text = new Label(outcome.text());
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button gone = Icons.button(Feather.X, close);
        HBox toast = new HBox(12, Icons.of(icon(outcome.tone()), 18), text, gone);
        toast.setAlignment(Pos.CENTER_LEFT);
        toast.setMaxWidth(560);
        toast.getStyleClass().addAll("toast", outcome.tone().styleClass());
        gone.setOnAction(event -> getChildren().remove(toast));
        getChildren().add(toast);
        if (getChildren().size() > AT_ONCE) getChildren().removeFirst();
        if (outcome.tone() == Tone.BAD) return;
        PauseTransition wait = new PauseTransition(A_WHILE);
        wait.setOnFinished(event -> getChildren().remove(toast));
        wait.play();
    }

    private static Feather icon(Tone tone) {
        return switch (tone) {
            case GOOD -> Feather.CHECK_CIRCLE;
            case MOVING -> Feather.REFRESH_CW;
            case WAITING -> Feather.CLOCK;
            case BAD -> Feather.ALERT_TRIANGLE;
            case QUIET -> Feather.INFO;
        };
    }
}
