package app.savepoint.app.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.savepoint.app.Approval;
import app.savepoint.app.FakeSyncService;
import app.savepoint.app.HomeException;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.RequestException;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.StorageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `init` on a home that a window or `watch` has open.
class HeldHomeTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Approval ASKED = new Approval(code -> {}, () -> false);

    private final FakeSyncService engine = new FakeSyncService();
    private final HeldHome home = new HeldHome(HOME, engine);

    @Test
    void the_same_bucket_is_known_again_whatever_was_said_once_at_set_up() throws Exception {
        sharesBy("s3://saves/mine?endpoint=http://127.0.0.1:9000", Capability.values());
        String again = "s3://saves/mine?endpoint=http://127.0.0.1:9000&create=true";
        assertThat(home.init(wish(again, null, Approval.NOBODY)).alreadySetUp()).isTrue();
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> home.init(wish("s3://others", null, Approval.NOBODY)))
                .matches(e -> e.kind() == HomeException.Kind.OTHER_STORAGE);
    }

    @Test
    void keys_that_are_to_be_kept_are_refused_rather_than_dropped() {
        sharesBy("s3://saves", Capability.values());
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> home.init(wish("s3://saves", KeyPlace.FILE, Approval.NOBODY)))
                .satisfies(HeldHomeTest::saysWhoHasIt);
        sharesBy("folder:" + HOME, Capability.values());
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> home.init(wish("folder:" + HOME, KeyPlace.FILE, ASKED)))
                .matches(e -> e.code().equals("keys.none"));
    }

    @Test
    void who_asks_a_server_for_the_rights_to_store_is_told_to_end_the_other_first()
            throws Exception {
        String server = "romm:https://roms.example";
        sharesBy(server, Capability.LINEAGE);
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> home.init(wish(server, null, ASKED)))
                .satisfies(HeldHomeTest::saysWhoHasIt);
        assertThat(home.init(wish(server, null, Approval.NOBODY)).alreadySetUp())
                .as("a script asks for none")
                .isTrue();
        sharesBy(server, Capability.WRITE);
        assertThat(home.init(wish(server, null, ASKED)).alreadySetUp()).isTrue();
    }

    private static void saysWhoHasIt(HomeException thrown) {
        assertThat(thrown.kind()).isEqualTo(HomeException.Kind.BUSY);
        assertThat(thrown.saying().key()).isEqualTo("home.busy.keys");
    }

    private void sharesBy(String uri, Capability... can) {
        StorageUri storage = StorageUri.parse(uri, HOME);
        engine.shareBy(
                new StorageInfo(
                        storage.text(),
                        storage.kind().word(),
                        "r",
                        Set.copyOf(EnumSet.copyOf(Set.of(can)))));
    }

    private static InitWish wish(String uri, @Nullable KeyPlace keep, Approval approval) {
        return new InitWish(
                HOME,
                StorageUri.parse(uri, HOME),
                null,
                null,
                false,
                keep,
                new OpenOptions(Duration.ZERO, Map.of()),
                approval);
    }
}
