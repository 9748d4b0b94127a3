package app.savepoint.storage.romm.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Packs text and JSON for clients that take it packed, as the nginx in front does.
final class Packing {
    private static final int SMALLEST_PACKED = 1024;

    private Packing() {}

    /// The answer, packed where nginx would.
    static Answer packed(Request request, Answer answer) {
        String takes = request.header("accept-encoding");
        String type = answer.header("content-type");
        boolean packs =
                takes != null
                        && takes.contains("gzip")
                        && type != null
                        && (type.startsWith("text/plain") || type.equals("application/json"))
                        && answer.status() == Status.OK
                        && answer.body().length > SMALLEST_PACKED;
        if (!packs) {
            return answer;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(answer.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return answer.withBody(bytes.toByteArray()).with("Content-Encoding", "gzip");
    }
}
