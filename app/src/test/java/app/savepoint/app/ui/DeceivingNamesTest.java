package app.savepoint.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.Plain;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Matchings;
import app.savepoint.app.fake.Saves;
import app.savepoint.app.library.SaveItem;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.RemoteTree.Offer;
import app.savepoint.core.storage.server.MatchedGame.How;
import app.savepoint.core.view.SaveRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Names come from other devices and from servers, and may hold marks that turn what is read beside
/// them. Wherever the window shows such a name, says it on hover or to a screen reader, the mark is
/// seen for what it is.
class DeceivingNamesTest {
    private static final String MARK = "\u202E";
    private static final String SEEN = "\uFFFD";
    private static final List<String> LOOKED =
            List.of("Conflict", "Three", "First", "Deleted", "Blank", "Unreadable");
    private static final Device DECK = Saves.device("De" + MARK + "ck\u2066", DeviceType.LINUX);

    /// What each text that deceives was found on first.
    private final Map<String, String> deceiving = new LinkedHashMap<>();

    private static SaveId id(String name) {
        return SaveId.main("gba", name + MARK + "gba.exe\u200F");
    }

    private static SaveId slot(String name) {
        return new SaveId("gba", name + MARK + "x", SaveKind.SAVE, "kept" + MARK + "1");
    }

    private static List<SaveRow> rows() {
        Duration hour = Duration.ofHours(1);
        return List.of(
                Saves.inSync(id("Synced"), hour, DECK),
                Saves.inSync(slot("Beside"), hour, DECK),
                Saves.toPush(id("Push"), hour),
                Saves.newHere(id("New"), hour),
                Saves.toPull(id("Pull"), hour, DECK),
                Saves.newThere(id("There"), hour, DECK),
                Saves.inStorage(id("Stored"), hour, DECK),
                Saves.conflict(id("Conflict"), hour, hour.multipliedBy(2), DECK),
                Saves.threeWay(id("Three")),
                Saves.firstMeeting(id("First"), hour, hour),
                Saves.deletedThere(id("Deleted")),
                Saves.blank(id("Blank")),
                Saves.wentBack(id("Back")),
                Saves.waiting(id("Waiting"), DECK),
                Saves.unclear(id("Unclear")),
                Saves.unreadable(id("Unreadable")),
                Saves.inChangedRoot(id("Changed")),
                Saves.leftAlone(id("Alone")),
                Saves.lost(id("Lost")));
    }

    /// One of each kind: the page is made of the same parts for all of them.
    private static List<SaveRow> looked() {
        return rows().stream()
                .filter(row ->
                        !row.id().slot().equals(SaveId.MAIN_SLOT)
                                || LOOKED.stream().anyMatch(row.id().game()::startsWith))
                .toList();
    }

    private static FakeEngine engine() {
        String turned = "Roms" + MARK;
        var games =
                List.of(
                        Matchings.open("gba", "Open" + MARK, "One" + MARK, "Other" + MARK),
                        Matchings.open("gba", "Nothing" + MARK),
                        Matchings.known("gba", "Known" + MARK, How.PERSON, "There" + MARK),
                        Matchings.slots("gba", "Slots" + MARK, "slot" + MARK, "Second\u2067"),
                        Matchings.played(
                                Matchings.slots("gba", "Played" + MARK, "a" + MARK, "b" + MARK),
                                "a" + MARK));
        FakeEngine engine =
                new FakeEngine(rows())
                        .withPast()
                        .holdingBack(DECK, 3)
                        .failing(id("Push"), "no room for " + MARK + "it")
                        .with(
                                FakeEngine.root(
                                        Path.of("saves", turned).toAbsolutePath(),
                                        RootHealth.MANY_GONE,
                                        24))
                        .withGames(games);
        engine.storage = FakeEngine.storage("folder:/srv/" + turned, "folder");
        RevisionId revision = new RevisionId(new UUID(1, 2));
        engine.notices.add(
                new Notice(
                        "romm.web-player",
                        Saying.of("romm.web-player", slot("Web").game(), slot("Web"), revision),
                        new Offer(slot("Web"), revision)));
        engine.notices.add(
                new Notice(
                        "romm.unreadable",
                        Saying.of("romm.unreadable", "Metroid" + MARK + ".srm")));
        return engine;
    }

