package app.savepoint.app.ui;

import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Overlay;
import app.savepoint.app.ui.controls.Texts;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.RootAdded;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// Lets the person choose a folder to watch, and asks once more where it does not look like one.
final class FolderAdder {
    private final SyncSession session;
    private final Wording wording;
    private final Overlay overlay;

    FolderAdder(SyncSession session, Overlay overlay) {
        this.session = session;
        this.wording = session.wording();
        this.overlay = overlay;
    }

    void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(wording.text("root.choose"));
        File chosen = chooser.showDialog(overlay.getScene().getWindow());
        if (chosen != null) add(chosen.toPath(), false);
    }

    void add(Path path, boolean confirmed) {
        session.ask(
                engine ->
                        engine.addRoot(
                                new NewRoot(path, null, null, List.of(), List.of(), confirmed)),
                added -> show(path, added));
    }

    private void show(Path path, RootAdded added) {
        switch (added) {
            case RootAdded.Added _ -> {
                session.tell(new Outcome(Tone.GOOD, wording.text("outcome.added", path)));
                session.refresh();
            }
            case RootAdded.Refused(_, var why) ->
                    session.tell(new Outcome(Tone.BAD, wording.error(why)));
            case RootAdded.NeedsYes question -> ask(path, question);
        }
    }

    private void ask(Path path, RootAdded.NeedsYes question) {
        ListView<String> candidates = new ListView<>();
        candidates.getItems().setAll(question.candidates());
        candidates.setPrefHeight(200);
        Button no = new Button(wording.text("root.confirm.no"));
        no.setOnAction(event -> overlay.close());
        Button yes = new Button(wording.text("root.confirm.yes"));
        yes.setOnAction(event -> {
            overlay.close();
            add(path, true);
        });
        HBox buttons = new HBox(8, no, yes);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox dialog =
                new VBox(
                        16,
                        Texts.wrapped(Texts.title(wording.text("root.confirm.title"))),
                        Texts.wrapped(
                                Texts.body(
                                        wording.text(
                                                "root.confirm.detail",
                                                path,
                                                question.saves(),
                                                question.otherFiles()))),
                        candidates,
                        buttons);
        dialog.getStyleClass().addAll("dialog-card", "padded");
        dialog.setMaxWidth(520);
        dialog.setMaxHeight(VBox.USE_PREF_SIZE);
        overlay.open(dialog, no, () -> {});
    }
}
