package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// One SHA-256 over names, sizes, times and keys of all files of roots.
final class Fingerprint {
    private static final int ROOM = 1 << 13;

    private final MessageDigest digest = ContentHash.start();
    private final ByteBuffer buffer = ByteBuffer.allocate(ROOM);

    void add(Glance.Healthy root) {
        add(root.root().id());
        add(root.real().toString());
        add(root.volume().toString());
        add(root.patterns());
        add(root.walk().linked() ? 1 : 0);
        add(root.walk().notes().size());
        root.walk().notes().forEach(this::add);
        add(root.walk().folders().size());
        for (Walk.Folder folder : root.walk().folders()) {
            add(folder.path());
            add(folder.files().size());
            for (Seen file : folder.files()) add(file);
        }
    }

    private void add(Seen file) {
        add(file.path());
        add(file.real().equals(file.path()) ? "" : file.real());
        Seen.Stamp stamp = file.stamp();
        add(stamp.size());
        add(stamp.modifiedNanos());
        add(stamp.key() == null ? "" : stamp.key());
    }

    private void add(long number) {
        room(Long.BYTES);
        buffer.putLong(number);
    }

    /// With its length before it, so that two texts are never taken for two others.
    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        add(bytes.length);
        if (bytes.length > ROOM) {
            flush();
            digest.update(bytes);
        } else {
            room(bytes.length);
            buffer.put(bytes);
        }
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) flush();
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    String hex() {
        flush();
        return ContentHash.finish(digest.digest()).hex();
    }
}
