package app.savepoint.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The saves of the demo: a dozen games on four systems, as two devices left them.
///
/// @param dir a fresh folder for all of it
/// @param now what the demo takes for the present
record DemoWorld(Path dir, Instant now) {
    private static final int GBA_FLASH = 128 * 1024;
    private static final int SNES_SRAM = 8 * 1024;
    private static final int MEMORY_CARD = 128 * 1024;
    private static final int N64_EEPROM = 2 * 1024;

    /// A save file of the demo.
    ///
    /// @param path below a device's folder of saves
    /// @param size in bytes, as the real chip has it
    private record DemoSave(String path, int size) {}

    /// What both devices had in step before the demo begins.
    private static final List<DemoSave> COMMON =
            List.of(
                    new DemoSave("gba/Pokemon Emerald.srm", GBA_FLASH),
                    new DemoSave("gba/Golden Sun (Europe).srm", GBA_FLASH),
                    new DemoSave("gba/Advance Wars.srm", GBA_FLASH),
                    new DemoSave("snes/The Legend of Zelda - A Link to the Past.srm", SNES_SRAM),
                    new DemoSave("snes/Chrono Trigger.srm", SNES_SRAM),
                    new DemoSave("snes/Super Metroid.srm", SNES_SRAM),
                    new DemoSave("psx/Final Fantasy VII.srm", MEMORY_CARD),
                    new DemoSave("psx/Castlevania - Symphony of the Night.srm", MEMORY_CARD),
                    new DemoSave("n64/Super Mario 64.eep", N64_EEPROM));

    Path desktop() {
        return dir.resolve("desktop");
    }

    Path handheld() {
        return dir.resolve("handheld");
    }

    Path storage() {
        return dir.resolve("storage");
    }

    static Path saves(Path device) {
        return device.resolve("saves");
    }

    static Path home(Path device) {
        return device.resolve("savepoint-home");
    }

    /// The state in which both devices agreed last.
    void writeCommon() throws IOException {
        for (DemoSave save : COMMON)
            write(desktop(), save.path(), save.size(), 1, Duration.ofDays(9));
        Files.createDirectories(saves(handheld()));
    }

    /// What happened on the handheld on the train.
    void playOnHandheld() throws IOException {
        write(handheld(), "gba/Golden Sun (Europe).srm", GBA_FLASH, 2, Duration.ofHours(30));
        write(handheld(), "snes/Chrono Trigger.srm", SNES_SRAM, 2, Duration.ofHours(28));
        write(handheld(), "gba/Pokemon Emerald.srm", GBA_FLASH, 2, Duration.ofHours(26));
        write(handheld(), "n64/Paper Mario.fla", MEMORY_CARD, 1, Duration.ofHours(25));
    }

    /// What happened on the desktop meanwhile, without a network.
    void playOnDesktop() throws IOException {
        write(desktop(), "psx/Final Fantasy VII.srm", MEMORY_CARD, 2, Duration.ofHours(20));
        write(desktop(), "snes/Super Metroid.srm", SNES_SRAM, 2, Duration.ofHours(5));
        write(desktop(), "gba/Pokemon Emerald.srm", GBA_FLASH, 3, Duration.ofHours(3));
        write(desktop(), "snes/EarthBound.srm", SNES_SRAM, 1, Duration.ofHours(2));
        write(desktop(), "psx/Metal Gear Solid.srm", MEMORY_CARD, 1, Duration.ofMinutes(50));
        blank("gba/Advance Wars.srm", GBA_FLASH);
    }

    /// An emulator that knew nothing of the save began a new one.
    private void blank(String path, int size) throws IOException {
        byte[] empty = new byte[size];
        Arrays.fill(empty, (byte) 0xFF);
        put(saves(desktop()).resolve(path), empty, Duration.ofMinutes(20));
    }

    private void write(Path device, String path, int size, int session, Duration ago)
            throws IOException {
        byte[] bytes = new byte[size];
        // Half of a real chip is unused, and what is played later changes only part of it.
        new Random(path.hashCode()).nextBytes(bytes);
        Arrays.fill(bytes, size / 2, size, (byte) 0xFF);
        byte[] progress = new byte[size / 16];
        new Random(path.hashCode() + 31L * session).nextBytes(progress);
        System.arraycopy(progress, 0, bytes, size / 8, progress.length);
        put(saves(device).resolve(path), bytes, ago);
    }

    private void put(Path file, byte[] bytes, Duration ago) throws IOException {
        Path folder = file.getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(now.minus(ago)));
    }
}
