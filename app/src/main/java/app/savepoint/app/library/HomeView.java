package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Placeholder;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The first page: how things stand, what needs the person, what moves, and every save.
public final class HomeView extends VBox {
    /// Below this height of the window, less is shown of what needs the person.
    private static final double LOW = 680;

    private final LibraryViewModel library;
    private final RowActions actions;
    private final Wording wording;
    private final LibraryTable table;
    private final FilterBar filters;

    public HomeView(LibraryViewModel library, StatusViewModel status, RowActions actions) {
        super(16);
        this.library = library;
        this.actions = actions;
        this.wording = library.session().wording();
        this.table = new LibraryTable(library, actions);
        this.filters = new FilterBar(library);
        getStyleClass().add("page");
        NeedsYouView needs = new NeedsYouView(library, actions);
        // Not while heights are being dealt out: what changes then is not drawn.
        heightProperty()
                .addListener((property, before, now) ->
                        Platform.runLater(() -> needs.most().set(now.doubleValue() < LOW ? 1 : 3)));
        table.keepChosen();
        VBox list = new VBox(12, filters, table);
        list.setMinHeight(0);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(new StatusView(status, library), needs, new MovingView(library), list);
        InvalidationListener nothing = change -> placeholder();
        library.items().addListener(nothing);
        library.session().known().addListener(nothing);
        placeholder();
    }

    private void placeholder() {
        boolean any = !library.items().isEmpty();
        filters.setVisible(any);
        filters.setManaged(any);
        table.bare(!any);
        if (library.session().known().get().report() == null)
            table.setPlaceholder(
                    new Placeholder(Feather.SEARCH, wording.text("library.loading"), ""));
        else if (library.items().isEmpty())
            table.setPlaceholder(
                    new Placeholder(
                                    Feather.INBOX,
                                    wording.text("library.empty"),
                                    wording.text("library.empty.detail"))
                            .with(wording.text("library.add"), actions::addFolder));
        else
            table.setPlaceholder(
                    new Placeholder(
                                    Feather.FILTER,
                                    wording.text("library.none"),
                                    wording.text("library.none.detail"))
                            .with(wording.text("library.none.reset"), library::showAll));
    }

    public TextField search() {
        return filters.field();
    }

    /// Draws times anew, which go on by themselves.
    public void tick() {
        table.tick();
    }
}
