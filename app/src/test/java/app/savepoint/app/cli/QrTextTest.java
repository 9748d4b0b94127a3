package app.savepoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A QR code of letters, read by a reader that is none of ours.
class QrTextTest {
    private static final String LINK =
            "https://romm.some-long-name.example.org:8443/games/pair/device?user_code=K7QM2XPD";

    /// Eight pixels for each module.
    private static final int SCALE = 8;

    @Test
    void it_says_the_link_in_colours() throws Exception {
        List<String> lines = QrText.lines(LINK, true);
        assertThat(lines).allMatch(line -> line.startsWith("\u001b[30;107m"));
        assertThat(lines).allMatch(line -> line.endsWith("\u001b[0m"));
        List<String> bare =
                lines.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
        assertThat(read(bare, 0xFF000000, 0xFFFFFFFF)).isEqualTo(LINK);
    }

    @Test
    void without_colours_it_is_light_on_dark() throws Exception {
        assertThat(read(QrText.lines(LINK, false), 0xFFFFFFFF, 0xFF000000)).isEqualTo(LINK);
    }

    @Test
    void its_width_is_known_beforehand() {
        assertThat(QrText.lines(LINK, false))
                .allMatch(line -> line.length() == QrText.width(LINK))
                .allMatch(line -> line.length() < 60);
    }

    /// Draws the characters as a terminal does, and reads the picture.
    private static String read(List<String> lines, int drawn, int ground) throws Exception {
        int columns = lines.getFirst().length();
        int border = 2;
        int width = (columns + 2 * border) * SCALE;
        int height = (2 * lines.size() + 2 * border) * SCALE;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int column = x / SCALE - border;
                int row = y / SCALE - border;
                boolean inside =
                        column >= 0 && column < columns && row >= 0 && row < 2 * lines.size();
                // A terminal's own ground is round it: the lines bring their margin
                boolean on =
                        inside
                                ? isOn(lines.get(row / 2).charAt(column), row % 2 == 0)
                                : drawn == 0xFFFFFFFF;
                pixels[y * width + x] = on ? drawn : ground;
            }
        LuminanceSource source = new RGBLuminanceSource(width, height, pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
    }

    private static boolean isOn(char half, boolean upper) {
        return switch (half) {
            case '█' -> true;
            case '▀' -> upper;
            case '▄' -> !upper;
            default -> false;
        };
    }
}
