package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Request;
import app.savepoint.storage.romm.server.RequestLog;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is said to a RomM server in a whole session, and what never is.
class RommWireTest extends AtRomm {
    private static final String CONTENT = "/api/saves/\\d+/content";
    private static final String STATE = "gba/Pokemon Emerald/state/mGBA.1";

    /// Words of RomM's routes and its own numbers; a name that a person gave would not be one.
    private static final String OF_IDS =
            "(/([a-z]+|\\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))+/?";

    private final List<String> uploads = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        server.setCookie("romm_session=of-somebody-else; Path=/; HttpOnly");
        server.add(Fault.droppedBefore(this::overheard));
    }

    /// Notes what is uploaded; nothing goes wrong.
    private boolean overheard(Request request) {
        if (Fault.on("POST", "/api/(saves|states)/?").test(request))
            uploads.add(request.query() + "\n" + new String(request.body(), ISO_8859_1));
        return false;
    }

    private Rows.Save head() {
        return server.look().slot(emerald.id(), "autosave").getFirst();
    }

    private List<String> pathsSince(int before) {
        return server.log().all().stream().skip(before).map(RequestLog.Seen::path).toList();
    }

    /// First sync, push, pull, a conflict, both kept, states.
    private void session() throws Exception {
        TwoComputers two = two();
        two.play(two.emeraldOnB(), 1);
        assertThat(two.sync("B").list("pushed")).containsExactly(EMERALD);
        assertPulledAndSaidSo(two, "A");

        two.play(two.emeraldOnB(), 3);
        two.play(two.emeraldOnA(), 4);
        two.sync("B");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(EMERALD);
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "both").status()).isZero();
        assertPulledAndSaidSo(two, "B");

        two.play(two.onA("gba/mGBA/Pokemon Emerald.state1"), 1);
        two.play(two.onA("gba/mGBA/Pokemon Emerald.state1.png"), 1);
        for (String home : List.of("A", "B")) two.cli.on(home, "policy", "set", "states", "on");
        assertThat(two.sync("A").list("pushed")).containsExactly(STATE);
        assertThat(two.sync("B").list("pulled")).containsExactly(STATE);
    }

    private void assertPulledAndSaidSo(TwoComputers two, String home) {
        int before = server.log().count();
        assertThat(two.sync(home).list("pulled")).containsExactly(EMERALD);
        String row = "/api/saves/" + head().id();
        assertThat(pathsSince(before)).containsSubsequence(row + "/content", row + "/downloaded");
    }

    @Test
    void a_session_says_nothing_that_another_program_could_suffer_from() throws Exception {
        session();
        List<RequestLog.Seen> all = server.log().all();

        assertThat(all).as("no cookie").noneMatch(one -> one.headers().containsKey("cookie"));
        assertThat(all)
                .as("no save or state is replaced in place")
                .noneMatch(one ->
                        one.method().equals("PUT") && one.path().matches("/api/(saves|states).*"));
        assertThat(uploads).as("and nothing tidied by the way").noneMatch(RommWireTest::tidies);
        assertThat(uploads).hasSizeGreaterThanOrEqualTo(7);
        assertThat(all).noneMatch(one -> tidies(String.valueOf(one.query())));
        assertThat(all).allMatch(one -> one.path().matches(OF_IDS), "has a path of ids");

        List<RequestLog.Seen> contents = server.log().of("GET", "/api/.*/content");
        assertThat(contents)
                .as("of saves, states and pictures")
                .extracting(one -> one.path().split("/", -1)[2])
                .contains("saves", "states", "screenshots");
        assertThat(contents)
                .as("not packed on their way")
                .allMatch(one -> "identity".equals(one.headers().get("accept-encoding")));
        assertThat(server.log().of("GET", CONTENT))
                .as("not taken for had before it is")
                .allMatch(one -> String.valueOf(one.query()).contains("optimistic=false"));
    }

    private static boolean tidies(String said) {
        return said.contains("autocleanup");
    }

    @Test
    void what_came_damaged_is_not_said_to_be_had_until_it_came_whole() throws Exception {
        TwoComputers two = two();
        byte[] before = Files.readAllBytes(two.emeraldOnA());
        two.play(two.emeraldOnB(), 1);
        two.sync("B");
        Fault damage =
                server.add(
                        Fault.changed(
                                Fault.on("GET", CONTENT),
                                bytes -> {
                                    byte[] other = bytes.clone();
                                    other[0] = (byte) ~other[0];
                                    return other;
                                }));
        int count = server.log().count();
        assertThat(two.cli.on("A", "sync").list("pulled")).isEmpty();
        assertThat(damage.hits()).isPositive();
        assertThat(pathsSince(count)).noneMatch(path -> path.endsWith("/downloaded"));
        assertThat(two.emeraldOnA()).hasBinaryContent(before);

        server.clearFaults();
        assertPulledAndSaidSo(two, "A");
    }
}
