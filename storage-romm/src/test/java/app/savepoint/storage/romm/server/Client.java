package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A plain client for the tests of the server: one bearer, JSON and forms.
final class Client implements AutoCloseable {
    private static final String BOUNDARY = "----part";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final @Nullable String bearer;

    Client(RommServer server, @Nullable String bearer) {
        this.server = server.address();
        this.bearer = bearer;
    }

    /// What came back.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Got(int status, HttpResponse<byte[]> response, byte[] body) {
        JsonNode json() {
            return Fields.read(body);
        }

        String text() {
            return new String(body, UTF_8);
        }

        String detail() {
            return json().get("detail").asString();
        }

        @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    Got get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    Got post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    Got put(String path, String json) throws IOException, InterruptedException {
        return send("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    Got delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    Got head(String path) throws IOException, InterruptedException {
        return send("HEAD", path, null, BodyPublishers.noBody());
    }

    Got form(String path, String encoded) throws IOException, InterruptedException {
        return send(
                "POST",
                path,
                "application/x-www-form-urlencoded",
                BodyPublishers.ofString(encoded));
    }

    /// Sends a file as the part of a form.
    Got upload(String method, String path, String part, String name, byte[] bytes)
            throws IOException, InterruptedException {
        return send(
                method,
                path,
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(parts(part, name, bytes)));
    }

    /// Sends a save.
    Got save(String query, String name, String content) throws IOException, InterruptedException {
        return upload("POST", "/api/saves?" + query, "saveFile", name, content.getBytes(UTF_8));
    }

    @Override
    public void close() {
        http.close();
    }

    private static byte[] parts(String part, String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head =
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\""
                        + part
                        + "\"; filename=\""
                        + name
                        + "\"\r\n\r\n";
        body.write(head.getBytes(UTF_8));
        body.write(bytes);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1));
        return body.toByteArray();
    }

    private Got send(String method, String path, @Nullable String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Got(response.statusCode(), response, response.body());
    }
}
