package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.library.Systems;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.LocalTree.RootReport;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootCheck;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.scan.RootSurvey;
import app.savepoint.core.scan.Volume;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.RootAdded;
import app.savepoint.core.view.RootAdded.Refused;
import app.savepoint.core.view.RootRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The folders that are watched: what may be one, and how each was found.
final class RootBook {
    private static final String FOLDER = "folder:";

    private final Home home;
    private final Journal journal;
    private final StorageInfo storage;
    private final Observer observer;

    RootBook(Home home, Journal journal, StorageInfo storage, Observer observer) {
        this.home = home;
        this.journal = journal;
        this.storage = storage;
        this.observer = observer;
    }

    List<RootRow> all() {
        return rows(observer.survey(journal.roots().all()));
    }

    List<RootRow> rows(LocalTree tree) {
        return tree.roots().stream().map(RootBook::row).toList();
    }

    private static RootRow row(RootReport report) {
        Root root = report.root();
        String evidence =
                root.system() != null ? "system " + root.system() : "its folders name the systems";
        return new RootRow(root, report.health(), report.detail(), evidence, report.saves());
    }

    RootAdded add(NewRoot wish) {
        Path path = wish.path().toAbsolutePath().normalize();
        Optional<Refused> refused = refusal(path, wish);
        if (refused.isPresent()) return refused.get();
        Root candidate =
                new Root(
                        Long.MAX_VALUE,
                        path,
                        wish.system(),
                        wish.emulator(),
                        wish.ignore(),
                        wish.only(),
                        volume(path),
                        0);
        RootSurvey survey = survey(candidate);
        if (survey.needsYes() && !wish.confirmed())
            return new RootAdded.NeedsYes(survey.saves(), survey.otherFiles(), survey.candidates());
        Root added = journal.roots().add(candidate);
        return new RootAdded.Added(
                row(new RootReport(added, RootHealth.OK, "", survey.saves(), survey.otherFiles())));
    }

    private static RootSurvey survey(Root candidate) {
        try {
            return RootSurvey.of(candidate, SaveNames.bundled());
        } catch (IOException e) {
            throw new RequestException("root.unreadable", candidate.path(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at " + candidate.path(), e);
        }
    }

    private Optional<Refused> refusal(Path path, NewRoot wish) {
        if (wish.system() != null && !Systems.bundled().knows(wish.system()))
            return refused(Saying.of("root.system-unknown", wish.system()));
        List<Path> storages =
                storage.uri().startsWith(FOLDER)
                        ? List.of(Path.of(storage.uri().substring(FOLDER.length())))
                        : List.of();
        List<Path> roots = journal.roots().all().stream().map(Root::path).toList();
        return new RootCheck(Path.of(System.getProperty("user.home")), home.dir(), storages, roots)
                .refusal(path)
                .map(refusal -> new Refused(refusal.code(), refusal.why()));
    }

    private static Optional<Refused> refused(Saying why) {
        return Optional.of(new Refused(why.key(), why));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // What is not there can still be compared by its name.
            return path.toAbsolutePath().normalize();
        }
    }

    private static @org.jspecify.annotations.Nullable String volume(Path path) {
        try {
            return Volume.at(path).toString();
        } catch (IOException e) {
            return null; // a volume that can not be told is not compared later
        }
    }

    void remove(Path path) {
        journal.roots().remove(named(path).id());
    }

    void accept(Path path) {
        Root root = named(path);
        journal.roots()
                .update(
                        new Root(
                                root.id(),
                                root.path(),
                                root.system(),
                                root.emulator(),
                                root.ignore(),
                                root.only(),
                                volume(root.path()),
                                root.savesAccepted()));
        observer.accept(root.id());
    }

    private Root named(Path path) {
        Path wanted = path.toAbsolutePath().normalize();
        return journal.roots().all().stream()
                .filter(root ->
                        root.path().equals(wanted) || real(root.path()).equals(real(wanted)))
                .findFirst()
                .orElseThrow(() -> new RequestException("root.unknown", path));
    }
}
