package app.savepoint.app.library;

import app.savepoint.app.session.Tone;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.Icons;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// One word about a save, with an icon and a colour; the whole sentence on hover.
final class BadgeCell extends TableCell<SaveItem, SaveItem> {
    private final Function<SaveItem, Look> looks;
    private final Badge badge = new Badge();
    private final HBox holder = new HBox(badge);
    private final Tooltip sentence = Icons.tooltip("");

    /// How a save's badge looks.
    record Look(Feather icon, String word, Tone tone, String help) {}

    BadgeCell(Function<SaveItem, Look> looks) {
        this.looks = looks;
        // In a box, because a cell stretches what it shows to its height.
        holder.setAlignment(Pos.CENTER_LEFT);
        holder.setFillHeight(false);
        holder.setMinWidth(0);
    }

    @Override
    protected void updateItem(@Nullable SaveItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        Look look = looks.apply(item);
        badge.show(look.icon(), look.word(), look.tone());
        sentence.setText(look.help());
        setTooltip(sentence);
        setAccessibleText(look.word());
        setGraphic(holder);
    }
}
