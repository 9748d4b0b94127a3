package app.savepoint.app.ui.controls;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import javafx.beans.value.ObservableValue;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// A QR code of a text, dark on light in every theme, since cameras want it so.
public final class QrView extends ImageView {
    /// The light margin that the standard asks for, in modules (ISO/IEC 18004).
    private static final int MARGIN = 4;

    /// @param text what it says; nothing is shown while it is empty
    /// @param size width and height in pixels
    public QrView(ObservableValue<String> text, double size) {
        setFitWidth(size);
        setFitHeight(size);
        // Its modules keep sharp edges however large it is drawn
        setSmooth(false);
        imageProperty().bind(text.map(QrView::picture));
    }

    /// One pixel for each module.
    static Image picture(String text) {
        if (text.isEmpty()) return new WritableImage(1, 1);
        QrCode code = QrCode.encodeText(text, Ecc.MEDIUM);
        int width = code.size + 2 * MARGIN;
        WritableImage picture = new WritableImage(width, width);
        PixelWriter pixels = picture.getPixelWriter();
        for (int y = 0; y < width; y++)
            for (int x = 0; x < width; x++)
                pixels.setColor(
                        x, y, code.getModule(x - MARGIN, y - MARGIN) ? Color.BLACK : Color.WHITE);
        return picture;
    }
}
