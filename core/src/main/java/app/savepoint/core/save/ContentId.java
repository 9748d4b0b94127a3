package app.savepoint.core.save;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
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
        List<SaveFile> counted = files.stream().filter(file -> file.role().counts()).toList();
        Collection<SaveFile> hashed = counted.isEmpty() ? files : counted;
        MessageDigest digest = ContentHash.start();
        hashed.stream()
                .sorted(Comparator.comparing(SaveFile::role))
                .map(file ->
                        file.role().value() + '\0' + file.size() + '\0' + file.hash().hex() + '\n')
                .forEach(line -> digest.update(line.getBytes(UTF_8)));
        return new ContentId(ContentHash.finish(digest.digest()).hex());
    }

    @Override
    public String toString() {
        return hex;
    }
}
