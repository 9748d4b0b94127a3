package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalTree.RootReport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds where on this device a content from the storage belongs.
///
/// Where the save lies already; else in the root that names its system or has a folder for it; else
/// in the first root without a fixed system, in a folder of its own. A new place is good only if
/// the next scan finds the same save there, so it is read back by the scan's own rules before it is
/// given.
///
/// Lives as long as one plan: it remembers what it gave away. Not thread-safe.
public final class Landing {
    private static final System.Logger LOG = System.getLogger(Landing.class.getName());

    /// Where a content goes, or why nowhere.
    public sealed interface Spot {}

    /// A place that this content can take.
    ///
    /// @param root the root it lies in
    /// @param place the main file or the folder
    /// @param files each file's path below the root, with `/` between names, by its role
    public record At(Root root, Place place, Map<Role, String> files) implements Spot {
        public At {
            files = Map.copyOf(files);
        }
    }

    /// No place on this device; the content stays in the storage only.
    ///
    /// @param reason for a person
    public record Nowhere(Saying reason) implements Spot {}

    /// What the volume of a root has to say about names.
    interface Rules {
        NameRules of(Root root) throws IOException;
    }

    private final Map<Long, Ground> grounds = new LinkedHashMap<>();
    private final Map<SaveId, List<LocalSave>> here;
    private final Map<SaveId, List<Place>> known = new HashMap<>();

    /// Prepares for a plan.
    ///
    /// @param tree what the plan was made from
    /// @param known which save was agreed on at which place, as the scan was given it
    public Landing(SaveNames names, LocalTree tree, Map<Place, SaveId> known) {
        this(names, tree, known, root -> NameRules.of(Volume.at(root.path())));
    }

    Landing(SaveNames names, LocalTree tree, Map<Place, SaveId> known, Rules rules) {
        Map<Long, List<LocalSave>> byRoot =
                tree.saves().stream().collect(Collectors.groupingBy(s -> s.place().root()));
        for (RootReport report : tree.roots()) {
            Root root = report.root();
            if (report.health() == RootHealth.OK)
                grounds.put(
                        root.id(),
                        new Ground(root, names, byRoot.getOrDefault(root.id(), List.of()), rules));
        }
        here = tree.saves().stream().collect(Collectors.groupingBy(LocalSave::save));
        known.forEach((place, save) ->
                this.known.computeIfAbsent(save, id -> new ArrayList<>()).add(place));
    }

    /// Where that content of that save goes.
    public Spot of(SaveId save, Manifest content) {
        List<LocalSave> present = here.getOrDefault(save, List.of());
        return spot(save, () -> present.isEmpty() ? fresh(save, content) : where(present, content));
    }

    /// Where that content goes at a place where its save lies already.
    public Spot at(LocalSave present, Manifest content) {
        return spot(present.save(), () -> where(List.of(present), content));
    }

    private interface Search {
        Spot look() throws IOException, Unfit;
    }

    private static Spot spot(SaveId save, Search search) {
        try {
            return search.look();
        } catch (Unfit e) {
            return new Nowhere(e.reason());
        } catch (IOException | InvalidPathException e) {
            LOG.log(Level.DEBUG, "no place for " + save, e);
            return new Nowhere(Saying.of("landing.failed", e));
        }
    }

    private Spot where(List<LocalSave> present, Manifest content) throws IOException, Unfit {
        for (LocalSave save : present)
            if (save.state() instanceof LocalSave.Present(Manifest old, boolean _)) {
                Ground ground = grounds.get(save.place().root());
                if (ground == null) throw new Unfit("landing.unreachable");
                return ground.inPlace(save.place(), old, content);
            }
        throw new Unfit("landing.left-alone", present.getFirst().place().path());
    }

    private Spot fresh(SaveId save, Manifest content) throws IOException, Unfit {
        for (Place place : known.getOrDefault(save, List.of()))
            if (!grounds.containsKey(place.root())) throw new Unfit("landing.unreachable");
        boolean folder = content.folder() != null;
        for (Ground ground : grounds.values()) {
            Optional<String> dir = ground.folders().forSave(save, folder);
            if (dir.isPresent()) return ground.give(save, content, dir.get());
        }
        for (Ground ground : grounds.values())
            if (ground.root().system() == null)
                return ground.give(save, content, ground.folders().made(save, folder));
        throw new Unfit("landing.no-folder", save.system());
    }
}
