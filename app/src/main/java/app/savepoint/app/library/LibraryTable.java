package app.savepoint.app.library;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/// Every save that search and filters let through, one to a row.
final class LibraryTable extends TableView<SaveItem> {
    private static final double NARROW = 900;
    private static final double LEAST_FOR_GAME = 160;
    private static final double SCROLL_BAR = 14;

    private final LibraryViewModel library;
    private final RowActions actions;
    private final Wording wording;
    private final SaveMenu menu;
    private final BooleanBinding narrow = widthProperty().lessThan(NARROW);

    LibraryTable(LibraryViewModel library, RowActions actions) {
        this.library = library;
        this.actions = actions;
        this.wording = library.session().wording();
        this.menu = new SaveMenu(library, actions);
        getStyleClass().add("library-table");
        setFixedCellSize(52);
        setAccessibleText(wording.text("library.title"));
        columns();
        SortedList<SaveItem> sorted = new SortedList<>(library.shown());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        setRowFactory(table -> row());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnContextMenuRequested(this::menu);
    }

    private void columns() {
        Collator alphabet = Collator.getInstance(wording.locale());
        TableColumn<SaveItem, SaveItem> game =
                column(
                        "column.game",
                        Comparator.comparing(SaveItem::game, alphabet).thenComparing(SaveItem::id),
                        () -> new GameCell(wording, narrow));
        TableColumn<SaveItem, SaveItem> system =
                fixed(
                        column(
                                "column.system",
                                Comparator.comparing(SaveItem::systemName, alphabet),
                                () -> new SystemCell(wording)),
                        76);
        TableColumn<SaveItem, SaveItem> where =
                fixed(
                        column(
                                "column.where",
                                Comparator.comparing(SaveItem::availability),
                                () -> new BadgeCell(this::where)),
                        124);
        TableColumn<SaveItem, SaveItem> state =
                fixed(
                        column(
                                "column.state",
                                Comparator.comparing(SaveItem::state),
                                () -> new BadgeCell(this::state)),
                        184);
        TableColumn<SaveItem, SaveItem> changed =
                fixed(
                        column(
                                "column.changed",
                                Comparator.comparing(SaveItem::changedAt),
                                () -> new ChangeCell(wording, library.session().device())),
                        140);
        TableColumn<SaveItem, SaveItem> size =
                fixed(
                        column(
                                "column.size",
                                Comparator.comparingLong(SaveItem::size),
                                () -> new SizeCell(wording)),
                        80);
        size.getStyleClass().add("align-right");
        TableColumn<SaveItem, SaveItem> steps =
                fixed(
                        column(
                                "column.actions",
                                Comparator.comparing(SaveItem::id),
                                () -> new ActionsCell(library, actions)),
                        116);
        steps.setSortable(false);
        steps.getStyleClass().add("actions-column");
        for (var column : List.of(system, where, size)) column.visibleProperty().bind(narrow.not());
        getColumns().addAll(List.of(game, system, where, state, changed, size, steps));
        game.setResizable(false);
        widthProperty().addListener(change -> fit(game));
        getVisibleLeafColumns().addListener((ListChangeListener<Object>) change -> fit(game));
        fit(game);
        changed.setSortType(SortType.DESCENDING);
        getSortOrder().add(changed);
    }

    /// Games get whatever width the other columns leave; none of them gains by more.
    private void fit(TableColumn<SaveItem, SaveItem> game) {
        double taken =
                getVisibleLeafColumns().stream()
                        .filter(column -> !column.equals(game))
                        .mapToDouble(TableColumnBase::getPrefWidth)
                        .sum();
        game.setPrefWidth(Math.max(LEAST_FOR_GAME, getWidth() - taken - SCROLL_BAR));
    }

    /// Whether it stands without a head, because there is nothing to be headed.
    void bare(boolean bare) {
        getStyleClass().remove("bare");
        if (bare) getStyleClass().add("bare");
    }

    private TableColumn<SaveItem, SaveItem> column(
            String key, Comparator<SaveItem> order, Supplier<TableCell<SaveItem, SaveItem>> cells) {
        TableColumn<SaveItem, SaveItem> column = new TableColumn<>(wording.text(key));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        column.setCellFactory(made -> cells.get());
        column.setReorderable(false);
        return column;
    }

    private static TableColumn<SaveItem, SaveItem> fixed(
            TableColumn<SaveItem, SaveItem> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setResizable(false);
        return column;
    }

    private BadgeCell.Look where(SaveItem item) {
        return new BadgeCell.Look(
                StateIcons.of(item.availability()),
                item.availabilityWord(),
                Tone.QUIET,
                wording.text("availability." + item.availability().name() + ".help"));
    }

    private BadgeCell.Look state(SaveItem item) {
        return new BadgeCell.Look(
                StateIcons.of(item.state()), item.stateWord(), item.state().tone(), item.reason());
    }

    private TableRow<SaveItem> row() {
        TableRow<SaveItem> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (row.isEmpty() || event.getButton() != MouseButton.PRIMARY) return;
            if (event.getClickCount() == 2) open(row.getItem());
        });
        row.setOnContextMenuRequested(event -> {
            if (row.isEmpty() || event.isKeyboardTrigger()) return;
            event.consume();
            ContextMenu shown = new ContextMenu();
            shown.getItems().setAll(menu.of(row.getItem()));
            shown.show(row, event.getScreenX(), event.getScreenY());
        });
        row.accessibleTextProperty()
                .bind(Bindings.createStringBinding(() -> says(row.getItem()), row.itemProperty()));
        return row;
    }

    private String says(@Nullable SaveItem item) {
        if (item == null) return "";
        return wording.text(
                "row.accessible",
                wording.name(item.id()),
                item.systemName(),
                item.availabilityWord(),
                item.stateWord(),
                wording.ago(item.changedAt()),
                wording.size(item.size()));
    }

    /// By the keyboard's menu key; a click asks its row instead.
    private void menu(ContextMenuEvent event) {
        SaveItem chosen = getSelectionModel().getSelectedItem();
        if (!event.isKeyboardTrigger() || chosen == null) return;
        ContextMenu shown = new ContextMenu();
        shown.getItems().setAll(menu.of(chosen));
        shown.show(this, event.getScreenX(), event.getScreenY());
        event.consume();
    }

    private void key(KeyEvent event) {
        SaveItem chosen = getSelectionModel().getSelectedItem();
        if (event.getCode() != KeyCode.ENTER || chosen == null) return;
        open(chosen);
        event.consume();
    }

    /// What is most likely wanted: the choice where there is one, else the reason.
    private void open(SaveItem item) {
        if (item.canDecide()) actions.decide(item);
        else actions.why(item);
    }

    /// Draws times anew, which go on by themselves.
    void tick() {
        refresh();
    }

    /// Keeps the same save chosen when the rows are drawn anew.
    void keepChosen() {
        library.items()
                .addListener(
                        (ListChangeListener<SaveItem>)
                                change -> {
                                    SaveItem chosen = getSelectionModel().getSelectedItem();
                                    if (chosen == null) return;
                                    library.item(chosen.id())
                                            .filter(now -> !Objects.equals(now, chosen))
                                            .ifPresent(now -> getSelectionModel().select(now));
                                });
    }
}
