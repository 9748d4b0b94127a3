package app.savepoint.core.storage.repository;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Zstandard as a repository uses it: plain frames that `zstd -d` reads, each with a checksum.
final class Compression {
    /// Fast, and within a few per cent of what more time would save on files of this kind.
    private static final int LEVEL = 3;

    /// A frame may not ask a reader for more than 16 MiB of memory; our writers ask for 2.
    private static final int WIDEST_WINDOW_LOG = 24;

    private static final int BUFFER = 64 * 1024;

    private Compression() {}

    /// Those at hand. To make one takes a third of the time that it works on a small save.
    private static final BlockingQueue<ZstdCompressCtx> CONTEXTS =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    static byte[] compress(byte[] bytes) {
        ZstdCompressCtx kept = CONTEXTS.poll();
        ZstdCompressCtx context = kept != null ? kept : context();
        boolean isKept = false;
        try {
            byte[] compressed = context.compress(bytes);
            isKept = CONTEXTS.offer(context);
            return compressed;
        } finally {
            // Also one in which something went wrong
            if (!isKept) context.close();
        }
    }

    private static ZstdCompressCtx context() {
        var context = new ZstdCompressCtx();
        context.setLevel(LEVEL);
        context.setChecksum(true);
        return context;
    }

    // Streams that a garbage collector would have to close keep their buffers until it gets to
    // them:
    // thousands of saves later. These are closed by those who ask for them, and give theirs back.

    /// To be closed.
    static OutputStream compressing(OutputStream out) throws IOException {
        var zstd = new ZstdOutputStreamNoFinalizer(out, RecyclingBufferPool.INSTANCE, LEVEL);
        zstd.setChecksum(true);
        return zstd;
    }

    /// To be closed.
    static InputStream decompressing(InputStream in) throws IOException {
        var zstd = new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE);
        zstd.setLongMax(WIDEST_WINDOW_LOG);
        return zstd;
    }

    /// What was compressed, unless that is longer than `most`.
    static byte[] decompress(byte[] bytes, int most) throws Malformed {
        try (InputStream in = decompressing(new ByteArrayInputStream(bytes));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (out.size() + n > most) throw new Malformed("longer than allowed once unpacked");
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new Malformed("damaged, or not compressed with zstd", e);
        }
    }
}
