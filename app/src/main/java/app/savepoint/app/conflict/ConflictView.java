package app.savepoint.app.conflict;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.GameTile;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Placeholder;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.save.SaveId;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The choice between the contents of a save, side by side. Nothing in it destroys anything, and
/// the keyboard begins on *Decide later*.
public final class ConflictView extends VBox {
    private static final double WIDTH = 880;
    private static final double PADDING = 24;
    private static final double GAP = 16;

    private final ConflictViewModel model;
    private final Wording wording;
    private final Runnable close;
    private final GameTile tile = new GameTile(40);
    private final Label game = Texts.headline("");
    private final Label system = Texts.muted("");
    private final Label position = Texts.muted("");
    private final Button previous;
    private final Button next;
    private final HBox stepper;
    private final VBox body = new VBox(16);
    private final Label notice = Texts.wrapped(Texts.body(""));
    private final HBox noticeBox;
    private final Button later;
    private final Button both;
    private final Button done;
    private final Button goOn;

    /// @param close closes the dialog
    public ConflictView(ConflictViewModel model, Runnable close) {
        this.model = model;
        this.wording = model.wording();
        this.close = close;
        getStyleClass().addAll("dialog-card", "conflict");
        setMaxWidth(WIDTH);
        setMaxHeight(Region.USE_PREF_SIZE);
        previous = Icons.button(Feather.CHEVRON_LEFT, wording.text("conflict.previous"));
        previous.setOnAction(event -> model.previous());
        next = Icons.button(Feather.CHEVRON_RIGHT, wording.text("conflict.next"));
        next.setOnAction(event -> model.next());
        stepper = new HBox(4, previous, position, next);
        stepper.setAlignment(Pos.CENTER);
        stepper.setMinWidth(USE_PREF_SIZE);
        later = button("conflict.later", "later");
        later.setOnAction(event -> later());
        both = button("conflict.both", "keep-both");
        both.setTooltip(Icons.tooltip(wording.text("conflict.both.help")));
        both.setGraphic(Icons.of(Feather.COPY, 16));
        both.disableProperty().bind(model.busy());
        both.setOnAction(event -> model.decide(new Answer.Both()));
        done = button("conflict.done", "done");
        done.setOnAction(event -> close.run());
        goOn = button("conflict.next", "go-on");
        goOn.getStyleClass().add("accent");
        goOn.setOnAction(event -> model.next());
        noticeBox = new HBox(12, Icons.of(Feather.INFO, 18), notice);
        noticeBox.getStyleClass().add("notice");
        HBox.setHgrow(notice, Priority.ALWAYS);
        body.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        // A scroll pane asks for the height of lines that are not broken yet.
        body.heightProperty()
                .addListener((property, before, now) ->
                        Platform.runLater(() -> scroll.setPrefViewportHeight(body.getHeight())));
        getChildren().addAll(head(), scroll, foot());
        InvalidationListener changed = change -> show();
        model.current().addListener(changed);
        model.settled().addListener(changed);
        model.notice().addListener(changed);
        model.busy().addListener(changed);
        model.waiting().addListener(changed);
        show();
    }

    /// What has the keyboard at first: nothing that changes anything.
    public Node firstFocus() {
        return later;
    }

    private Button button(String key, String id) {
        Button button = new Button(wording.text(key));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private HBox head() {
        game.setMinWidth(0);
        VBox names = new VBox(2, game, system);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        Button gone = Icons.button(Feather.X, wording.text("close"));
        gone.setOnAction(event -> close.run());
        HBox head = new HBox(16, tile, names, stepper, gone);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("dialog-head");
        return head;
    }

    private HBox foot() {
        Label promise = Texts.wrapped(Texts.muted(wording.text("conflict.promise")));
        promise.setMinWidth(0);
        HBox.setHgrow(promise, Priority.ALWAYS);
        promise.setMaxWidth(Double.MAX_VALUE);
        for (Button each : new Button[] {later, both, done, goOn})
            each.managedProperty().bind(each.visibleProperty());
        HBox foot = new HBox(8, Icons.of(Feather.SHIELD, 16), promise, later, both, done, goOn);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("dialog-foot");
        return foot;
    }

    private void later() {
        boolean last = model.position() >= model.waiting().size() - 1;
        if (last) close.run();
        else model.next();
    }

    private void show() {
        Conflict conflict = model.current().get();
        ConflictViewModel.Settled settled = model.settled().get();
        name(settled != null ? settled.save() : conflict == null ? null : conflict.save());
        int count = model.waiting().size();
        stepper.setVisible(settled == null && count > 1);
        position.setText(wording.text("conflict.position", model.position() + 1, count));
        body.getChildren().clear();
        notice.setText(
                model.busy().get() ? wording.text("conflict.working") : model.notice().get());
        if (!notice.getText().isEmpty()) body.getChildren().add(noticeBox);
        if (settled != null) body.getChildren().add(settled(settled));
        else if (conflict != null) choice(conflict);
        else
            body.getChildren()
                    .add(
                            new Placeholder(
                                    Feather.CHECK_CIRCLE,
                                    wording.text("conflict.allDone"),
                                    wording.text("conflict.allDone.detail")));
        boolean choosing = settled == null && conflict != null;
        later.setVisible(choosing);
        both.setVisible(choosing && conflict.both());
        done.setVisible(!choosing);
        goOn.setVisible(settled != null && count > 0);
    }

    private void name(@Nullable SaveId save) {
        tile.setVisible(save != null);
        if (save == null) return;
        String name = wording.game(save);
        tile.show(name, save.system());
        game.setText(name);
        game.setTooltip(Icons.tooltip(name));
        String variant = wording.variant(save);
        system.setText(
                variant.isEmpty()
                        ? wording.system(save.system())
                        : wording.system(save.system()) + " · " + variant);
    }

    private void choice(Conflict conflict) {
        Label headline = Texts.wrapped(Texts.title(conflict.headline()));
        VBox why = new VBox(4, headline, continues(conflict));
        if (!conflict.difference().isEmpty())
            why.getChildren().add(line(Feather.FILE_TEXT, conflict.difference()));
        HBox cards = new HBox(GAP);
        int count = conflict.cards().size();
        for (Card card : conflict.cards()) {
            CardView view = new CardView(card, wording, model.busy(), model::decide);
            HBox.setHgrow(view, Priority.ALWAYS);
            // As wide as it will be, because heights are asked for at this width.
            view.setPrefWidth((WIDTH - 2 * PADDING - (count - 1) * GAP) / count);
            cards.getChildren().add(view);
        }
        body.getChildren().addAll(why, cards);
    }

    private static HBox continues(Conflict conflict) {
        return line(Feather.GIT_COMMIT, conflict.continues());
    }

    private static HBox line(Feather icon, String says) {
        Label text = Texts.wrapped(Texts.muted(says));
        HBox line = new HBox(8, Icons.of(icon, 16), text);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("continues");
        return line;
    }

    private VBox settled(ConflictViewModel.Settled settled) {
        VBox result =
                new VBox(
                        8,
                        Icons.of(Feather.CHECK_CIRCLE, 36),
                        Texts.wrapped(Texts.title(settled.title())),
                        Texts.wrapped(Texts.muted(settled.loser())));
        result.setAlignment(Pos.CENTER);
        result.getStyleClass().add("settled");
        return result;
    }
}
