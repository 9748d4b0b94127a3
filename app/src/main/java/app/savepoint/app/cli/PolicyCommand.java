package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.Upkeep;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `policy`: the rules that hold once and for all; alone the same as `policy list`.
@Command(
        name = "policy",
        description = {
            "Set rules once and for all: for the library, a system or a game;",
            "the narrowest that fits counts."
        },
        footer = {
            "",
            "Rules:",
            "  conflict         ask, newest, prefer-device, local, remote, keep-both",
            "  prefer-devices   names of devices, the first wins: \"Desktop, Deck\"",
            "  deletion         what a removed file means: keep-remote, delete-remote",
            "  download         whether new saves come here: all, none",
            "  states           on, off; state-auto: on, off; max-state-size: 16MiB",
            "  retention.saves.count, .days     what stays of a history: the last 20, and 90 days",
            "  retention.states.count, .days    the same of states: the last 3, and 7 days",
            "  retention.backups.count, .days, .size   how many of a save, how long, how much",
            "  clockless        on: this device's file times decide nothing"
        })
final class PolicyCommand extends ServiceCommand {
    PolicyCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) {
        return new PoliciesAnswer(service.upkeep().policies());
    }

    /// `policy list`.
    @Command(name = "list", description = "List the rules that were set.")
    static final class Listing extends ServiceCommand {
        Listing(CommandContext context, Printer printer) {
            super(context, printer);
        }

        @Override
        Answer ask(SyncService service) {
            return new PoliciesAnswer(service.upkeep().policies());
        }
    }

    /// `policy set`.
    @Command(name = "set", description = "Set a rule.")
    static final class Setting extends ServiceCommand {
        @Parameters(index = "0", paramLabel = "KEY", description = "Which rule.")
        private String key = "";

        @Parameters(index = "1", paramLabel = "VALUE", description = "What it shall say.")
        private String value = "";

        @Mixin private final Scope scope = new Scope();

        Setting(CommandContext context, Printer printer) {
            super(context, printer);
        }

        @Override
        Answer ask(SyncService service) throws StorageException {
            Upkeep upkeep = service.upkeep();
            upkeep.setPolicy(key, value, scope.system(), scope.game());
            return new PoliciesAnswer(upkeep.policies());
        }
    }

    /// `policy unset`.
    @Command(
            name = "unset",
            description = "Take a rule back, for exactly the scope it was set for.")
    static final class Unsetting extends ServiceCommand {
        @Parameters(index = "0", paramLabel = "KEY", description = "Which rule.")
        private String key = "";

        @Mixin private final Scope scope = new Scope();

        Unsetting(CommandContext context, Printer printer) {
            super(context, printer);
        }

        @Override
        Answer ask(SyncService service) {
            Upkeep upkeep = service.upkeep();
            upkeep.unsetPolicy(key, scope.system(), scope.game());
            return new PoliciesAnswer(upkeep.policies());
        }
    }

    /// What a rule is for.
    static final class Scope {
        @Option(
                names = "--system",
                paramLabel = "S",
                description = "Only for a system, such as gba.")
        private @Nullable String system;

        @Option(
                names = "--game",
                paramLabel = "G",
                description = "Only for a game, such as \"gba/Pokemon Emerald\".")
        private @Nullable String game;

        @Nullable String system() {
            if (system != null || game == null) return system;
            int slash = game.indexOf('/');
            if (slash > 0) return game.substring(0, slash);
            throw new RequestException(
                    "policy.scope", Saying.of("policy.scope.system-missing", game));
        }

        @Nullable String game() {
            String of = system();
            return game != null && of != null && game.startsWith(of + "/")
                    ? game.substring(of.length() + 1)
                    : game;
        }
    }
}
