package app.savepoint.core.save;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A save's files at one moment.
///
/// @param folder the folder's name if the save is a folder and all that is in it; null if it is one
///   file with companions
/// @param files at least one, each role once, sorted by role
public record Manifest(@Nullable String folder, List<SaveFile> files) {
    public Manifest {
        if (files.isEmpty()) throw new IllegalArgumentException("a save has at least one file");
        if (folder != null) SafeText.requireName("folder", folder);
        files = files.stream().sorted(Comparator.comparing(SaveFile::role)).toList();
        for (int i = 1; i < files.size(); i++)
            if (files.get(i).role().equals(files.get(i - 1).role()))
                throw new IllegalArgumentException("two files with role " + files.get(i).role());
    }

    /// A save that is one file, or one file with companions.
    public static Manifest ofFiles(SaveFile... files) {
        return new Manifest(null, List.of(files));
    }

    /// What these files amount to; two manifests with the same id hold the same progress.
    public ContentId contentId() {
        return ContentId.of(files);
    }

    /// Total length in bytes.
    public long size() {
        return files.stream().mapToLong(SaveFile::size).sum();
    }

    /// The time of the content: the newest modified time of its files.
    public Instant modifiedAt() {
        return files.stream()
                .map(SaveFile::modifiedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// The file in that role, if there is one.
    public Optional<SaveFile> file(Role role) {
        return files.stream().filter(file -> file.role().equals(role)).findFirst();
    }

    /// Whether every byte is the same, the companions that do not count included.
    public boolean sameBytes(Manifest other) {
        return hashes().equals(other.hashes());
    }

    private List<String> hashes() {
        return files.stream().map(f -> f.role() + "=" + f.hash()).collect(Collectors.toList());
    }
}
