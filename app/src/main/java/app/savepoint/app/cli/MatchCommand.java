package app.savepoint.app.cli;

import app.savepoint.app.Figures;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.view.MatchWish;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `match`: says which of a server's games a game here is, or accepts all proposals of a kind.
@Command(
        name = "match",
        description = {
            "Say which of the server’s games a game here is (RomM). The next sync goes by it; say",
            "something else, or --undo, at any time."
        })
final class MatchCommand extends ServiceCommand {
    @Parameters(paramLabel = "GAME", arity = "0..1", description = "Which game, as in `matches`.")
    private @Nullable String game;

    @ArgGroup(multiplicity = "1")
    private Said said = new Said();

    @Option(
            names = "--dry-run",
            description = "With --all or --undo-all: say only what would be done.")
    private boolean dryRun;

    /// What is said about it.
    static final class Said {
        @Option(
                names = "--to",
                paramLabel = "ID",
                description = "It is the one with this number, as in `matches`.")
        private @Nullable Long id;

        @Option(
                names = "--none",
                description = "It is none of them; its saves stay on this device.")
        private boolean none;

        @Option(
                names = "--slot",
                paramLabel = "NAME",
                arity = "0..1",
                fallbackValue = "",
                description = {
                    "It is played here in that one of the slots that the server has for it, spelled",
                    "as there; without NAME: which there are."
                })
        private @Nullable String slot;

        @Option(
                names = "--undo",
                description = "What was said before, of its slots too, no longer holds.")
        private boolean undo;

        @Option(
                names = "--all",
                paramLabel = "KIND",
                split = ",",
                description = {
                    "Instead of GAME: accept every proposal that is the only one for its game and",
                    "differs in nothing else: case, region, revision, other, disc, hack, several",
                    "with commas between. Each can be changed and undone by itself."
                })
        private @Nullable List<String> all;

        @Option(
                names = "--undo-all",
                paramLabel = "KIND",
                split = ",",
                description = "Takes back what was said of all games that differ only so.")
        private @Nullable List<String> undoAll;

        MatchWish wish() {
            if (id != null) return new MatchWish.Is(id);
            if (none) return new MatchWish.IsNone();
            if (undo) return new MatchWish.TakenBack();
            if (slot != null) return new MatchWish.Slot(slot);
            throw new IllegalStateException("one of them was said");
        }
    }

    MatchCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        boolean many = said.all != null || said.undoAll != null;
        if (many && game != null)
            throw new RequestException("usage", Saying.of("usage.argument", game));
        if (!many && dryRun) throw new RequestException("usage", Saying.of("usage.match.dry-run"));
        if (many) return said.undoAll == null ? accept(service) : takeBack(service);
        if (game == null) throw new RequestException("usage", Saying.of("usage.missing", "GAME"));
        if (said.slot != null) requireSlot(service, game, said.slot);
        return MatchesAnswer.of(List.of(service.match(game, said.wish())));
    }

    /// Names the slots that there are, where there is none of that name.
    private void requireSlot(SyncService service, String named, String slot)
            throws StorageException {
        List<MatchedGame> meant =
                service.matches(true).stream().filter(one -> isCalled(one, named)).toList();
        // Which game is meant the engine asks
        if (meant.size() != 1) return;
        MatchedGame one = meant.getFirst();
        if (one.slots().has(slot)) return;
        if (one.slots().all().isEmpty())
            throw new RequestException("match.no-slots", one.key().toString());
        Figures figures =
                new Figures(
                        context.messages(),
                        context.caller().zone(),
                        context.caller().clock().instant());
        String all =
                one.slots().all().stream()
                        .map(known -> SlotLines.line(known, context.messages(), figures))
                        .collect(Collectors.joining("\n"));
        throw new RequestException(
                "match.no-slot",
                Saying.of(
                        slot.isEmpty() ? "match.which-slot" : "match.no-slot.of",
                        one.key(),
                        slot,
                        all));
    }

    private static boolean isCalled(MatchedGame one, String named) {
        return one.key().toString().equals(named) || one.key().game().equals(named);
    }

    private Answer accept(SyncService service) throws StorageException {
        Set<Differing> kinds = kinds(said.all);
        List<MatchedGame> alike = MatchedGame.alike(service.matches(false), kinds);
        if (dryRun) return new MatchesAnswer(alike, "matches.would");
        Map<GameKey, MatchWish> answers = new LinkedHashMap<>();
        for (MatchedGame one : alike)
            one.proposal()
                    .ifPresent(only -> answers.put(one.key(), new MatchWish.Is(only.game().id())));
        return new MatchesAnswer(service.match(answers), "matches.accepted");
    }

    private Answer takeBack(SyncService service) throws StorageException {
        List<MatchedGame> said =
                MatchedGame.accepted(service.matches(true), kinds(this.said.undoAll));
        if (dryRun) return new MatchesAnswer(said, "matches.would-undo");
        Map<GameKey, MatchWish> answers = new LinkedHashMap<>();
        for (MatchedGame one : said) answers.put(one.key(), new MatchWish.TakenBack());
        return new MatchesAnswer(service.match(answers), "matches.undone");
    }

    private static Set<Differing> kinds(@Nullable List<String> words) {
        List<String> typed = words == null ? List.of() : words;
        Set<Differing> kinds = EnumSet.noneOf(Differing.class);
        List<String> unknown = new ArrayList<>();
        for (String word : typed)
            Differing.ofWord(word.strip().toLowerCase(Locale.ROOT))
                    .ifPresentOrElse(kinds::add, () -> unknown.add(word));
        if (!unknown.isEmpty() || kinds.isEmpty())
            throw new RequestException(
                    "usage",
                    Saying.of(
                            "usage.value.choice",
                            "KIND",
                            String.join(",", unknown),
                            Stream.of(Differing.values())
                                    .map(Differing::word)
                                    .collect(Collectors.joining(", "))));
        return kinds;
    }
}
