package app.savepoint.storage.romm;

import app.savepoint.core.Home;
import app.savepoint.core.StatePolicy;
import app.savepoint.core.SyncEngine;
import app.savepoint.core.Trial;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.KnownStorage;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.view.NewRoot;
import app.savepoint.storage.romm.RommLife.Game;
import app.savepoint.storage.romm.server.TestClock;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A device of a life: the real engine, journal and storage, a real folder with saves.
final class RommLifeDevice implements AutoCloseable {
    private final RommWorld world;
    private final String name;
    private final Path root;
    private final Home home;
    private final SplittableRandom random;
    private final TestClock clock;
    private Journal journal;
    private RommStorage storage;
    private SyncEngine engine;
    private int stepsLeft;

    /// A process that ends there and then.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String step) {
            super(step);
        }
    }

    RommLifeDevice(RommWorld world, Path dir, String name, long seed) throws IOException {
        this.world = world;
        this.name = name;
        this.root = Files.createDirectories(dir.resolve(name + "-saves"));
        this.home = new Home(dir.resolve(name));
        this.random = new SplittableRandom(seed);
        this.clock = world.server().clock();
        home.create();
        start();
        engine.addRoot(new NewRoot(root, null, null, List.of(), List.of(), true));
    }

    private UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() >>> 2) | 0x8000000000000000L);
    }

    private void start() throws IOException {
        journal = Journal.open(home.database(), clock);
        if (journal.identity().device().isEmpty()) {
            journal.identity().save(new Device(new DeviceId(uuid()), name, DeviceType.LINUX));
            String id = RommSite.look(world.address(), world.credentials(), "1.0", clock).id();
            journal.storages().add(world.address().text(), "romm", id);
        }
        KnownStorage known = journal.storages().all().getFirst();
        storage =
                RommStorage.open(
                        world.address(),
                        world.credentials(),
                        String.valueOf(known.repository()),
                        journal.serverMemory(known.id()),
                        new RommSettings(
                                home.work(),
                                () -> journal.identity().device().orElseThrow(),
                                this::here,
                                false,
                                () -> StatePolicy.of(journal, false),
                                "1.0",
                                clock,
                                clock::advance,
                                new java.util.Random(random.nextLong())));
        engine =
                new SyncEngine(
                        new SyncEngine.Parts(
                                home,
                                journal,
                                oneByOne(storage),
                                known.id(),
                                clock,
                                () -> new RevisionId(uuid()),
                                (save, place) -> true,
                                this::reached,
                                new Workers(1),
                                "test",
                                Trial.NONE,
                                () -> {}));
    }

    private Set<GameKey> here() {
        return journal.local().ids().stream()
                .map(GameKey::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The same storage, which gets its games one after the other: side by side they would move the
    /// clock as it comes, and a seed would not give the same life twice.
    private static Storage oneByOne(Storage storage) {
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("publish")) {
                                List<Published> outcomes = new ArrayList<>();
                                for (Object draft : (List<?>) arguments[0])
                                    outcomes.addAll(storage.publish(List.of((Draft) draft)));
                                return outcomes;
                            }
                            try {
                                return method.invoke(storage, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void reached(String step) {
        if (stepsLeft > 0 && --stepsLeft == 0) throw new Crash(step);
    }

    /// From now on so many steps are taken before the process ends; 0: it does not.
    void crashAfter(int steps) {
        stepsLeft = steps;
    }

    void restart() throws IOException {
        stepsLeft = 0;
        engine.close();
        start();
    }

    String name() {
        return name;
    }

    SyncEngine engine() {
        return engine;
    }

    RommStorage storage() {
        return storage;
    }

    /// What the server calls this device; empty if it was never there.
    String serverId() {
        KnownStorage known = journal.storages().all().getFirst();
        return journal.serverMemory(known.id()).noted(Membership.DEVICE).orElse("");
    }

    /// Has states go to the server as well.
    void wantStates() throws IOException {
        engine.upkeep().setPolicy("states", "on", null, null);
    }

    private Path file(Game game) {
        boolean state = game.save().kind() == SaveKind.STATE;
        String extension = state ? ".state1" : ".srm";
        return root.resolve(game.save().system()).resolve(game.save().game() + extension);
    }

    /// Plays; the save then holds these bytes.
    void write(Game game, byte[] bytes, Instant time) throws IOException {
        Path file = file(game);
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    void delete(Game game) throws IOException {
        Files.deleteIfExists(file(game));
    }

    /// The hash of what lies under a game's name; null if nothing does.
    @Nullable String at(Game game) throws IOException {
        Path file = file(game);
        return Files.exists(file) ? ContentHash.of(Files.readAllBytes(file)).hex() : null;
    }

    /// The hashes of all that was set aside here.
    Set<String> setAside() throws IOException {
        Set<String> hashes = new HashSet<>();
        if (!Files.exists(home.backups())) return hashes;
        try (Stream<Path> files = Files.walk(home.backups())) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                hashes.add(ContentHash.of(Files.readAllBytes(file)).hex());
        }
        return hashes;
    }

    @Override
    public void close() {
        engine.close();
    }
}
