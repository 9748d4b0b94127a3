package app.savepoint.app.ui.controls;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Shows a dialog over the window, with the rest dimmed. Escape closes it, and the keyboard stays
/// in it for as long as it is there.
public final class Overlay extends StackPane {
    private final Region scrim = new Region();
    private @Nullable Node before;
    private Runnable onClosed = () -> {};

    public Overlay() {
        getStyleClass().add("overlay");
        scrim.getStyleClass().add("scrim");
        setAlignment(Pos.CENTER);
        setVisible(false);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() != KeyCode.ESCAPE) return;
                    close();
                    event.consume();
                });
        sceneProperty().addListener((property, old, now) -> watch(now));
    }

    private void watch(@Nullable Scene scene) {
        if (scene == null) return;
        scene.focusOwnerProperty().addListener((property, old, now) -> keep(old, now));
    }

    private void keep(@Nullable Node old, @Nullable Node now) {
        if (!isVisible() || now == null || holds(now)) return;
        Node back = old != null && holds(old) ? old : getChildren().getLast();
        back.requestFocus();
    }

    private boolean holds(Node node) {
        for (Parent up = node.getParent(); up != null; up = up.getParent())
            if (up == this) return true;
        return false;
    }

    public boolean isOpen() {
        return isVisible();
    }

    /// Shows a dialog in place of any other.
    ///
    /// @param focus what has the keyboard at first; nothing that changes anything
    /// @param closed told once when the dialog is gone
    public void open(Node dialog, Node focus, Runnable closed) {
        if (isVisible()) close();
        Scene scene = getScene();
        before = scene == null ? null : scene.getFocusOwner();
        onClosed = closed;
        getChildren().setAll(scrim, dialog);
        setVisible(true);
        focus.requestFocus();
    }

    public void close() {
        if (!isVisible()) return;
        setVisible(false);
        getChildren().clear();
        if (before != null) before.requestFocus();
        before = null;
        Runnable told = onClosed;
        onClosed = () -> {};
        told.run();
    }
}
