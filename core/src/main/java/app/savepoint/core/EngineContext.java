package app.savepoint.core;

import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.transfer.RunContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a runner may ask about the observation that its plans were made from.
record EngineContext(Observer.Seen seen, Observer observer, HlcClock hlc, Supplier<RevisionId> ids)
        implements RunContext {
    @Override
    public @Nullable Manifest seen(SaveId save, Place place) {
        LocalSave found = seen.observation().here(save).get(place);
        return found != null && found.state() instanceof LocalSave.Present(var manifest, _)
                ? manifest
                : null;
    }

    @Override
    public boolean blank(SaveId save, Place place) {
        LocalSave found = seen.observation().here(save).get(place);
        return found != null && found.state() instanceof LocalSave.Present(_, var blank) && blank;
    }

    @Override
    public @Nullable Base base(SaveId save, @Nullable Place place) {
        return seen.observation().base(save, place);
    }

    @Override
    public List<Head> heads(SaveId save) {
        return seen.observation().there(save).heads();
    }

    @Override
    public boolean gateOpen(SaveId save, Place place) {
        return observer.gateOpen(save, place);
    }

    @Override
    public Hlc now() {
        return hlc.next();
    }

    @Override
    public RevisionId newId() {
        return ids.get();
    }
}
