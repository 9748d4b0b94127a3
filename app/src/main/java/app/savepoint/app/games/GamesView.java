package app.savepoint.app.games;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Placeholder;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.MatchedGame;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The page of how the games here meet those of the server: what has to be decided first, then what
/// the server does not have, then what is known.
public final class GamesView extends VBox {
    /// More rows at once take a while to draw, and nobody reads them; the search finds the rest.
    private static final int AT_ONCE = 50;

    private enum Group {
        OPEN,
        SLOTS,
        ABSENT,
        MATCHED
    }

    private final GamesViewModel model;
    private final Wording wording;
    private final VBox parts = new VBox(20);
    private final ScrollPane scrolled = new ScrollPane(parts);
    private final TextField search = new TextField();
    private final Map<Group, Integer> most = new EnumMap<>(Group.class);

    public GamesView(GamesViewModel model) {
        super(12);
        this.model = model;
        wording = model.wording();
        getStyleClass().add("page");
        scrolled.setFitToWidth(true);
        parts.getStyleClass().add("match-parts");
        VBox.setVgrow(scrolled, Priority.ALWAYS);
        Label intro = Texts.wrapped(Texts.muted(wording.text("games.intro")));
        getChildren().addAll(head(), intro, trouble(), said(), scrolled);
        InvalidationListener show = change -> show();
        model.games().addListener(show);
        model.loaded().addListener(show);
        model.choosing().addListener(show);
        show();
    }

