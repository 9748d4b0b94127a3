package app.savepoint.app.games;

import app.savepoint.app.Plain;
import app.savepoint.core.storage.server.NameDifference.Part;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// A whole name, never cut off, in which what the other one does not have stands in a frame.
final class NameView extends TextFlow {
    /// A frame is never broken, so a word without blanks gets several rather than run out of the
    /// row.
    private static final int LONGEST = 36;

    /// @param rest what follows the name and is not compared
    NameView(List<Part> parts, String rest) {
        getStyleClass().add("match-name");
        StringBuilder whole = new StringBuilder();
        for (Part part : parts) {
            String says = Plain.text(part.text());
            whole.append(says);
            if (part.differs() == null) getChildren().add(text(says));
            else framed(says, part.differs().word());
        }
        String end = Plain.text(rest);
        if (!end.isEmpty()) getChildren().add(text(end));
        setAccessibleText(whole + end);
        setFocusTraversable(false);
    }

    NameView(String name) {
        this(List.of(new Part(name, null)), "");
    }

    private void framed(String part, @Nullable String kind) {
        String word = part.strip();
        int at = part.indexOf(word);
        if (word.isEmpty()) {
            getChildren().add(text(part));
            return;
        }
        if (at > 0) getChildren().add(text(part.substring(0, at)));
        for (int from = 0; from < word.length(); ) {
            int to = Math.min(word.length(), from + LONGEST);
            if (to < word.length() && Character.isHighSurrogate(word.charAt(to - 1))) to--;
            Label frame = new Label(word.substring(from, to));
            frame.getStyleClass().addAll("differs", "differs-" + kind);
            frame.setMinWidth(USE_PREF_SIZE);
            getChildren().add(frame);
            from = to;
        }
        String after = part.substring(at + word.length());
        if (!after.isEmpty()) getChildren().add(text(after));
    }

    private static Text text(String says) {
        Text text = new Text(says);
        text.getStyleClass().add("match-text");
        return text;
    }
}
