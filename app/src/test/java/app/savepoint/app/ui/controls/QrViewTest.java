package app.savepoint.app.ui.controls;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;

/// What a camera makes of the picture.
class QrViewTest {
    @Test
    void it_says_the_link() throws Exception {
        String link = "https://romm.example/pair/device?user_code=K7QM2XPD";
        Image picture = QrView.picture(link);
        int width = (int) picture.getWidth();
        int[] pixels = new int[width * width];
        for (int at = 0; at < pixels.length; at++)
            pixels[at] = picture.getPixelReader().getArgb(at % width, at / width);
        var source = new RGBLuminanceSource(width, width, pixels);
        var bitmap = new BinaryBitmap(new HybridBinarizer(source));
        assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(link);
    }

    @Test
    void of_nothing_there_is_no_code() {
        assertThat(QrView.picture("").getWidth()).isEqualTo(1);
    }
}
