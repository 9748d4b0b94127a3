package app.savepoint.app.library;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Badge;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.view.RootRow;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What waits for the person, each with its next step as a button.
final class NeedsYouView extends VBox {
    private final LibraryViewModel library;
    private final RowActions actions;
    private final Wording wording;
    private final Label title;
    private final VBox rows = new VBox();
    private final IntegerProperty most = new SimpleIntegerProperty(3);

    NeedsYouView(LibraryViewModel library, RowActions actions) {
        super(8);
        this.library = library;
        this.actions = actions;
        this.wording = library.session().wording();
        rows.getStyleClass().addAll("surface", "needs-you");
        title = Texts.title("");
        getChildren().addAll(title, rows);
        managedProperty().bind(visibleProperty());
        library.needsYou().addListener((ListChangeListener<Need>) change -> show());
        most.addListener(change -> show());
        show();
    }

    /// How many are shown before the rest is only counted.
    IntegerProperty most() {
        return most;
    }

    private void show() {
        List<Need> all = library.needsYou();
        setVisible(!all.isEmpty());
        boolean waits = all.stream().anyMatch(need -> need.things() > 0);
        title.setText(wording.text(waits ? "needs.title" : "needs.title.noted"));
        // One more row costs no more than the line that would stand for it.
        int shown = all.size() <= most.get() + 1 ? all.size() : most.get();
        rows.getChildren().clear();
        for (Need each : all.subList(0, shown)) rows.getChildren().add(row(each));
        if (shown < all.size()) rows.getChildren().add(rest(all.size() - shown));
    }

    private HBox rest(int count) {
        Hyperlink all = new Hyperlink(wording.text("needs.showAll"));
        all.setOnAction(event -> {
            library.showAll();
            library.filter().set(StateFilter.NEEDS_YOU);
        });
        HBox rest = new HBox(12, Texts.muted(wording.count("needs.more", count)), all);
        rest.setAlignment(Pos.CENTER_LEFT);
        rest.getStyleClass().add("needs-rest");
        return rest;
    }

    private HBox row(Need each) {
        return switch (each) {
            case Need.Storage(var what) ->
                    row(
                            sign(Feather.SERVER),
                            wording.text("needs.storage"),
                            wording.errorAndNext(what),
                            step("needs.lookAgain", library::lookAgain));
            case Need.Root root -> root(root);
            case Need.FirstMeeting(var items) ->
                    row(
                            sign(Feather.USERS),
                            wording.text("needs.meeting", items.size()),
                            wording.text("needs.meeting.detail"),
                            step("needs.decide", () -> actions.decide(items.getFirst())));
            case Need.Games(var count) ->
                    row(
                            sign(Feather.LINK),
                            wording.count("needs.games", count),
                            wording.text("needs.games.detail"),
                            games());
            case Need.Slots(var count) ->
                    row(
                            sign(Feather.LAYERS),
                            wording.count("needs.slots", count),
                            wording.text("needs.slots.detail"),
                            games());
            case Need.Noted(var what) ->
                    row(
                            sign(Feather.INFO, Tone.QUIET),
                            wording.text("needs.noted"),
                            wording.errorAndNext(what));
            case Need.Offered(var what, var offer) ->
                    row(
                            sign(Feather.INFO, Tone.QUIET),
                            wording.error(what),
                            wording.text("needs.offer.detail"),
                            step("needs.offer.take", () -> library.takeOver(offer)));
            case Need.Decision(var item) ->
                    row(
                            tile(item),
                            wording.name(item.id()),
                            item.reason(),
                            badge(item),
                            decide(item));
            case Need.Failed(var item) ->
                    row(
                            tile(item),
                            wording.name(item.id()),
                            item.reason(),
                            badge(item),
                            step("needs.why", () -> actions.why(item)),
                            step("needs.retry", () -> library.retry(item)));
        };
    }

    private HBox root(Need.Root root) {
        RootRow row = root.root();
        int had = row.root().savesAccepted();
        String path = row.root().path().toString();
        String detail =
                had == 1
                        ? wording.text("needs.root.gone.one", path, had, row.saves())
                        : wording.text("needs.root.gone.other", path, had, row.saves());
        Button look = step("needs.lookAgain", library::lookAgain);
        HBox shown =
                row(
                        sign(Feather.FOLDER_MINUS),
                        wording.text("needs.root." + row.health().name()),
                        detail,
                        look);
        if (root.canBeBelieved()) {
            Button believe = step("needs.believe", () -> library.believe(row));
            believe.setTooltip(Icons.tooltip(wording.text("needs.believe.help")));
            shown.getChildren().add(believe);
        }
        return shown;
    }

    private static HBox row(Node sign, String title, String detail, Node... right) {
        Label name = Texts.body(title);
        name.getStyleClass().add("game-title");
        name.setMinWidth(0);
        name.setTooltip(Icons.tooltip(title));
        Label why = Texts.muted(detail);
        why.setMinWidth(0);
        why.setWrapText(true);
        why.setMinHeight(USE_PREF_SIZE);
        why.setTooltip(Icons.tooltip(detail));
        VBox texts = new VBox(2, name, why);
        texts.setMinWidth(0);
        texts.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox row = new HBox(12, sign, texts);
        row.getChildren().addAll(right);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("needs-row");
        return row;
    }

    private Button step(String key, Runnable what) {
        Button button = new Button(wording.text(key));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> what.run());
        return button;
    }

    private Button games() {
        Button games = step("needs.games.match", actions::games);
        games.setId("needs-games");
        return games;
    }

    private Button decide(SaveItem item) {
        Button decide = step("needs.decide", () -> actions.decide(item));
        decide.setId("decide-" + item.game().replace(' ', '-'));
        decide.setAccessibleText(wording.text("needs.decide.accessible", wording.name(item.id())));
        return decide;
    }

    private static Badge badge(SaveItem item) {
        Badge badge = new Badge(StateIcons.of(item.state()), item.stateWord(), item.state().tone());
        badge.setMinWidth(USE_PREF_SIZE);
        return badge;
    }

    private static GameTile tile(SaveItem item) {
        GameTile tile = new GameTile(32);
        tile.show(item.game(), item.id().system());
        return tile;
    }

    private static StackPane sign(Feather icon) {
        return sign(icon, Tone.BAD);
    }

    private static StackPane sign(Feather icon, Tone tone) {
        StackPane sign = new StackPane(Icons.of(icon, 16));
        sign.getStyleClass().addAll("row-sign", tone.styleClass());
        sign.setMinSize(32, 32);
        sign.setMaxSize(32, 32);
        return sign;
    }
}
