package app.savepoint.app.cli;

import app.savepoint.core.view.Selection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/// Saves that may be named; none: all.
final class Saves {
    @Parameters(
            paramLabel = "SAVE",
            arity = "0..*",
            description = {
                "Which saves: an id such as \"gba/Pokemon Emerald/save/main\", a game such as",
                "\"gba/Pokemon Emerald\", or a pattern with * and ?. Default: all."
            })
    private final List<String> names = new ArrayList<>();

    Selection selection() {
        return new Selection(names);
    }
}
