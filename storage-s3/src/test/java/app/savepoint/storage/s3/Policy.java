package app.savepoint.storage.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A policy as AWS and MinIO read it: what it does not allow is denied.
///
/// @param allowed each action with a resource
public record Policy(List<Grant> allowed) {
    private static final String BUCKETS = "arn:aws:s3:::";

    /// What is allowed.
    ///
    /// @param action such as `s3:GetObject`
    /// @param resource with `*` for whatever may stand there
    public record Grant(String action, String resource) {}

    /// The policy that stands in the README under a role's name, for its bucket `my-saves`.
    public static Policy documented(String role) throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Matcher block =
                Pattern.compile(
                                "\\*\\*"
                                        + Pattern.quote(role)
                                        + "\\*\\*[^\\n]*\\n```\\n(.*?)\\n```",
                                Pattern.DOTALL)
                        .matcher(readme);
        if (!block.find()) throw new IOException("the README has no policy for " + role);
        return of(block.group(1));
    }

    static Policy of(String json) {
        List<Grant> allowed = new ArrayList<>();
        for (JsonNode statement : JsonMapper.shared().readTree(json).get("Statement")) {
            if (!statement.get("Effect").asString().equals("Allow") || statement.size() != 3)
                throw new IllegalArgumentException("not understood: " + statement);
            for (String action : strings(statement.get("Action")))
                for (String resource : strings(statement.get("Resource")))
                    allowed.add(new Grant(action, resource));
        }
        return new Policy(List.copyOf(allowed));
    }

    private static List<String> strings(JsonNode node) {
        if (!node.isArray()) return List.of(node.asString());
        List<String> strings = new ArrayList<>();
        node.forEach(one -> strings.add(one.asString()));
        return strings;
    }

    /// @param object the bucket, or the bucket, a slash and a key
    boolean allows(String action, String object) {
        return allowed.stream()
                .anyMatch(grant ->
                        grant.action().equals(action) && fits(grant.resource(), BUCKETS + object));
    }

    private static boolean fits(String pattern, String resource) {
        StringBuilder regex = new StringBuilder();
        for (String plain : pattern.split("\\*", -1))
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(plain));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(resource).matches();
    }
}