    private HBox head() {
        Label asking = Texts.muted(wording.text("games.asking"));
        asking.visibleProperty().bind(model.asking());
        search.setId("games-search");
        search.setPromptText(wording.text("search.prompt"));
        search.setAccessibleText(wording.text("search.prompt"));
        search.setPrefWidth(220);
        search.textProperty().bindBidirectional(model.search());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label title = Texts.headline(wording.text("games.title"));
        title.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(12, title, asking, space, search);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /// Where what the person types finds games.
    public TextField search() {
        return search;
    }

    private HBox trouble() {
        Label says = Texts.wrapped(Texts.body(""));
        says.textProperty().bind(model.trouble());
        HBox.setHgrow(says, Priority.ALWAYS);
        HBox trouble = new HBox(12, Icons.of(Feather.ALERT_CIRCLE, 18), says);
        trouble.getStyleClass().add("notice");
        trouble.visibleProperty().bind(model.trouble().isNotEmpty());
        trouble.managedProperty().bind(trouble.visibleProperty());
        return trouble;
    }

    private HBox said() {
        Label says = Texts.wrapped(Texts.body(""));
        HBox.setHgrow(says, Priority.ALWAYS);
        says.setMaxWidth(Double.MAX_VALUE);
        Button undo = new Button(wording.text("games.undo"), Icons.of(Feather.ROTATE_CCW, 16));
        undo.setId("games-undo");
        undo.setMinWidth(USE_PREF_SIZE);
        undo.setOnAction(event -> model.undo());
        HBox said = new HBox(12, Icons.of(Feather.CHECK_CIRCLE, 18), says, undo);
        said.setAlignment(Pos.CENTER_LEFT);
        said.getStyleClass().add("notice");
        said.visibleProperty().bind(model.said().isNotNull());
        said.managedProperty().bind(said.visibleProperty());
        model.said()
                .addListener(
                        (property, before, now) -> says.setText(now == null ? "" : now.text()));
        return said;
    }

    private void show() {
        int focused = focused();
        double at = scrolled.getVvalue();
        Games games = model.games().get();
        parts.getChildren().clear();
        if (!model.loaded().get())
            parts.getChildren()
                    .add(new Placeholder(Feather.SEARCH, wording.text("games.asking"), ""));
        else if (games.isEmpty()) parts.getChildren().add(nothing(!model.search().get().isBlank()));
        else groups(games);
        scrolled.setVvalue(at);
        focus(focused);
    }

    private Placeholder nothing(boolean searched) {
        return searched
                ? new Placeholder(Feather.FILTER, wording.text("games.notFound"), "")
                        .with(wording.text("search.clear"), () -> model.search().set(""))
                : new Placeholder(
                        Feather.INBOX,
                        wording.text("games.empty"),
                        wording.text("games.empty.detail"));
    }

    private void groups(Games games) {
        if (games.open().isEmpty()) {
            if (games.slots().isEmpty() && model.search().get().isBlank())
                parts.getChildren().add(decided());
        } else group(Group.OPEN, games.open(), game -> new OpenGameView(game, model), bulk(games));
        group(Group.SLOTS, games.slots(), game -> new OpenSlotView(game, model), null);
        group(Group.ABSENT, games.absent(), game -> new KnownGameView(game, model), null);
        group(Group.MATCHED, games.matched(), game -> new KnownGameView(game, model), null);
    }

    private HBox decided() {
        HBox decided =
                new HBox(
                        8,
                        Icons.of(Feather.CHECK_CIRCLE, 18),
                        Texts.body(wording.text("games.decided")));
        decided.setAlignment(Pos.CENTER_LEFT);
        decided.getStyleClass().add("match-decided");
        return decided;
    }

    private @Nullable FlowPane bulk(Games games) {
        FlowPane bulk = new FlowPane(8, 8);
        games.alike().forEach((kind, some) -> bulk.getChildren().add(accept(kind, some.size())));
        return bulk.getChildren().isEmpty() ? null : bulk;
    }

    private Button accept(Differing kind, int count) {
        Button accept =
                new Button(
                        wording.text("games.all." + kind.word(), count),
                        Icons.of(Feather.CHECK, 16));
        accept.setId("games-all-" + kind.word());
        accept.setMinWidth(USE_PREF_SIZE);
        accept.setTooltip(Icons.tooltip(wording.text("games.all.help")));
        accept.setOnAction(event -> model.acceptAll(kind));
        return accept;
    }

    private void group(
            Group group,
            List<MatchedGame> games,
            Function<MatchedGame, Node> drawn,
            @Nullable Node above) {
        if (games.isEmpty()) return;
        String key = "games.group." + group.name();
        Label title = Texts.title(wording.text(key, games.size()));
        Label help = Texts.wrapped(Texts.muted(wording.text(key + ".help")));
        VBox rows = new VBox();
        rows.getStyleClass().addAll("surface", "match-rows");
        int shown = Math.min(games.size(), most.getOrDefault(group, AT_ONCE));
        for (MatchedGame game : games.subList(0, shown)) rows.getChildren().add(drawn.apply(game));
        if (shown < games.size()) rows.getChildren().add(rest(group, games.size() - shown));
        VBox part = new VBox(8, title, help);
        if (above != null) part.getChildren().add(above);
        part.getChildren().add(rows);
        parts.getChildren().add(part);
    }

    private HBox rest(Group group, int left) {
        Hyperlink more = new Hyperlink(wording.text("games.more"));
        more.setOnAction(event -> {
            most.merge(group, 2 * AT_ONCE, Integer::sum);
            show();
        });
        HBox rest = new HBox(12, Texts.muted(wording.count("needs.more", left)), more);
        rest.setAlignment(Pos.CENTER_LEFT);
        rest.getStyleClass().add("needs-rest");
        return rest;
    }

    // The keyboard stays where it was, on the row that came up in place of the answered one.

    private int focused() {
        Scene scene = getScene();
        List<Node> rows = rows();
        if (scene == null) return -1;
        for (Node up = scene.getFocusOwner(); up != null; up = up.getParent())
            if (rows.contains(up)) return rows.indexOf(up);
        return -1;
    }

    private void focus(int number) {
        List<Node> rows = rows();
        if (number < 0 || rows.isEmpty()) return;
        Node row = rows.get(Math.min(number, rows.size() - 1));
        Stream.of(".this-slot", ".other-slot", ".button")
                .map(row::lookup)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    private List<Node> rows() {
        return List.copyOf(parts.lookupAll(".match-row"));
    }
}
