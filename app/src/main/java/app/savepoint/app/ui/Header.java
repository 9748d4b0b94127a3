package app.savepoint.app.ui;

import app.savepoint.app.session.Wording;
import app.savepoint.app.ui.controls.Icons;
import app.savepoint.app.ui.controls.Texts;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The upper edge of the window: its name, its pages, its colours.
final class Header extends HBox {
    /// The pages there are.
    enum Page {
        LIBRARY(Feather.GRID),
        /// Only where the storage goes by games of its own.
        GAMES(Feather.LINK),
        ACTIVITY(Feather.ACTIVITY),
        SETTINGS(Feather.SETTINGS);

        private final Feather icon;

        Page(Feather icon) {
            this.icon = icon;
        }
    }

    private final ToggleGroup pages = new ToggleGroup();

    /// @param games whether the storage goes by games of its own
    Header(Wording wording, Theme theme, boolean games, Consumer<Page> go) {
        super(16);
        getStyleClass().add("header");
        setAlignment(Pos.CENTER_LEFT);
        HBox tabs = new HBox(4);
        tabs.setAlignment(Pos.CENTER_LEFT);
        for (Page page : Page.values())
            if (games || page != Page.GAMES) tabs.getChildren().add(tab(page, wording));
        pages.selectToggle(pages.getToggles().getFirst());
        pages.selectedToggleProperty()
                .addListener((property, before, now) -> {
                    if (now == null) pages.selectToggle(before);
                    else go.accept((Page) now.getUserData());
                });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var name = Texts.title(wording.text("app.name"));
        name.setMinWidth(USE_PREF_SIZE);
        HBox brand = new HBox(8, new Mark(20), name);
        brand.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(brand, tabs, space, colours(wording, theme));
    }

    void show(Page page) {
        pages.getToggles().stream()
                .filter(tab -> tab.getUserData() == page)
                .findFirst()
                .ifPresent(pages::selectToggle);
    }

    private ToggleButton tab(Page page, Wording wording) {
        String word = wording.text("page." + page.name().toLowerCase(Locale.ROOT));
        ToggleButton tab = new ToggleButton(word, Icons.of(page.icon, 16));
        tab.setUserData(page);
        tab.setToggleGroup(pages);
        tab.getStyleClass().addAll("flat", "page-tab");
        return tab;
    }

    private static MenuButton colours(Wording wording, Theme theme) {
        FontIcon icon = Icons.of(Feather.SUN, 16);
        MenuButton colours = new MenuButton("", icon);
        colours.getStyleClass().addAll("flat", "icon-button", "no-arrow");
        String says = wording.text("theme.choose");
        colours.setTooltip(Icons.tooltip(says));
        colours.setAccessibleText(says);
        ToggleGroup choices = new ToggleGroup();
        for (Theme.Choice choice : Theme.Choice.values()) {
            RadioMenuItem item =
                    new RadioMenuItem(
                            wording.text("theme." + choice.name().toLowerCase(Locale.ROOT)));
            item.setToggleGroup(choices);
            item.setSelected(choice == theme.choice().get());
            item.setOnAction(event -> theme.choice().set(choice));
            colours.getItems().add(item);
        }
        theme.choice()
                .addListener(change -> icon.setIconCode(theme.dark() ? Feather.MOON : Feather.SUN));
        icon.setIconCode(theme.dark() ? Feather.MOON : Feather.SUN);
        return colours;
    }
}
