package app.savepoint.app.ui.controls;

import java.util.Locale;
import java.util.Map;
import javafx.scene.paint.Color;

/// A colour for each system, calm enough to stand beside others, dark enough for white letters.
final class SystemColors {
    /// Hues that people connect with the machines; degrees on the colour circle.
    private static final Map<String, Integer> HUES =
            Map.ofEntries(
                    Map.entry("gb", 95),
                    Map.entry("gbc", 165),
                    Map.entry("gba", 258),
                    Map.entry("nes", 4),
                    Map.entry("snes", 285),
                    Map.entry("n64", 140),
                    Map.entry("nds", 200),
                    Map.entry("3ds", 350),
                    Map.entry("ngc", 245),
                    Map.entry("wii", 195),
                    Map.entry("psx", 218),
                    Map.entry("ps2", 230),
                    Map.entry("psp", 208),
                    Map.entry("genesis", 222),
                    Map.entry("saturn", 30),
                    Map.entry("dc", 20));

    private static final double SATURATION = 0.42;
    private static final double BRIGHTNESS = 0.56;

    private SystemColors() {}

    /// As a colour of a stylesheet.
    static String tile(String system) {
        int hue = HUES.getOrDefault(system, Math.floorMod(system.hashCode() * 47, 360));
        Color color = Color.hsb(hue, SATURATION, BRIGHTNESS);
        return String.format(
                Locale.ROOT,
                "rgb(%d, %d, %d)",
                Math.round(color.getRed() * 255),
                Math.round(color.getGreen() * 255),
                Math.round(color.getBlue() * 255));
    }
}
