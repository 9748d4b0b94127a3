package app.savepoint.core.save;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What a save's content is, whatever its files are called on a disk and whenever they were
/// written.
///
/// The SHA-256 over one line per counted file, `role NUL size NUL sha256 LF` in UTF-8, the size in
/// decimal, the lines sorted by role. A clock file ([Role#RTC]) and a picture ([Role#THUMBNAIL])
/// travel with the save but do not count, because they change without progress; a save made of
/// nothing else counts them all the same.
///
/// @param hex the digest's written form
public record ContentId(String hex) {
    public ContentId {
        Hex.requireSha256(hex);
    }

    /// The content id of a save that consists of these files.
    public static ContentId of(Collection<SaveFile> files) {
        // Asked for every save of every sync, hence loops
        List<SaveFile> counted = new ArrayList<>(files.size());
        for (SaveFile file : files) if (file.role().counts()) counted.add(file);
        if (counted.isEmpty()) counted.addAll(files);
        if (counted.size() > 1) counted.sort(Comparator.comparing(SaveFile::role));
        StringBuilder lines = new StringBuilder();
        for (SaveFile file : counted)
            lines.append(file.role().value())
                    .append('\0')
                    .append(file.size())
                    .append('\0')
                    .append(file.hash().hex())
                    .append('\n');
        return new ContentId(ContentHash.of(lines.toString().getBytes(UTF_8)).hex());
    }

    @Override
    public String toString() {
        return hex;
    }
}
