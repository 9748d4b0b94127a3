package app.savepoint.testkit;

import app.savepoint.core.backup.BackupIndex;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.SaveId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A list of backups that lasts as long as the test.
public final class InMemoryBackupIndex implements BackupIndex {
    private final Map<String, StoredBackup> backups = new ConcurrentHashMap<>();

    @Override
    public void add(Collection<StoredBackup> added) {
        for (StoredBackup backup : added) backups.put(backup.id(), backup);
    }

    @Override
    public List<StoredBackup> all() {
        return backups.values().stream()
                .sorted(
                        Comparator.comparing(StoredBackup::time)
                                .thenComparing(StoredBackup::id)
                                .reversed())
                .toList();
    }

    @Override
    public List<StoredBackup> of(SaveId save) {
        return all().stream().filter(backup -> backup.save().equals(save)).toList();
    }

    @Override
    public Optional<StoredBackup> find(String id) {
        return Optional.ofNullable(backups.get(id));
    }

    @Override
    public boolean holds(SaveId save, ContentId content) {
        return of(save).stream().anyMatch(backup -> backup.content().equals(content));
    }

    @Override
    public boolean pin(String id, boolean pinned) {
        return backups.computeIfPresent(
                        id,
                        (key, b) ->
                                new StoredBackup(
                                        b.id(),
                                        b.save(),
                                        b.place(),
                                        b.reason(),
                                        b.content(),
                                        b.manifest(),
                                        b.size(),
                                        b.time(),
                                        pinned,
                                        b.path()))
                != null;
    }

    @Override
    public void delete(Collection<String> ids) {
        ids.forEach(backups::remove);
    }
}
