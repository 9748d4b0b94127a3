package app.savepoint.core.plan;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.SaveId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that was observed of one save, and what the person wants of it: the whole input of a plan.
///
/// @param save which save
/// @param self this device
/// @param remote what the storage holds
/// @param places where the save lies here, at least one entry; [AtPlace#nowhere] if it lies nowhere
/// @param taken whether a root of this device takes the save when it is new in the storage
/// @param arriving whether something about the save is on its way and not here yet
/// @param lineage whether a save that is missing in the storage is known to be lost there, as where
///   it keeps lineage
/// @param policy what was set once and for all
/// @param choice what was decided about this save; null if nothing was
public record Situation(
        SaveId save,
        DeviceId self,
        Remote remote,
        List<AtPlace> places,
        boolean taken,
        boolean arriving,
        boolean lineage,
        Policy policy,
        @Nullable Choice choice) {
    public Situation {
        if (places.isEmpty()) throw new IllegalArgumentException("a save is at least nowhere");
        places = List.copyOf(places);
    }

    /// The same situation seen from one place only.
    Situation alone(AtPlace at) {
        return new Situation(
                save, self, remote, List.of(at), taken, arriving, lineage, policy, null);
    }

    /// The same situation with another choice.
    public Situation with(Choice other) {
        return new Situation(save, self, remote, places, taken, arriving, lineage, policy, other);
    }
}
