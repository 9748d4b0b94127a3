package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.save.Device;
import app.savepoint.core.view.Version;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// When a save was changed last, and on which device; exactly when, on hover.
final class ChangeCell extends TableCell<SaveItem, SaveItem> {
    private final Wording wording;
    private final Device self;
    private final Label ago = Texts.body("");
    private final Label device = Texts.muted("");
    private final VBox all = new VBox(2, ago, device);
    private final Tooltip exact = Icons.tooltip("");

    ChangeCell(Wording wording, Device self) {
        this.wording = wording;
        this.self = self;
        all.setAlignment(Pos.CENTER_LEFT);
        ago.setMinWidth(0);
        device.setMinWidth(0);
    }

    @Override
    protected void updateItem(@Nullable SaveItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        Version last = empty || item == null ? null : item.lastChange().orElse(null);
        if (last == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        String name = device(last);
        ago.setText(wording.ago(last.modified()));
        device.setText(name);
        exact.setText(wording.exact(last.modified()) + "\n" + name);
        setTooltip(exact);
        setAccessibleText(ago.getText() + ", " + name);
        setGraphic(all);
    }

    private String device(Version version) {
        if (self.id().equals(version.device())) return wording.text("side.here");
        return wording.device(version.deviceName());
    }
}
