package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.library.Ignore;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.scan.LocalTree.RootReport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a walk over roots found, before anything is known of the saves in them: the first half of a
/// scan. See [Scanner#glance].
public final class Glance {
    private static final System.Logger LOG = System.getLogger(Glance.class.getName());

    private final List<OfRoot> roots;

    private Glance(List<OfRoot> roots) {
        this.roots = roots;
    }

    /// One root.
    sealed interface OfRoot {}

    /// A root that is not to be believed, and why.
    record Ill(RootReport report) implements OfRoot {}

    /// A root that was walked.
    ///
    /// @param real where it lies once links are followed
    /// @param patterns the text of its `.saveignore`; empty if it has none
    record Healthy(Root root, Path real, Volume volume, String patterns, Walk.Result walk)
            implements OfRoot {

        Ignore ignore() {
            return Ignore.of(patterns, root.ignore(), root.only());
        }
    }

    static Glance at(List<Root> roots, SaveNames names, Disk disk) throws InterruptedException {
        List<OfRoot> seen = new ArrayList<>();
        for (Root root : roots) seen.add(at(root, names, disk));
        return new Glance(seen);
    }

    static OfRoot at(Root root, SaveNames names, Disk disk) throws InterruptedException {
        try {
            if (!Files.exists(root.path()))
                return ill(root, RootHealth.MISSING, root.path() + " is not there");
            if (!Files.isDirectory(root.path()))
                return ill(root, RootHealth.MISSING, root.path() + " is no folder");
            Volume volume = disk.volume(root.path());
            if (root.volume() != null && !volume.mayBe(Volume.parse(root.volume())))
                return ill(
                        root,
                        RootHealth.OTHER_VOLUME,
                        "another volume lies at " + root.path() + " now");
            Path real = root.path().toRealPath();
            String patterns = patterns(real);
            return new Healthy(
                    root,
                    real,
                    volume,
                    patterns,
                    Walk.of(real, disk, names, volume.numbersFiles()));
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "a root went away while it was looked at", e);
            return ill(root, RootHealth.MISSING, e.toString());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a root can not be read", e);
            return ill(root, RootHealth.UNREADABLE, e.toString());
        }
    }

    private static Ill ill(Root root, RootHealth health, String detail) {
        return new Ill(report(root, health, detail));
    }

    static RootReport report(Root root, RootHealth health, String detail) {
        return new RootReport(root, health, detail, 0, 0);
    }

    private static String patterns(Path real) throws IOException {
        Path file = real.resolve(Ignore.FILE);
        return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
    }

    /// What a person wants left alone in a root that lies at that path.
    static Ignore ignore(Root root, Path at) throws IOException {
        return Ignore.of(patterns(at), root.ignore(), root.only());
    }

    List<OfRoot> roots() {
        return roots;
    }

    /// One hash over everything a scan goes by as long as the journal stays as it is; none if
    /// something could not be looked at. Where it is the same another time, a scan that had to read
    /// no file finds the same saves.
    public Optional<String> fingerprint() {
        Fingerprint fingerprint = new Fingerprint();
        for (OfRoot root : roots) {
            if (!(root instanceof Healthy healthy) || !healthy.walk().blocked().isEmpty())
                return Optional.empty();
            fingerprint.add(healthy);
        }
        return Optional.of(fingerprint.hex());
    }
}