    @Test
    void are_shown_with_their_marks_wherever_the_window_says_them() throws Exception {
        try (Shown shown =
                Shown.open(
                        engine(),
                        Locale.ENGLISH,
                        MainWindow.WIDTH,
                        3 * MainWindow.HEIGHT,
                        Runnable::run)) {
            check(shown, "the library", 40);
            for (SaveRow row : looked()) {
                SaveItem item =
                        Shown.onFx(() -> shown.window().library().item(row.id()).orElseThrow());
                show(shown, window -> window.why(item));
                check(shown, "why of " + row.id(), 1);
                show(shown, window -> window.history(item));
                check(shown, "history of " + row.id(), 1);
                if (row.attention().settledByResolve()) {
                    show(shown, window -> window.decide(item));
                    check(shown, "conflict of " + row.id(), 1);
                }
            }
            show(shown, window -> window.open(Header.Page.ACTIVITY));
            check(shown, "the activity", 5);
            show(shown, window -> window.open(Header.Page.SETTINGS));
            check(shown, "the settings", 2);
            show(shown, MainWindow::games);
            check(shown, "the games", 10);
        }
        assertThat(deceiving).isEmpty();
    }

    private static void show(Shown shown, Consumer<MainWindow> what) {
        Shown.onFx(() -> {
            what.accept(shown.window());
            return true;
        });
    }

    /// @param least how many texts with such a name are to be found at least
    private void check(Shown shown, String page, int least) throws Exception {
        // What is laid out may ask for another layout, as tables do
        for (int i = 0; i < 2; i++) {
            Shown.onFx(() -> shown.scene().snapshot(null));
        }
        List<String> texts = new ArrayList<>();
        for (Node node : Shown.all(shown.scene(), node -> true))
            Shown.onFx(() -> {
                said(node)
                        .filter(text -> text != null)
                        .forEach(text -> texts.add(where(node) + text));
                return true;
            });
        texts.stream()
                .filter(text -> text.lines().anyMatch(line -> !Plain.text(line).equals(line)))
                .forEach(text -> deceiving.putIfAbsent(text, page));
        assertThat(texts.stream().filter(text -> text.contains(SEEN)))
                .as("texts with such names: " + page)
                .hasSizeGreaterThanOrEqualTo(least);
    }

    private static String where(Node node) {
        return node.getClass().getSimpleName() + " " + node.getStyleClass() + ": ";
    }

    /// All that a node shows, or says on hover or to a screen reader.
    private static Stream<@Nullable String> said(Node node) {
        List<@Nullable String> said = new ArrayList<>();
        said.add(node.getAccessibleText());
        said.add(node.getAccessibleHelp());
        said.add(node.getAccessibleRoleDescription());
        for (Object property : node.getProperties().values()) {
            if (property instanceof Tooltip tooltip) said.add(tooltip.getText());
        }
        if (node instanceof Control control) {
            if (control.getTooltip() != null) said.add(control.getTooltip().getText());
            if (control.getContextMenu() != null) menu(control.getContextMenu().getItems(), said);
        }
        switch (node) {
            case MenuButton button -> {
                said.add(button.getText());
                menu(button.getItems(), said);
            }
            case Labeled labeled -> said.add(labeled.getText());
            case Text text -> said.add(text.getText());
            case TextInputControl input -> {
                said.add(input.getText());
                said.add(input.getPromptText());
            }
            case ComboBoxBase<?> choice -> said.add(choice.getPromptText());
            default -> {}
        }
        return said.stream();
    }

    private static void menu(ObservableList<MenuItem> items, List<@Nullable String> said) {
        items.forEach(item -> said.add(item.getText()));
    }
}
