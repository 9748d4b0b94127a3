package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What can go wrong with the server on purpose, and what has then been done.
class FaultTest {
    private static final Predicate<Request> UPLOAD = Fault.on("POST", "/api/saves");
    private static final Predicate<Request> CONTENT = Fault.on("GET", "/api/saves/\\d+/content");

    @Test
    void a_connection_that_ends_before_leaves_nothing_and_after_leaves_a_row() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Fault before = world.server().add(Fault.droppedBefore(UPLOAD).times(1));
            assertThatThrownBy(() -> world.upload(world.laptop(), "one"))
                    .isInstanceOf(IOException.class);
            assertThat(before.hits()).isOne();
            assertThat(world.server().look().saves()).isEmpty();

            world.server().add(Fault.droppedAfter(UPLOAD).times(1));
            assertThatThrownBy(() -> world.upload(world.laptop(), "one"))
                    .isInstanceOf(IOException.class);
            assertThat(world.server().look().saves()).hasSize(1);
            assertThat(world.upload(world.laptop(), "two").status()).isEqualTo(200);
        }
    }

    @Test
    void a_request_that_is_held_has_been_done_or_not_and_ends_when_released() throws Exception {
        try (World world = new World(Level.V5_2);
                HttpClient http = HttpClient.newHttpClient()) {
            Fault held = world.server().add(Fault.heldAfter(Fault.on("GET", "/api/heartbeat")));
            CompletableFuture<HttpResponse<String>> waiting = heartbeat(world, http);
            held.awaitReached();
            assertThat(waiting).isNotDone();
            held.release();
            assertThatThrownBy(waiting::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void closing_the_server_ends_what_it_holds() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                World world = new World(Level.V5_2)) {
            Fault held = world.server().add(Fault.heldBefore(Fault.on("GET", "/api/heartbeat")));
            CompletableFuture<HttpResponse<String>> waiting = heartbeat(world, http);
            held.awaitReached();
            world.server().close();
            assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void a_download_can_end_early_or_bring_other_bytes() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.upload(world.laptop(), "a whole save");
            String path = "/api/saves/1/content";
            world.server().add(Fault.cut(CONTENT, 3).times(1));
            assertThatThrownBy(() -> world.client().get(path)).isInstanceOf(IOException.class);
            world.server()
                    .add(Fault.changed(CONTENT, _ -> "another save".getBytes(UTF_8)).times(1));
            assertThat(world.client().get(path).text()).isEqualTo("another save");
            assertThat(world.client().get(path).text()).isEqualTo("a whole save");
        }
    }

    @Test
    void others_may_answer_in_its_place() throws Exception {
        try (World world = new World(Level.V5_2)) {
            Client.Got busy = instead(world, Troubles.tooMany(Duration.ofSeconds(7)));
            assertThat(busy.status()).isEqualTo(429);
            assertThat(busy.header("retry-after")).isEqualTo("7");
            assertThat(instead(world, Troubles.badGateway()).header("content-type"))
                    .isEqualTo("text/html");
            assertThat(instead(world, Troubles.gatewayTimeout()).status()).isEqualTo(504);
            assertThat(instead(world, Troubles.proxyTooLarge()).text()).startsWith("<html>");
            assertThat(instead(world, Troubles.tooLarge(10)).detail()).contains("10 bytes");
            assertThat(instead(world, Troubles.broken()).text()).isEqualTo("Internal Server Error");
            assertThat(instead(world, Troubles.redirectToLogin()).header("location"))
                    .startsWith("https://login.");
            assertThat(instead(world, Troubles.portal()).text()).contains("Sign in");
            assertThat(world.server().look().saves()).isEmpty();
        }
    }

    @Test
    void what_was_asked_is_kept_also_where_no_answer_went_out() throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.server().log().clear();
            world.server().add(Fault.droppedAfter(UPLOAD).times(1));
            assertThatThrownBy(() -> world.upload(world.laptop(), "one"))
                    .isInstanceOf(IOException.class);
            world.client().get("/api/saves/identifiers");
            assertThat(world.server().log().of("POST", "/api/saves"))
                    .extracting(RequestLog.Seen::status)
                    .containsExactly(0);
            assertThat(world.server().log().all().getLast().headers()).containsKey("authorization");
            assertThat(world.server().log().all().getLast())
                    .hasToString("GET /api/saves/identifiers → 200");
        }
    }

    @Test
    void connections_that_lie_idle_can_be_ended_and_the_next_request_finds_another()
            throws Exception {
        try (World world = new World(Level.V5_2)) {
            world.client().get("/api/heartbeat");
            world.server().dropConnections();
            assertThat(world.client().get("/api/heartbeat").status()).isEqualTo(200);
        }
    }

    private static Client.Got instead(World world, Answer answer)
            throws IOException, InterruptedException {
        world.server().add(Fault.instead(UPLOAD, answer).times(1));
        return world.upload(world.laptop(), "one");
    }

    private static CompletableFuture<HttpResponse<String>> heartbeat(World world, HttpClient http) {
        URI address = URI.create(world.server().address() + "/api/heartbeat");
        return http.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
