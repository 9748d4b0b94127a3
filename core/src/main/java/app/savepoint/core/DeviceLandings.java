package app.savepoint.core;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Landing;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.Root;
import app.savepoint.core.transfer.Landings;
import app.savepoint.core.transfer.PlaceFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where saves go to on this device, by the rules of [Landing].
final class DeviceLandings implements Landings {
    private final Landing landing;
    private final Map<Long, Root> roots = new HashMap<>();
    private final Map<Place, LocalSave> here = new HashMap<>();
    private final Map<Place, SaveId> known;
    private final Set<Long> unhealthy;

    DeviceLandings(
            Landing landing,
            List<Root> roots,
            List<LocalSave> here,
            Map<Place, SaveId> known,
            Set<Long> unhealthy) {
        this.landing = landing;
        this.known = known;
        this.unhealthy = unhealthy;
        for (Root root : roots) this.roots.put(root.id(), root);
        for (LocalSave save : here) this.here.put(save.place(), save);
    }

    @Override
    public synchronized Spot forNew(SaveId save, Manifest published) {
        return spot(landing.of(save, published), published);
    }

    @Override
    public synchronized Spot at(Place place, @Nullable Manifest there, Manifest published) {
        LocalSave present = here.get(place);
        if (there != null && present != null)
            return spot(landing.at(present, published), published);
        SaveId save = known.get(place);
        if (save == null) return new Nowhere(Saying.of("landing.unknown", place.path()));
        return spot(landing.of(save, published), published);
    }

    @Override
    public PlaceFiles files(Place place) {
        Root root = roots.get(place.root());
        if (root == null) throw new IllegalStateException("no root for " + place);
        return new PlaceFiles(root.path(), place);
    }

    private Spot spot(Landing.Spot spot, Manifest published) {
        return switch (spot) {
            case Landing.Nowhere(var reason) -> new Nowhere(reason);
            case Landing.At(var root, var place, var files) ->
                    unhealthy.contains(root.id())
                            ? new Nowhere(Saying.of("landing.changed", root.path()))
                            : new Found(
                                    new PlaceFiles(root.path(), place),
                                    named(place, files, published));
        };
    }

    /// The published files under their names here: below the place for a folder, else beside its
    /// main file.
    private static Manifest named(Place place, Map<Role, String> paths, Manifest published) {
        int slash = place.path().lastIndexOf('/');
        String around =
                published.folder() != null
                        ? place.path() + "/"
                        : slash < 0 ? "" : place.path().substring(0, slash + 1);
        List<SaveFile> files = new ArrayList<>();
        for (SaveFile file : published.files()) {
            String path = paths.get(file.role());
            if (path == null || !path.startsWith(around))
                throw new IllegalStateException("no place for " + file.role() + " of " + place);
            files.add(
                    new SaveFile(
                            file.role(),
                            path.substring(around.length()),
                            file.size(),
                            file.hash(),
                            file.modifiedAt()));
        }
        String folder = published.folder() == null ? null : place.path().substring(slash + 1);
        return new Manifest(folder, files);
    }
}
