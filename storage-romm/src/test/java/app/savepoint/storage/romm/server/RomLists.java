package app.savepoint.storage.romm.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a list of games says beside the games.
final class RomLists {
    private RomLists() {}

    /// Where each first letter begins.
    static Map<String, Integer> letters(List<Rows.Rom> roms) {
        Map<String, Integer> index = new LinkedHashMap<>();
        for (int at = 0; at < roms.size(); at++) {
            index.putIfAbsent(RomAnswers.sortKey(roms.get(at)).substring(0, 1), at);
        }
        return index;
    }

    /// What a list can be narrowed by.
    static Fields filters(List<Rows.Rom> roms) {
        Fields values = new Fields();
        for (String none :
                List.of(
                        "genres",
                        "franchises",
                        "collections",
                        "companies",
                        "game_modes",
                        "age_ratings")) {
            values.and(none, List.of());
        }
        return values.and("player_counts", roms.isEmpty() ? List.of() : List.of("1"))
                .and("regions", distinct(roms, rom -> rom.regions().stream()))
                .and("languages", distinct(roms, rom -> rom.languages().stream()))
                .and("tags", distinct(roms, rom -> rom.tags().stream()))
                .and("platforms", distinct(roms, rom -> Stream.of(rom.platformId())));
    }

    private static <T> List<T> distinct(List<Rows.Rom> roms, Function<Rows.Rom, Stream<T>> values) {
        return roms.stream().flatMap(values).distinct().sorted().toList();
    }
}
