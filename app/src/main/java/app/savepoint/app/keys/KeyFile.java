package app.savepoint.app.keys;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A file that only its owner may read, for machines without a keychain and for those who said yes
/// to that. Who can read the owner's files can read it.
final class KeyFile implements KeySafe {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<String> get(String name) throws StorageException {
        return Optional.ofNullable(all().get(name));
    }

    @Override
    public void put(String name, String secret) throws StorageException {
        Map<String, String> all = all();
        all.put(name, secret);
        write(all);
    }

    @Override
    public void remove(String name) throws StorageException {
        Map<String, String> all = all();
        if (all.remove(name) != null) write(all);
    }

    private Map<String, String> all() throws StorageException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException e) {
            throw failed("keys.file.unreadable", "can not be read", e);
        }
        return new TreeMap<>(parsed(text));
    }

    private Map<String, String> parsed(String text) throws StorageException {
        try {
            Map<String, String> read = JsonMapper.shared().readValue(text, TEXTS);
            if (read != null) return read;
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            if (where != null && where.getLineNr() > 0)
                throw malformed(where.getLineNr(), Math.max(1, where.getColumnNr()));
        }
        throw malformed(1, 1);
    }

    /// Says where, and brings no cause along: the parser repeats what stands there, and that may be
    /// a key.
    private NeedsPerson malformed(int line, int column) {
        return new NeedsPerson(
                Reason.DENIED,
                Saying.of(
                                "keys.file.malformed",
                                file,
                                Integer.toString(line),
                                Integer.toString(column))
                        .inEnglish(file + " can not be read: line " + line + ", column " + column),
                null);
    }

    private void write(Map<String, String> all) throws StorageException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            // Nobody else may read it, not even before there is something in it
            Files.deleteIfExists(fresh);
            boolean posix =
                    Files.getFileStore(file.resolveSibling("")).supportsFileAttributeView("posix");
            if (posix)
                Files.createFile(
                        fresh,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            else forOwnerOnly(Files.createFile(fresh));
            Files.writeString(fresh, JsonMapper.shared().writeValueAsString(all));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("keys.file.unwritable", "can not be written", e);
        }
    }

    private static void forOwnerOnly(Path made) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(made, AclFileAttributeView.class);
        // A file system that knows no owners, such as FAT, keeps nothing from anyone
        if (view == null) return;
        view.setAcl(
                List.of(
                        AclEntry.newBuilder()
                                .setType(AclEntryType.ALLOW)
                                .setPrincipal(view.getOwner())
                                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                                .build()));
    }

    private NeedsPerson failed(String key, String english, Exception cause) {
        return new NeedsPerson(
                Reason.DENIED, Saying.of(key, file).inEnglish(file + " " + english), cause);
    }
}
