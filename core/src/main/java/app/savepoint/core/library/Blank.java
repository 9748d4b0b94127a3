package app.savepoint.core.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds out, while a file is read, whether it holds any progress at all.
///
/// Blank is a file that is empty, all 0x00 or all 0xFF, or a memory card on which nothing was ever
/// stored. Only what can be stated with certainty counts: a blank save that is not seen as one is
/// asked about like any other, a real save taken for blank would be offered for replacement.
///
/// Not thread-safe; one object per file.
public final class Blank {
    /// What a stretch of bytes has to be.
    private sealed interface Test {
        /// All 0x00 or all 0xFF.
        record Uniform() implements Test {}

        /// Every byte that one.
        record All(int value) implements Test {}
    }

    /// A stretch of a file: from the first offset up to and without the second.
    private record Region(long start, long end, Test test) {}

    /// A kind of file that is blank if every region passes.
    private static final class Rule {
        private final List<Region> regions;
        private final int[] uniform;
        private boolean broken;

        Rule(List<Region> regions) {
            this.regions = regions;
            this.uniform = new int[regions.size()];
            Arrays.fill(uniform, -1);
        }

        void feed(byte[] bytes, int length, long position) {
            for (int i = 0; i < regions.size() && !broken; i++) {
                Region region = regions.get(i);
                int from = Math.clamp(region.start() - position, 0, length);
                int to = Math.clamp(region.end() - position, 0, length);
                for (int at = from; at < to && !broken; at++) check(i, bytes[at] & 0xFF);
            }
        }

        private void check(int region, int value) {
            switch (regions.get(region).test()) {
                case Test.All(int wanted) -> broken = value != wanted;
                case Test.Uniform() -> {
                    if (uniform[region] < 0) uniform[region] = value;
                    broken = value != uniform[region] || (value != 0x00 && value != 0xFF);
                }
            }
        }
    }

    private final long size;
    private final List<Rule> rules = new ArrayList<>();
    private long position;

    private Blank(long size) {
        this.size = size;
        rules.add(new Rule(List.of(new Region(0, size, new Test.Uniform()))));
        if (size == CARD_128_KIB) {
            rules.add(new Rule(playStationCard()));
            rules.add(new Rule(visualMemory()));
        }
        if (size == N64_PACK) rules.add(new Rule(n64Pack()));
        if (size >= SMALLEST_GAMECUBE_CARD && size <= LARGEST_GAMECUBE_CARD)
            rules.add(new Rule(gameCubeCard(size)));
    }

    /// Begins a file of that many bytes.
    public static Blank ofSize(long size) {
        return new Blank(size);
    }

    /// Takes the file's next bytes.
    public void feed(byte[] bytes, int length) {
        for (Rule rule : rules) if (!rule.broken) rule.feed(bytes, length, position);
        position += length;
    }

    /// Whether all that was fed holds no progress.
    public boolean isBlank() {
        return position == size && rules.stream().anyMatch(rule -> !rule.broken);
    }

    private static final long CARD_128_KIB = 131_072;
    private static final long N64_PACK = 296_960;
    private static final long SMALLEST_GAMECUBE_CARD = 524_288;
    private static final long LARGEST_GAMECUBE_CARD = 16_777_216;

    /// A PlayStation card is 16 blocks of 8 KiB. Block 0 holds 128-byte frames: "MC", then 15
    /// directory frames whose first byte is 0xA0 if the block was never used (0xA1 to 0xA3 if it
    /// was, and deleted). Blank: all 15 free, and nothing in the 15 blocks. Source: Martin Korth,
    /// psx-spx, *Memory Card Data Format*.
    private static List<Region> playStationCard() {
        var regions = new ArrayList<Region>();
        regions.add(new Region(0, 1, new Test.All('M')));
        regions.add(new Region(1, 2, new Test.All('C')));
        for (int frame = 1; frame <= 15; frame++)
            regions.add(new Region(frame * 128L, frame * 128L + 1, new Test.All(0xA0)));
        regions.add(new Region(8_192, CARD_128_KIB, new Test.Uniform()));
        return regions;
    }

    /// A Dreamcast VMU is 256 blocks of 512 bytes: 255 the root, which starts with sixteen 0x55 if
    /// formatted, 254 the allocation table, 241 to 253 the directory, whose entries start with 0x00
    /// if free. Blank: an empty directory, and nothing in the blocks below it. Source: Marcus
    /// Comstedt, *Dreamcast Programming, Flashrom and VMU file system*.
    private static List<Region> visualMemory() {
        return List.of(
                new Region(0, 241 * 512L, new Test.Uniform()),
                new Region(241 * 512L, 254 * 512L, new Test.All(0x00)),
                new Region(255 * 512L, 255 * 512L + 16, new Test.All(0x55)));
    }

    /// What the mupen64plus cores write for every cartridge: EEPROM (0x800 bytes), four controller
    /// paks (0x8000 each), SRAM (0x8000), flash memory (0x20000). Pages 0 to 2 of a pak, 256 bytes
    /// each, hold its label and its list of pages, pages 3 and 4 the names of the notes. Blank: no
    /// chip holds anything, and neither the names nor the pages behind them do. Source:
    /// mupen64plus-libretro-nx, `saved_memory`; N64brew, *Controller Pak, File system*.
    private static List<Region> n64Pack() {
        var regions = new ArrayList<Region>();
        regions.add(new Region(0, 0x800, new Test.Uniform()));
        for (int pak = 0; pak < 4; pak++) {
            long start = 0x800 + pak * 0x8000L;
            regions.add(new Region(start + 0x300, start + 0x500, new Test.Uniform()));
            regions.add(new Region(start + 0x500, start + 0x8000, new Test.Uniform()));
        }
        regions.add(new Region(0x20800, 0x28800, new Test.Uniform()));
        regions.add(new Region(0x28800, N64_PACK, new Test.Uniform()));
        return regions;
    }

    /// A GameCube card is a row of 8 KiB blocks: a header (512 bytes, the rest 0xFF) with the
    /// card's size in megabits at 0x22, the directory and its copy (127 entries of 64 bytes, 0xFF
    /// if free), the allocation table and its copy, with the count of free blocks at 6 and a zero
    /// for each from 10 on, then files. Blank: no entry in either directory, all blocks free in
    /// both tables, and nothing behind them. All of it is asked for, because other saves are of the
    /// same sizes. Source: *Yet Another GameCube Documentation*, chapter 12, Memory Cards.
    private static List<Region> gameCubeCard(long size) {
        var regions = new ArrayList<Region>();
        number(regions, 0x22, size / (1 << 17));
        regions.add(new Region(0x200, 0x2000, new Test.All(0xFF)));
        regions.add(new Region(0x2000, 0x2000 + 127 * 64L, new Test.All(0xFF)));
        regions.add(new Region(0x4000, 0x4000 + 127 * 64L, new Test.All(0xFF)));
        for (long table : new long[] {0x6000, 0x8000}) {
            number(regions, table + 6, size / 0x2000 - 5);
            regions.add(new Region(table + 10, table + 0x2000, new Test.All(0x00)));
        }
        regions.add(new Region(0xA000, size, new Test.Uniform()));
        return regions;
    }

    /// Two bytes, the higher one first.
    private static void number(List<Region> regions, long at, long value) {
        regions.add(new Region(at, at + 1, new Test.All((int) (value >> 8))));
        regions.add(new Region(at + 1, at + 2, new Test.All((int) (value & 0xFF))));
    }
}
