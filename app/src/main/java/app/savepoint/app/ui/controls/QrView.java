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

    /// The width of a module in pixels. It is drawn as large as it is: stretched, its edges blur.
    private static final int MODULE = 4;

    /// @param text what it says; nothing is shown while it is empty
    public QrView(ObservableValue<String> text) {
        setSmooth(false);
        imageProperty().bind(text.map(QrView::picture));
    }

    static Image picture(String text) {
        if (text.isEmpty()) return new WritableImage(1, 1);
        QrCode code = QrCode.encodeText(text, Ecc.MEDIUM);
        int width = (code.size + 2 * MARGIN) * MODULE;
        WritableImage picture = new WritableImage(width, width);
        PixelWriter pixels = picture.getPixelWriter();
        for (int y = 0; y < width; y++)
            for (int x = 0; x < width; x++)
                pixels.setColor(
                        x,
                        y,
                        code.getModule(x / MODULE - MARGIN, y / MODULE - MARGIN)
                                ? Color.BLACK
                                : Color.WHITE);
        return picture;
    }
}
