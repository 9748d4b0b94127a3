package app.savepoint.app.setup;

import app.savepoint.app.InitResult;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Finding;
import app.savepoint.app.session.Wording;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyListProperty;
import javafx.beans.property.ReadOnlyListWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;

/// What a person says of a place for saves that lies elsewhere, and what was found out about it.
abstract class PlaceViewModel {
    private final Wording wording;
    private final ObjectProperty<KeyPlace> keep = new SimpleObjectProperty<>(KeyPlace.KEYCHAIN);
    private final BooleanProperty knowsListeners = new SimpleBooleanProperty();
    private final ReadOnlyListWrapper<Finding> found =
            new ReadOnlyListWrapper<>(FXCollections.observableArrayList());

    PlaceViewModel(Wording wording) {
        this.wording = wording;
    }

    public final Wording wording() {
        return wording;
    }

    /// Where what is typed to prove with is kept, if anything is.
    public final ObjectProperty<KeyPlace> keep() {
        return keep;
    }

    /// What the person said to others on the network reading along.
    public final BooleanProperty knowsListeners() {
        return knowsListeners;
    }

    /// What the last try found; empty before, and once something else is typed.
    public final ReadOnlyListProperty<Finding> found() {
        return found.getReadOnlyProperty();
    }

    /// A field; what was found is no longer about what stands there then.
    final Input newInput() {
        Input input = new Input();
        input.text().addListener(change -> forget());
        return input;
    }

    void forget() {
        clear();
    }

    /// It is tried again.
    final void clear() {
        found.clear();
    }

    /// Whether it can be tried without being set up.
    abstract boolean canBeTested();

    /// What was typed, if all that it takes is there; what is not is said at its field.
    abstract Optional<TypedPlace> typed(OpenOptions options);

    /// The words for a place that answers.
    ///
    /// @param joins whether others share saves there already
    abstract String answers(boolean joins);

    /// Shows what a test found.
    void show(InitResult result) {
        List<Finding> lines = new ArrayList<>();
        lines.add(new Finding(true, answers(result.joined()), ""));
        for (Check check : result.found()) lines.add(Finding.of(check, wording));
        found.setAll(lines);
    }

    /// Shows why it failed.
    void show(Saying why) {
        found.setAll(new Finding(false, wording.sentence(wording.error(why)), next(why)));
    }

    /// What to do about it here, where the terminal would have something else done.
    String next(Saying why) {
        String here = "setup.next." + why.key();
        return wording.knows(here) ? wording.text(here) : wording.sentences().next(why);
    }
}
