package app.savepoint.app.library;

import app.savepoint.app.session.Known;
import app.savepoint.app.session.Moving;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Trouble;
import app.savepoint.app.session.Wording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;

/// How things stand as a whole: one honest sentence, and what stands behind it.
public final class StatusViewModel implements AutoCloseable {
    private final LibraryViewModel library;
    private final SyncSession session;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<Headline> headline =
            new ReadOnlyObjectWrapper<>(new Headline.Checking());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ChangeListener<Known> onKnown = (property, before, now) -> show();
    private final ChangeListener<@Nullable Moving> onMoving = (property, before, now) -> show();
    private final ListChangeListener<Need> onNeeds = change -> show();

    public StatusViewModel(LibraryViewModel library) {
        this.library = library;
        this.session = library.session();
        this.wording = session.wording();
        session.known().addListener(onKnown);
        session.moving().addListener(onMoving);
        library.needsYou().addListener(onNeeds);
        show();
    }

    public ReadOnlyObjectProperty<Headline> headline() {
        return headline.getReadOnlyProperty();
    }

    /// The sentence.
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /// What stands behind it.
    public ReadOnlyStringProperty detail() {
        return detail.getReadOnlyProperty();
    }

    private void show() {
        Headline now =
                session.moving().get() != null
                        ? new Headline.Syncing()
                        : Headline.of(session.known().get(), library.items());
        headline.set(now);
        title.set(title(now));
        detail.set(detail(now));
    }

    /// The colour of a headline.
    public static Tone tone(Headline headline) {
        return switch (headline) {
            case Headline.AllSafe _ -> Tone.GOOD;
            case Headline.Syncing _ -> Tone.MOVING;
            case Headline.NeedsYou _ -> Tone.BAD;
            case Headline.Waiting _, Headline.Offline _ -> Tone.WAITING;
            case Headline.Checking _, Headline.Nothing _ -> Tone.QUIET;
        };
    }

    private String title(Headline now) {
        return switch (now) {
            case Headline.Checking() -> wording.text("headline.checking");
            case Headline.Nothing() -> wording.text("headline.nothing");
            case Headline.AllSafe _ -> wording.text("headline.safe");
            case Headline.Syncing() -> wording.text("headline.syncing");
            case Headline.NeedsYou(var things, _) -> wording.count("headline.needsYou", things);
            case Headline.Offline _ -> wording.text("headline.offline");
            case Headline.Waiting(var why) -> waiting(why);
        };
    }

    private String waiting(List<Headline.Reason> why) {
        int toSync = 0;
        for (Headline.Reason reason : why) {
            if (!(reason instanceof Headline.Reason.Saves(var state, var count))
                    || !state.pending()) return wording.text("headline.waiting");
            toSync += count;
        }
        return wording.count("headline.toSync", toSync);
    }

    private String detail(Headline now) {
        return switch (now) {
            case Headline.Checking() -> wording.text("headline.checking.detail");
            case Headline.Nothing() -> wording.text("headline.nothing.detail");
            case Headline.AllSafe(var saves) -> wording.count("headline.safe.detail", saves);
            case Headline.Syncing() -> progress(session.moving().get());
            case Headline.NeedsYou(_, var offline) -> needs(offline);
            case Headline.Offline(var what, var unsent) ->
                    unsent == 0
                            ? wording.text("headline.offline.detail", wording.error(what))
                            : wording.text("headline.offline.detail", wording.error(what))
                                    + " "
                                    + wording.count("headline.offline.unsent", unsent);
            case Headline.Waiting(var why) -> joined(why.stream().map(this::reason).toList());
        };
    }

    /// How far the sync is, in words.
    String progress(@Nullable Moving moving) {
        if (moving == null || !moving.planned()) return wording.text("moving.looking");
        String saves = wording.text("moving.saves", moving.savesDone(), moving.saves());
        if (moving.bytesDone() == 0) return saves;
        return saves + " · " + wording.size(moving.bytesDone());
    }

    private String needs(boolean offline) {
        Map<SaveState, Integer> counts = new EnumMap<>(SaveState.class);
        int pending = 0;
        for (SaveItem item : library.items()) {
            if (item.state().needsPerson()) counts.merge(item.state(), 1, Integer::sum);
            if (item.state().pending()) pending++;
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((state, count) ->
                parts.add(wording.count("headline.count." + state.name(), count)));
        String text = joined(parts);
        List<String> sentences = new ArrayList<>();
        if (!text.isEmpty()) sentences.add(text + ".");
        if (offline) sentences.add(wording.text("headline.needsYou.offline", away()));
        else if (pending > 0) sentences.add(wording.count("headline.needsYou.pending", pending));
        // What concerns the storage or a folder as a whole is said below, where its button is.
        if (sentences.isEmpty()) return wording.text("headline.needsYou.below");
        return String.join(" ", sentences);
    }

    private String away() {
        Trouble trouble = session.known().get().trouble();
        return trouble == null ? "" : wording.error(trouble.what());
    }

    private String reason(Headline.Reason reason) {
        return switch (reason) {
            case Headline.Reason.Saves(var state, var count) ->
                    wording.count("headline.count." + state.name(), count);
            case Headline.Reason.Arriving(var count) -> wording.count("headline.arriving", count);
            case Headline.Reason.HeldBack(var device, var saves) ->
                    saves == 1
                            ? wording.text("headline.heldBack.one", device)
                            : wording.text("headline.heldBack.other", device, saves);
        };
    }

    private String joined(Collection<String> parts) {
        return String.join(wording.text("list.separator"), parts);
    }

    @Override
    public void close() {
        session.known().removeListener(onKnown);
        session.moving().removeListener(onMoving);
        library.needsYou().removeListener(onNeeds);
    }
}
