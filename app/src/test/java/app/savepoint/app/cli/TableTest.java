package app.savepoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final Style PLAIN = new Style(false);

    @Test
    void columns_are_aligned_and_lines_have_no_tail() {
        var table =
                new Table(Column.left("Name"), Column.right("Size"), Column.left("Note"))
                        .row(Cell.of("a"), Cell.of("1"), Cell.of("long note"))
                        .row(Cell.of("longer"), Cell.of("1000"), Cell.of(""));
        assertThat(table.lines(Table.UNLIMITED, PLAIN, "…"))
                .isEqualTo(
                        List.of("Name    Size  Note", "a          1  long note", "longer  1000"));
    }

    @Test
    void wide_characters_keep_the_columns_straight() {
        var table =
                new Table(Column.left("N"), Column.left("M"))
                        .row(Cell.of("ポケモン"), Cell.of("x"))
                        .row(Cell.of("plain"), Cell.of("x"));
        assertThat(table.lines(Table.UNLIMITED, PLAIN, "…"))
                .containsExactly("N         M", "ポケモン  x", "plain     x");
    }

    @Test
    void colours_do_not_count_as_width() {
        var table =
                new Table(Column.left("N"), Column.left("M"))
                        .row(new Cell(Tone.GOOD, "a"), Cell.of("x"));
        assertThat(table.lines(Table.UNLIMITED, new Style(true), "…").getLast())
                .isEqualTo("\u001b[32ma\u001b[0m  x");
    }

    @Test
    void only_flexible_columns_are_cut_the_last_one_first() {
        var table =
                new Table(Column.flexible("Save"), Column.left("State"), Column.flexible("Why"))
                        .row(
                                Cell.of("a save of thirty characters ..."),
                                Cell.of("state that stays"),
                                Cell.of("a reason of thirty characters"));
        String cut = table.lines(64, PLAIN, "…").getLast();
        assertThat(TextWidth.of(cut)).isLessThanOrEqualTo(64);
        assertThat(cut).startsWith("a save of thirty characters ...  state that stays  a reason");
        assertThat(table.lines(10, PLAIN, "…").getLast())
                .isEqualTo("a save of t…  state that stays  a reason of…");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "é, 1",
        "e\u0301, 1",
        "ポケ, 4",
        "🎮, 2",
        "👨‍👩‍👧, 2",
        "❤️, 2",
        "🇩🇪, 2",
        "한국, 4",
        "'', 0"
    })
    void a_text_is_as_wide_as_a_terminal_shows_it(String text, int width) {
        assertThat(TextWidth.of(text)).isEqualTo(width);
    }

    @Test
    void a_text_is_cut_between_what_a_reader_sees_as_characters() {
        assertThat(TextWidth.cut("ポケモン", 5, "…")).isEqualTo("ポケ…");
        assertThat(TextWidth.cut("ポケモン", 6, "…")).isEqualTo("ポケ…");
        assertThat(TextWidth.cut("👨‍👩‍👧 family", 4, "…")).isEqualTo("👨‍👩‍👧…");
        assertThat(TextWidth.cut("short", 5, "…")).isEqualTo("short");
    }
}
