package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.romm.server.SelfSigned;
import app.savepoint.storage.romm.server.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server at home with a certificate of its own.
class RommTlsTest {
    @TempDir static Path dir;

    private static SelfSigned own;
    private RommServer server;
    private String token;

    @BeforeAll
    static void makeKeys() throws Exception {
        own = SelfSigned.make(Files.createDirectory(dir.resolve("server")));
        Files.writeString(dir.resolve("own.pem"), own.pem());
        SelfSigned other = SelfSigned.make(Files.createDirectory(dir.resolve("other")));
        Files.writeString(dir.resolve("other.pem"), other.pem());
    }

    @BeforeEach
    void start() throws Exception {
        server = RommServer.startSecure(Level.V5_2, new TestClock(RommServer.START), own.context());
        Rows.User user = server.people().user("ann", "secret words");
        token = server.people().token(user, Scopes.ALL_WE_NEED);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RommSite look(String options) throws StorageException {
        return RommSite.look(
                RommAddress.parse("romm:" + server.address() + options, dir),
                new RommCredentials.Token(token),
                "1.0",
                server.clock());
    }

    @Test
    void is_not_believed_by_itself() {
        assertThatThrownBy(() -> look(""))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("romm.certificate");
        assertThat(server.log().count()).as("nothing was said to it").isZero();
    }

    @Test
    void is_believed_once_its_certificate_is_given() throws Exception {
        assertThat(look("?ca-file=own.pem").user()).isEqualTo("ann");
    }

    @Test
    void another_certificate_does_not_do() {
        assertThatThrownBy(() -> look("?ca-file=other.pem"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("romm.certificate");
    }

    @Test
    void a_file_without_a_certificate_is_named() throws Exception {
        Files.writeString(dir.resolve("words.pem"), "no certificate");
        for (String file : new String[] {"words.pem", "none.pem"})
            assertThatThrownBy(() -> look("?ca-file=" + file))
                    .isInstanceOf(NeedsPerson.class)
                    .hasMessageContaining(file);
    }

    @Test
    void it_is_the_same_server_however_it_is_reached() throws Exception {
        assertThat(look("?ca-file=own.pem&call-timeout=2m").id())
                .isEqualTo(look("?ca-file=own.pem").id());
    }
}
