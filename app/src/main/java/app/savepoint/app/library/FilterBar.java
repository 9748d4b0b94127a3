package app.savepoint.app.library;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import atlantafx.base.controls.CustomTextField;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Search and filters over the library, and how many saves they let through.
final class FilterBar extends HBox {
    private final LibraryViewModel library;
    private final Wording wording;
    private final CustomTextField search = new CustomTextField();
    private final ComboBox<Optional<String>> systems = new ComboBox<>();
    private final ComboBox<StateFilter> states = new ComboBox<>();
    private final Label count = Texts.muted("");

    FilterBar(LibraryViewModel library) {
        super(8);
        this.library = library;
        this.wording = library.session().wording();
        setAlignment(Pos.CENTER_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label title = Texts.title(wording.text("library.title"));
        title.setMinWidth(USE_PREF_SIZE);
        count.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(title, count, space, search(), systems(), states());
        InvalidationListener counted = change -> count();
        library.items().addListener(counted);
        library.shown().addListener(counted);
        count();
    }

    TextField field() {
        return search;
    }

    private TextField search() {
        search.setId("search");
        search.setPromptText(wording.text("search.prompt"));
        search.setAccessibleText(wording.text("search.help"));
        search.setTooltip(Icons.tooltip(wording.text("search.help")));
        search.setLeft(Icons.of(Feather.SEARCH, 16));
        Button clear = Icons.button(Feather.X, wording.text("search.clear"));
        clear.getStyleClass().add("clear-button");
        clear.setFocusTraversable(false);
        clear.setOnAction(event -> search.clear());
        clear.visibleProperty().bind(search.textProperty().isNotEmpty());
        search.setRight(clear);
        search.setPrefWidth(220);
        search.setMinWidth(120);
        search.textProperty().bindBidirectional(library.search());
        return search;
    }

    private ComboBox<Optional<String>> systems() {
        systems.setId("system-filter");
        systems.setConverter(new Words<>(this::systemWord));
        systems.setAccessibleText(wording.text("filter.system.help"));
        systems.setTooltip(Icons.tooltip(wording.text("filter.system.help")));
        systems.setPrefWidth(150);
        systems.setMinWidth(110);
        library.systems().addListener((ListChangeListener<String>) change -> fill());
        fill();
        systems.valueProperty()
                .addListener((property, before, now) -> {
                    if (now != null) library.system().set(now.orElse(null));
                });
        library.system()
                .addListener((property, before, now) -> systems.setValue(Optional.ofNullable(now)));
        return systems;
    }

    private void fill() {
        Optional<String> chosen = Optional.ofNullable(library.system().get());
        var all = new java.util.ArrayList<Optional<String>>();
        all.add(Optional.empty());
        library.systems().forEach(system -> all.add(Optional.of(system)));
        systems.getItems().setAll(all);
        systems.setValue(chosen);
    }

    private String systemWord(Optional<String> system) {
        return system.map(wording::system).orElse(wording.text("filter.systems"));
    }

    private ComboBox<StateFilter> states() {
        states.setId("state-filter");
        states.setConverter(new Words<>(filter -> wording.text("filter." + filter.name())));
        states.setAccessibleText(wording.text("filter.state.help"));
        states.setTooltip(Icons.tooltip(wording.text("filter.state.help")));
        states.getItems().setAll(StateFilter.values());
        states.setPrefWidth(150);
        states.setMinWidth(110);
        states.valueProperty().bindBidirectional(library.filter());
        return states;
    }

    private void count() {
        int all = library.items().size();
        int shown = library.shown().size();
        count.setText(
                all == 0
                        ? ""
                        : shown == all
                                ? wording.count("library.count", all)
                                : wording.text("library.countOf", shown, all));
    }

    /// Shows values in words; they are chosen, never typed.
    private static final class Words<T> extends StringConverter<T> {
        private final java.util.function.Function<T, String> words;

        Words(java.util.function.Function<T, String> words) {
            this.words = words;
        }

        @Override
        public String toString(@Nullable T value) {
            return value == null ? "" : words.apply(value);
        }

        @Override
        public T fromString(String text) {
            throw new UnsupportedOperationException("not typed: " + Objects.toString(text));
        }
    }
}
