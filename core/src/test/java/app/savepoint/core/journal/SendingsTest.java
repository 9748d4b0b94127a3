package app.savepoint.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.scan.Root;
import app.savepoint.core.storage.InDoubt;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was sent stays known until it is known what came of it.
class SendingsTest {
    @TempDir Path folder;
    private Journal journal;
    private Root root;
    private long storage;

    @BeforeEach
    void open() {
        journal = opened();
        root = journal.roots().add(Samples.root(folder.resolve("roms")));
        storage = journal.storages().add("romm:https://romm.example", "romm", "a").id();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Journal opened() {
        return Journal.open(folder.resolve("collection.db"), InstantSource.system());
    }

    private Sending sending(String path, long number, RevisionId... expected) {
        return new Sending(
                storage,
                new Place(root.id(), path),
                new InDoubt(
                        Samples.EMERALD,
                        Samples.revision(number),
                        Samples.content(number),
                        Set.of(expected)),
                Samples.NOON.plusMillis(number));
    }

    private List<Sending> known() {
        return journal.sendings().to(storage);
    }

    @Test
    void it_outlives_the_process() {
        Sending first = sending("Emerald.srm", 1);
        Sending other = sending("gba/Emerald.srm", 2, Samples.revision(7), Samples.revision(8));
        journal.sendings().begin(List.of(first, other));
        journal.close();
        journal = opened();
        assertThat(known()).containsExactly(first, other);
        assertThat(journal.sendings().to(storage + 1)).isEmpty();
    }

    @Test
    void what_is_sent_next_from_a_place_stands_for_what_was_sent_before() {
        journal.sendings().begin(List.of(sending("Emerald.srm", 1)));
        Sending next = sending("Emerald.srm", 2, Samples.revision(1));
        journal.sendings().begin(List.of(next));
        assertThat(known()).containsExactly(next);
    }

    @Test
    void what_was_agreed_on_for_its_place_ends_it() {
        Sending here = sending("Emerald.srm", 1);
        Sending there = sending("gba/Emerald.srm", 2);
        journal.sendings().begin(List.of(here, there));
        Agreement agreed = new Agreement(storage, Samples.EMERALD, here.place(), Samples.base(1));
        journal.bases().record(List.of(agreed), List.of(), List.of());
        assertThat(known()).containsExactly(there);
        journal.sendings().forget(List.of(there));
        assertThat(known()).isEmpty();
    }

    @Test
    void it_goes_with_the_folder_it_came_from() {
        journal.sendings().begin(List.of(sending("Emerald.srm", 1)));
        journal.roots().remove(root.id());
        assertThat(known()).isEmpty();
    }
}
