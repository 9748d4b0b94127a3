package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What happened in a life, line by line.
final class Script {
    private record Line(Instant time, String device, String what, String outcome) {}

    private final List<Line> lines = new ArrayList<>();

    int add(Instant time, String device, String what) {
        lines.add(new Line(time, device, what, ""));
        return lines.size() - 1;
    }

    void say(int line, String outcome) {
        Line old = lines.get(line);
        lines.set(line, new Line(old.time(), old.device(), old.what(), outcome));
    }

    static String brief(ContentId content) {
        return content.toString().substring(0, 6);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(" step | time             | device | what\n");
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            table.append(
                    "%5d | %s | %-6s | %s%s%n"
                            .formatted(
                                    i + 1,
                                    line.time().toString().substring(0, 16),
                                    line.device(),
                                    line.what(),
                                    line.outcome().isEmpty() ? "" : ": " + line.outcome()));
        }
        return table.toString();
    }
}
