package app.savepoint.testkit;

import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A storage as someone uses it who does again what was *unavailable*: looks first whether what was
/// sent had come after all, and begins a content anew that broke off.
public final class TryingAgain {
    private static final int TIMES = 200;

    private final Storage storage;

    private TryingAgain(Storage storage) {
        this.storage = storage;
    }

    public static Storage of(Storage storage) {
        var again = new TryingAgain(storage);
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "publish" -> again.publish(drafts(arguments[0]));
                                    case "fetch" -> {
                                        again.fetch(
                                                (Revision) arguments[0],
                                                (ContentSink) arguments[1]);
                                        yield null;
                                    }
                                    default ->
                                            again.repeat(() -> {
                                                try {
                                                    return method.invoke(storage, arguments);
                                                } catch (InvocationTargetException e) {
                                                    throw asException(e.getCause());
                                                }
                                            });
                                });
    }

    private static List<Draft> drafts(Object argument) {
        List<Draft> drafts = new ArrayList<>();
        for (Object draft : (List<?>) argument) drafts.add((Draft) draft);
        return drafts;
    }

    private static Exception asException(Throwable cause) {
        if (cause instanceof Error error) throw error;
        return (Exception) cause;
    }

    private interface Attempt {
        Object run() throws Exception;
    }

    private Object repeat(Attempt attempt) throws Exception {
        for (int time = 1; ; time++) {
            try {
                return attempt.run();
            } catch (Unavailable e) {
                if (time == TIMES) throw e;
            }
        }
    }

    private List<Published> publish(List<Draft> drafts) throws Exception {
        Map<Draft, Published> outcomes = new LinkedHashMap<>();
        for (int time = 1; outcomes.size() < drafts.size(); time++) {
            List<Draft> left =
                    drafts.stream().filter(draft -> !outcomes.containsKey(draft)).toList();
            @Nullable Unavailable unavailable = publishOnce(left, outcomes);
            if (unavailable == null) break;
            if (time == TIMES) throw unavailable;
            Object _ = repeat(storage::observe);
            for (Draft draft : left)
                if (storage.revision(draft.revision().id()).isPresent())
                    outcomes.putIfAbsent(draft, new Published.Accepted(draft));
        }
        return drafts.stream().map(outcomes::get).toList();
    }

    /// Null if all of them have an outcome now.
    private @Nullable Unavailable publishOnce(List<Draft> drafts, Map<Draft, Published> outcomes)
            throws StorageException {
        @Nullable Unavailable again = null;
        try {
            for (Published outcome : storage.publish(drafts))
                if (outcome instanceof Published.Failed(_, Unavailable cause)) again = cause;
                else outcomes.put(outcome.draft(), outcome);
        } catch (Unavailable e) {
            again = e;
        }
        return again;
    }

    private void fetch(Revision revision, ContentSink sink) throws Exception {
        Map<SaveFile, ByteArrayOutputStream> files = new LinkedHashMap<>();
        Object _ =
                repeat(() -> {
                    files.clear();
                    storage.fetch(
                            revision,
                            file -> {
                                var bytes = new ByteArrayOutputStream();
                                files.put(file, bytes);
                                return bytes;
                            });
                    return files;
                });
        try {
            for (Map.Entry<SaveFile, ByteArrayOutputStream> file : files.entrySet())
                try (OutputStream out = sink.open(file.getKey())) {
                    file.getValue().writeTo(out);
                }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
