package app.savepoint.storage.romm;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files as a browser's form sends them.
final class FormBody {
    private static final String BOUNDARY = "----savepoint-3f1c7a5e9b2d4860";
    private static final String LINE = "\r\n";

    /// The type that says so.
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private FormBody() {}

    /// One file of the form.
    ///
    /// @param field what the server calls it
    /// @param fileName what the file is to be called there
    record Part(String field, String fileName, Path file) {}

    /// Reads the files anew each time it is sent.
    static BodyPublisher of(List<Part> parts) {
        List<BodyPublisher> all = new ArrayList<>();
        for (Part part : parts) {
            // Nothing but UTF-8 as it is: RomM does not understand the form made for other letters
            String name = part.fileName().replace("\"", "").replace("\r", "").replace("\n", "");
            String head =
                    "--"
                            + BOUNDARY
                            + LINE
                            + "Content-Disposition: form-data; name=\""
                            + part.field()
                            + "\"; filename=\""
                            + name
                            + "\""
                            + LINE
                            + "Content-Type: application/octet-stream"
                            + LINE
                            + LINE;
            all.add(BodyPublishers.ofString(head, StandardCharsets.UTF_8));
            try {
                all.add(BodyPublishers.ofFile(part.file()));
            } catch (FileNotFoundException e) {
                throw new IllegalStateException("what was staged is gone", e);
            }
            all.add(BodyPublishers.ofString(LINE));
        }
        all.add(BodyPublishers.ofString("--" + BOUNDARY + "--" + LINE));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }
}
