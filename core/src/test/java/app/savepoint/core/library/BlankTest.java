package app.savepoint.core.library;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, 8_192, 131_072, 296_960, 524_288, 1_000_000})
    void nothing_but_one_empty_byte_is_blank(int size) {
        assertThat(blank(filled(size, 0x00))).isTrue();
        assertThat(blank(filled(size, 0xFF))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 8_192, 131_072, 296_960, 524_288})
    void one_other_byte_anywhere_is_progress(int size) {
        int[] places = {0, size / 2, size - 1};
        for (int at : places) {
            assertThat(blank(with(filled(size, 0x00), at, 0x01))).as("at %d", at).isFalse();
            assertThat(blank(with(filled(size, 0xFF), at, 0xFE))).as("at %d", at).isFalse();
        }
        assertThat(blank(filled(size, 0x55))).isFalse();
    }

    @Test
    void a_mix_of_both_empty_bytes_is_not_blank() {
        assertThat(blank(with(filled(8_192, 0x00), 4_096, 0xFF))).isFalse();
    }

    @Test
    void a_playstation_card_without_a_single_block_taken_is_blank() {
        assertThat(blank(playStationCard())).isTrue();
    }

    @Test
    void a_playstation_card_with_a_save_on_it_or_a_deleted_one_is_not() {
        assertThat(blank(with(playStationCard(), 3 * 128, 0x51))).isFalse();
        assertThat(blank(with(playStationCard(), 3 * 128, 0xA1))).isFalse();
        assertThat(blank(with(playStationCard(), 9_000, 'S'))).isFalse();
        assertThat(blank(with(playStationCard(), 0, 'X'))).isFalse();
    }

    /// As a console formats it: header, free directory frames, empty lists, write-test frame.
    private static byte[] playStationCard() {
        byte[] card = new byte[131_072];
        for (int frame : new int[] {0, 63}) {
            card[frame * 128] = 'M';
            card[frame * 128 + 1] = 'C';
            card[frame * 128 + 127] = 0x0E;
        }
        for (int frame = 1; frame <= 15; frame++) {
            card[frame * 128] = (byte) 0xA0;
            card[frame * 128 + 8] = (byte) 0xFF;
            card[frame * 128 + 9] = (byte) 0xFF;
            card[frame * 128 + 127] = (byte) 0xA0;
        }
        for (int frame = 16; frame <= 35; frame++)
            Arrays.fill(card, frame * 128, frame * 128 + 4, (byte) 0xFF);
        return card;
    }

    @Test
    void a_formatted_vmu_without_files_is_blank() {
        assertThat(blank(visualMemory())).isTrue();
        assertThat(blank(with(visualMemory(), 253 * 512, 0x33))).isFalse();
        assertThat(blank(with(visualMemory(), 100, 0x33))).isFalse();
        assertThat(blank(with(visualMemory(), 255 * 512, 0x00))).isFalse();
    }

    private static byte[] visualMemory() {
        byte[] memory = new byte[131_072];
        Arrays.fill(memory, 255 * 512, 255 * 512 + 16, (byte) 0x55);
        memory[255 * 512 + 0x46] = (byte) 254;
        for (int block = 0; block < 256; block++) {
            memory[254 * 512 + block * 2] = (byte) 0xFC;
            memory[254 * 512 + block * 2 + 1] = (byte) 0xFF;
        }
        return memory;
    }

    @Test
    void a_pack_of_n64_chips_that_nobody_wrote_to_is_blank_with_formatted_paks_too() {
        assertThat(blank(n64Pack())).isTrue();
    }

    @Test
    void a_pack_of_n64_chips_with_something_in_one_of_them_is_not() {
        for (int at : new int[] {0, 0x7FF, 0x800 + 0x300, 0x800 + 0x500, 0x207FF, 0x20800, 0x28800})
            assertThat(blank(with(n64Pack(), at, 0x42))).as("at %x", at).isFalse();
    }

    private static byte[] n64Pack() {
        byte[] pack = filled(296_960, 0xFF);
        Arrays.fill(pack, 0x20800, 0x28800, (byte) 0x00);
        for (int pak = 0; pak < 4; pak++) {
            int start = 0x800 + pak * 0x8000;
            Arrays.fill(pack, start, start + 0x8000, (byte) 0x00);
            for (int i = 0; i < 0x20; i++) pack[start + 0x20 + i] = (byte) (i * 7 + pak);
            for (int i = 0x100; i < 0x300; i += 2) pack[start + i + 1] = 0x03;
        }
        return pack;
    }

    @ParameterizedTest
    @ValueSource(ints = {524_288, 2_097_152})
    void a_formatted_gamecube_card_without_files_is_blank(int size) {
        assertThat(blank(gameCubeCard(size))).isTrue();
        assertThat(blank(with(gameCubeCard(size), 0x2000, 'G'))).isFalse();
        assertThat(blank(with(gameCubeCard(size), 0x6000 + 7, 0x3A))).isFalse();
        assertThat(blank(with(gameCubeCard(size), 0x8000 + 10, 0x01))).isFalse();
        assertThat(blank(with(gameCubeCard(size), 0x4000 + 126 * 64, 'G'))).isFalse();
        assertThat(blank(with(gameCubeCard(size), size - 1, 0x01))).isFalse();
    }

    private static byte[] gameCubeCard(int size) {
        byte[] card = filled(size, 0xFF);
        IntStream.range(0, 0x200).forEach(i -> card[i] = (byte) (i * 31));
        card[0x2000 + 0x1FFA] = 0x00;
        card[0x4000 + 0x1FFB] = 0x01;
        card[0x22] = (byte) (size >> 25);
        card[0x23] = (byte) (size >> 17);
        for (int table = 0x6000; table <= 0x8000; table += 0x2000) {
            int free = size / 0x2000 - 5;
            Arrays.fill(card, table + 4, table + 0x2000, (byte) 0x00);
            card[table + 6] = (byte) (free >> 8);
            card[table + 7] = (byte) free;
            card[table + 9] = 0x04;
        }
        return card;
    }

    @Test
    void a_nintendo_ds_save_of_a_card_s_size_that_uses_its_first_bytes_only_is_progress() {
        byte[] save = filled(524_288, 0xFF);
        Arrays.fill(save, 0, 100, (byte) 0x17);

        assertThat(blank(save)).isFalse();
    }

    @Test
    void a_file_that_ended_early_is_not_blank() {
        Blank blank = Blank.ofSize(100);
        blank.feed(new byte[50], 50);

        assertThat(blank.isBlank()).isFalse();
    }

    @Test
    void the_name_of_a_real_save_is_not_needed_to_see_progress() {
        byte[] save = filled(32_768, 0x00);
        System.arraycopy("BASLUS".getBytes(US_ASCII), 0, save, 20_000, 6);

        assertThat(blank(save)).isFalse();
    }

    private static boolean blank(byte[] bytes) {
        Blank whole = Blank.ofSize(bytes.length);
        whole.feed(bytes, bytes.length);
        Blank pieces = Blank.ofSize(bytes.length);
        int step = 4_093; // no multiple of anything
        for (int at = 0; at < bytes.length; at += step) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            pieces.feed(piece, piece.length);
        }
        assertThat(pieces.isBlank()).as("in pieces").isEqualTo(whole.isBlank());
        return whole.isBlank();
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }
}
