package app.savepoint.core.transfer;

import app.savepoint.core.library.Blank;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.SaidException;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/// New bytes on their way to the disk, hashed as they pass and never more than announced.
final class StagedFile extends FilterOutputStream {
    private final SaveFile file;
    private final MessageDigest digest = ContentHash.start();
    private final Blank blank;
    private long length;

    StagedFile(SaveFile file, Path target) throws IOException {
        super(Files.newOutputStream(target));
        this.file = file;
        this.blank = Blank.ofSize(file.size());
    }

    @Override
    public void write(int b) throws IOException {
        grow(1);
        digest.update((byte) b);
        blank.feed(new byte[] {(byte) b}, 1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        grow(count);
        digest.update(bytes, offset, count);
        blank.feed(offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, offset + count), count);
        out.write(bytes, offset, count);
    }

    private void grow(int count) throws IOException {
        length += count;
        if (length > file.size())
            throw new SaidException(
                    Saying.of("staged.longer", file.name())
                            .inEnglish(file.name() + " is longer than announced"));
    }

    /// Fails unless what was written is what was announced. After it was closed, once.
    void check() throws IOException {
        if (length != file.size() || !ContentHash.finish(digest.digest()).equals(file.hash()))
            throw new SaidException(
                    Saying.of("staged.other", file.name())
                            .inEnglish(file.name() + " did not arrive as it was published"));
    }

    /// Whether what was written holds no progress.
    boolean isBlank() {
        return blank.isBlank();
    }
}
