package app.savepoint.app.cli;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import java.util.ArrayList;
import java.util.List;

/// A QR code of letters, two rows of its modules in each line.
///
/// With colours it is black on white on every screen. Without, what is light is drawn, so that it
/// is right on a dark screen and turned round on a light one; most cameras read both.
final class QrText {
    /// The light margin that a reader needs, in modules. Four are asked for; two do on a screen.
    private static final int MARGIN = 2;

    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String RESET = "\u001b[0m";

    private QrText() {}

    /// The lines that show it.
    static List<String> lines(String text, boolean colours) {
        QrCode code = QrCode.encodeText(text, Ecc.LOW);
        List<String> lines = new ArrayList<>();
        for (int y = -MARGIN; y < code.size + MARGIN; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -MARGIN; x < code.size + MARGIN; x++)
                line.append(
                        half(code.getModule(x, y) == colours, code.getModule(x, y + 1) == colours));
            lines.add(colours ? BLACK_ON_WHITE + line + RESET : line.toString());
        }
        return lines;
    }

    /// How many columns it takes.
    static int width(String text) {
        return QrCode.encodeText(text, Ecc.LOW).size + 2 * MARGIN;
    }

    private static char half(boolean upper, boolean lower) {
        if (upper) return lower ? '█' : '▀';
        return lower ? '▄' : ' ';
    }
}
