package app.savepoint.core;

import static app.savepoint.core.Devices.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 5, for an answer of a person's: cut short between what it says to the storage and what
/// it does to the disk, it is carried out by the next sync, and nobody is asked again.
class ResolveCutShortTest {
    private static final String EMERALD = "gba/Emerald";
    private static final Selection IT = new Selection(List.of(EMERALD + "/save/main"));

    @TempDir Path dir;

    private Devices devices;
    private Machine deck;
    private Machine guest;

    /// The power goes out.
    private static final class Out extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void two_heads_and_a_third_device_with_a_save_of_its_own() throws IOException {
        devices = new Devices(dir);
        Machine desktop = devices.add("desktop");
        deck = devices.add("deck");
        guest = devices.add("guest");
        desktop.play(EMERALD, "emerald 0");
        desktop.sync();
        deck.sync();
        desktop.play(EMERALD, "emerald of the desktop");
        desktop.sync();
        devices.later(Duration.ofHours(1));
        deck.play(EMERALD, "emerald of the deck");
        deck.sync();
        guest.play(EMERALD, "emerald of the guest");
        guest.sync();
        assertThat(heads()).hasSize(2);
        assertThat(attention()).isEqualTo(Attention.CONFLICT);
    }

    @AfterEach
    void nothing_was_lost() {
        assertThat(devices.reachable()).as("promise 1").containsAll(devices.everPlayed());
        devices.close();
    }

    private List<RevisionId> heads() {
        RemoteSave there = guest.parts.storage().remembered().saves().get(save(EMERALD));
        return there.heads().stream().map(head -> head.id()).toList();
    }

    private Attention attention() {
        return guest.status().stream()
                .filter(row -> row.id().equals(save(EMERALD)))
                .findFirst()
                .orElseThrow()
                .attention();
    }

    /// The guest chooses the deck's save, and the power goes out before it has a file of it.
    private void choose_the_decks_and_go_out() {
        RevisionId decks =
                guest.parts.storage().remembered().saves().get(save(EMERALD)).heads().stream()
                        .filter(head -> head.device().equals(deck.engine.device().id()))
                        .findFirst()
                        .orElseThrow()
                        .id();
        SyncEngine.Parts parts = guest.parts;
        guest.engine =
                new SyncEngine(
                        new SyncEngine.Parts(
                                parts.home(),
                                parts.journal(),
                                parts.storage(),
                                parts.storageNumber(),
                                parts.clock(),
                                parts.ids(),
                                parts.gate(),
                                step -> {
                                    if (step.equals("staging")) throw new Out();
                                },
                                new Workers(1),
                                parts.version(),
                                parts.trial(),
                                parts.onClose()));
        assertThatThrownBy(() -> guest.engine.resolve(IT, Keep.REMOTE, decks))
                .isInstanceOf(Out.class);
        assertThat(guest.read(EMERALD)).as("not yet").isEqualTo("emerald of the guest");
        guest.restart();
    }

    @Test
    void the_next_sync_carries_it_out() {
        choose_the_decks_and_go_out();

        assertThat(guest.sync().conflicts()).isEmpty();

        assertThat(guest.read(EMERALD)).isEqualTo("emerald of the deck");
        assertThat(heads()).hasSize(1);
        assertThat(attention()).isEqualTo(Attention.NONE);
        deck.sync();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald of the deck");
    }

    @Test
    void who_plays_on_before_it_is_asked_again() {
        choose_the_decks_and_go_out();
        devices.later(Duration.ofHours(1));
        guest.play(EMERALD, "emerald of the guest, played on");

        assertThat(guest.sync().conflicts()).containsExactly(save(EMERALD));

        assertThat(guest.read(EMERALD)).isEqualTo("emerald of the guest, played on");
    }
}
