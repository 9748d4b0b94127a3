package app.savepoint.core.disk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of the system that Java has no name for. Looked up once, when first needed.
final class SyncfsCall {
    private static final System.Logger LOG = System.getLogger(SyncfsCall.class.getName());

    /// Read only, and not handed on to programs that are started.
    private static final int FLAGS = 0x80000;

    private static final @Nullable SyncfsCall CALLS = lookUp();

    private final MethodHandle open;
    private final MethodHandle syncfs;
    private final MethodHandle close;

    private SyncfsCall(MethodHandle open, MethodHandle syncfs, MethodHandle close) {
        this.open = open;
        this.syncfs = syncfs;
        this.close = close;
    }

    @SuppressWarnings("restricted") // whoever starts the program allows it, for SQLite too
    private static @Nullable SyncfsCall lookUp() {
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup names = linker.defaultLookup();
            Optional<MemorySegment> syncfs = names.find("syncfs");
            if (syncfs.isEmpty()) return null;
            FunctionDescriptor ofNumber =
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
            return new SyncfsCall(
                    linker.downcallHandle(
                            names.find("open").orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT),
                            Linker.Option.firstVariadicArg(2)),
                    linker.downcallHandle(syncfs.get(), ofNumber),
                    linker.downcallHandle(names.find("close").orElseThrow(), ofNumber));
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            LOG.log(Level.DEBUG, "files are forced to the disk one by one", e);
            return null;
        }
    }

    static boolean isPossible() {
        return CALLS != null;
    }

    static void force(Path folder) throws IOException {
        if (CALLS == null) throw new IOException("not possible here");
        CALLS.forced(folder);
    }

    private void forced(Path folder) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = (int) open.invokeExact(arena.allocateFrom(folder.toString()), FLAGS);
            if (number < 0) throw new IOException(folder + " can not be opened");
            try {
                if ((int) syncfs.invokeExact(number) != 0)
                    throw new IOException(
                            "the volume of " + folder + " was not forced to the disk");
            } finally {
                int _ = (int) close.invokeExact(number);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the system can not be called", e);
        }
    }
}
