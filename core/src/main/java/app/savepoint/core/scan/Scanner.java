package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Hasher.Job;
import app.savepoint.core.scan.Hasher.Outcome;
import app.savepoint.core.scan.LocalSave.Held;
import app.savepoint.core.scan.LocalSave.Present;
import app.savepoint.core.scan.LocalTree.RootReport;
import app.savepoint.core.scan.ScanCache.Entry;
import app.savepoint.core.scan.Unit.Member;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns roots into the local tree.
///
/// Walks each root, puts its files together into saves, and reads only those files that the cache
/// does not describe any more. Whatever could not be seen is reported as held, never left out.
public final class Scanner {
    private static final Comparator<LocalSave> ORDER =
            Comparator.comparing(LocalSave::save).thenComparing(LocalSave::place);

    private final SaveNames names;
    private final ScanCache cache;
    private final Disk disk;
    private final Hasher hasher;

    /// A scanner of the real disk.
    public Scanner(SaveNames names, ScanCache cache, InstantSource clock) {
        this(
                names,
                cache,
                clock,
                Disk.real(),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /// @param threads how many files are read at once at most
    public Scanner(SaveNames names, ScanCache cache, InstantSource clock, Disk disk, int threads) {
        this.names = names;
        this.cache = cache;
        this.disk = disk;
        this.hasher = new Hasher(disk, clock, threads);
    }

    /// Scans these roots, all or some of the home's; each stands by itself.
    ///
    /// @param rule which saves are left alone without being read
    /// @param known which save was agreed on at which place. A place in here that can not be looked
    ///   at, or that a pattern leaves out now, is reported as held; and a state lying where no
    ///   folder names its core is the one that was put there
    /// @throws InterruptedException if the thread was interrupted; nothing was recorded then
    public LocalTree scan(List<Root> roots, HoldRule rule, Map<Place, SaveId> known)
            throws InterruptedException {
        return scan(glance(roots), rule, known);
    }

    /// Walks these roots, and reads no file of theirs but `.saveignore`.
    ///
    /// @throws InterruptedException if the thread was interrupted
    public Glance glance(List<Root> roots) throws InterruptedException {
        return Glance.at(roots, names, disk);
    }

    /// The same for roots that have just been walked.
    public LocalTree scan(Glance glance, HoldRule rule, Map<Place, SaveId> known)
            throws InterruptedException {
        var look = new RootView.Look(names, cache, disk, known);
        var views = new ArrayList<RootView>();
        for (Glance.OfRoot root : glance.roots()) views.add(look.at(root));

        var jobs = new ArrayList<Job>();
        var held = new IdentityHashMap<Unit, Held>();
        for (RootView view : views)
            for (Unit unit : view.units())
                hold(unit, rule)
                        .ifPresentOrElse(why -> held.put(unit, why), () -> need(view, unit, jobs));
        Map<Seen, Outcome> read = hasher.readAll(jobs);

        var saves = new ArrayList<LocalSave>();
        var reports = new ArrayList<RootReport>();
        for (RootView view : views) {
            reports.add(view.report());
            saves.addAll(view.unseen());
            for (Unit unit : view.units()) {
                Held why = held.get(unit);
                saves.add(
                        new LocalSave(
                                unit.save(),
                                unit.place(),
                                why != null ? why : state(unit, view, read)));
            }
            remember(view, read);
        }
        saves.sort(ORDER);
        return new LocalTree(saves, reports, read.size());
    }

    private static Optional<Held> hold(Unit unit, HoldRule rule) {
        Seen.Trouble trouble = unit.trouble();
        if (trouble != null)
            return Optional.of(new Held(trouble.why(), trouble.detail(), unit.size()));
        if (unit.save().system().equals(SaveNames.UNKNOWN_SYSTEM))
            return Optional.of(new Held(Hold.SYSTEM_UNKNOWN, nameSystem(unit), unit.size()));
        return rule.check(unit.save(), unit.size());
    }

    private static String nameSystem(Unit unit) {
        return "no folder above "
                + unit.place().path()
                + " names its system; name it with `roots add --system`, or move the file into a"
                + " folder such as `gba`";
    }

    private static void need(RootView view, Unit unit, List<Job> jobs) {
        for (Member member : unit.members()) {
            Seen seen = member.seen();
            if (!RootView.describes(view.cached().get(seen.path()), seen.stamp()))
                jobs.add(new Job(seen, view.tolerance(), view.withKeys()));
        }
    }

    private static LocalSave.State state(Unit unit, RootView view, Map<Seen, Outcome> read) {
        var files = new ArrayList<SaveFile>();
        boolean counted = false;
        boolean countedBlank = true;
        boolean allBlank = true;
        for (Member member : unit.members()) {
            Entry entry = view.cached().get(member.seen().path());
            Outcome outcome = read.get(member.seen());
            Hasher.Read known;
            if (outcome instanceof Hasher.Failed(Seen.Trouble trouble))
                return new Held(trouble.why(), trouble.detail(), unit.size());
            if (outcome instanceof Hasher.Read fresh) known = fresh;
            else if (entry != null)
                known = new Hasher.Read(member.seen().stamp(), entry.hash(), entry.blank(), true);
            else throw new IllegalStateException("neither read nor known: " + member.seen());
            files.add(
                    new SaveFile(
                            member.role(),
                            member.name(),
                            known.stamp().size(),
                            known.hash(),
                            known.stamp().modifiedAt()));
            counted |= member.role().counts();
            countedBlank &= known.blank() || !member.role().counts();
            allBlank &= known.blank();
        }
        // As with the content id, a clock or a picture says nothing unless there is nothing else
        boolean blank = counted ? countedBlank : allBlank;
        return new Present(new Manifest(unit.folder(), files), blank);
    }

    private void remember(RootView view, Map<Seen, Outcome> read) {
        if (view.report().health() != RootHealth.OK) return;
        var entries = new ArrayList<Entry>();
        for (Unit unit : view.units())
            for (Member member : unit.members())
                if (read.get(member.seen()) instanceof Hasher.Read fresh)
                    entries.add(
                            new Entry(
                                    member.seen().path(),
                                    fresh.stamp().size(),
                                    fresh.stamp().modifiedNanos(),
                                    fresh.stamp().key(),
                                    fresh.hash(),
                                    fresh.blank(),
                                    fresh.settled()));
        if (!entries.isEmpty() || !view.gone().isEmpty())
            cache.update(view.report().root().id(), entries, view.gone());
    }
}
