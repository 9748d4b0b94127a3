package app.savepoint.app;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.storage.romm.RommAddress;
import app.savepoint.storage.s3.S3Address;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a person calls a storage, checked to hold no secret: `folder:/path`, `s3://bucket/prefix`,
/// `romm:https://host`.
///
/// @param kind which sort of storage
/// @param text all of it, as it may be shown and kept in settings; of a folder, with an absolute
///   path, which is taken as it stands (a `%` or a `?` in it means itself); of a bucket, in the one
///   spelling of [S3Address]
public record StorageUri(Kind kind, String text) {
    /// The storages there are.
    public enum Kind {
        FOLDER,
        S3,
        ROMM;

        /// The word before the colon.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Reads what a person typed; what can not name a storage is a [RequestException].
    ///
    /// @param directory the folder that a relative path starts from
    public static StorageUri parse(String typed, Path directory) {
        Kind kind = kindOf(typed);
        if (kind != Kind.FOLDER && Secrets.in(typed))
            throw new RequestException("storage.uri-secret", whereSecretsBelong(kind));
        if (kind == null) throw new RequestException("storage.uri");
        String rest = typed.substring(kind.word().length() + 1);
        return switch (kind) {
            case FOLDER -> folder(rest, directory);
            case S3 -> new StorageUri(kind, S3Address.parse(typed, directory).text());
            case ROMM -> new StorageUri(kind, RommAddress.parse(typed, directory).text());
        };
    }

    /// The folder that is meant.
    public Path folder() {
        if (kind != Kind.FOLDER) throw new IllegalStateException("not a folder: " + kind);
        return Path.of(text.substring(Kind.FOLDER.word().length() + 1));
    }

    /// The bucket that is meant.
    public S3Address bucket() {
        if (kind != Kind.S3) throw new IllegalStateException("not a bucket: " + kind);
        return S3Address.parse(text, Path.of(""));
    }

    /// The server that is meant.
    public RommAddress server() {
        if (kind != Kind.ROMM) throw new IllegalStateException("not a server: " + kind);
        return RommAddress.parse(text, Path.of(""));
    }

    /// Whether saves would cross a network for all on it to read, which a person has to want.
    public boolean isOpenToListeners() {
        return switch (kind) {
            case FOLDER -> false;
            case S3 -> bucket().isOpenToListeners();
            case ROMM -> server().isOpenToListeners();
        };
    }

    /// The host that [#isOpenToListeners] is about.
    public String openHost() {
        return kind == Kind.ROMM ? server().host() : bucket().server();
    }

    /// What is remembered of it: without what is said once, at set-up.
    public StorageUri kept() {
        return kind == Kind.S3 ? new StorageUri(kind, bucket().kept().text()) : this;
    }

    private static @Nullable Kind kindOf(String typed) {
        for (Kind kind : Kind.values())
            if (typed.regionMatches(true, 0, kind.word() + ":", 0, kind.word().length() + 1))
                return kind;
        return null;
    }

    private static StorageUri folder(String path, Path directory) {
        if (path.isBlank())
            throw new RequestException("storage.uri", Saying.of("storage.uri.folder"));
        Path folder = directory.resolve(path).normalize();
        return new StorageUri(Kind.FOLDER, Kind.FOLDER.word() + ":" + folder);
    }

    private static String whereSecretsBelong(@Nullable Kind kind) {
        String s3 = "SAVEPOINT_S3_ACCESS_KEY, SAVEPOINT_S3_SECRET_KEY";
        String romm = "SAVEPOINT_ROMM_TOKEN";
        return kind == Kind.S3 ? s3 : kind == Kind.ROMM ? romm : s3 + ", " + romm;
    }
}
