package app.savepoint.app.ui;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;

/// Savepoint's mark: a crystal, as games show the places where one can save.
final class Mark extends StackPane {
    private static final double DRAWN = 24;
    private static final int[] SIZES = {16, 32, 48, 64, 128, 256};
    private static final Color LIGHT = Color.web("#8ea0ff");
    private static final Color MIDDLE = Color.web("#5b6ee1");
    private static final Color DARK = Color.web("#3f4fb8");

    Mark(double size) {
        setMinSize(size, size);
        setMaxSize(size, size);
        double scale = size / DRAWN;
        getChildren()
                .add(
                        new javafx.scene.Group(
                                facet("M12 0 L3 9 L12 12 Z", LIGHT, scale),
                                facet("M12 0 L21 9 L12 12 Z", MIDDLE, scale),
                                facet("M3 9 L12 24 L12 12 Z", MIDDLE, scale),
                                facet("M21 9 L12 24 L12 12 Z", DARK, scale)));
    }

    private static SVGPath facet(String path, Color colour, double scale) {
        SVGPath facet = new SVGPath();
        facet.setContent(path);
        facet.setFill(colour);
        facet.getTransforms().add(new javafx.scene.transform.Scale(scale, scale));
        return facet;
    }

    /// The mark as icons of a window, in the sizes that systems ask for.
    static List<Image> icons() {
        return IntStream.of(SIZES).mapToObj(Mark::icon).toList();
    }

    private static Image icon(int size) {
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        return new Mark(size).snapshot(clear, null);
    }
}
