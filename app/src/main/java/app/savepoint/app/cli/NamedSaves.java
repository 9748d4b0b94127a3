package app.savepoint.app.cli;

import app.savepoint.core.view.Selection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/// Saves that have to be named.
final class NamedSaves {
    @Parameters(
            paramLabel = "SAVE",
            arity = "1..*",
            description = {
                "Which saves: an id such as \"gba/Pokemon Emerald/save/main\", a game such as",
                "\"gba/Pokemon Emerald\", or a pattern with * and ?."
            })
    private final List<String> names = new ArrayList<>();

    Selection selection() {
        return new Selection(names);
    }
}
