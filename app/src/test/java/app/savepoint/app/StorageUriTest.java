package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.savepoint.core.RequestException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageUriTest {
    private static final Path DIRECTORY = Path.of("work").toAbsolutePath();

    @Test
    void a_folder_is_made_absolute_and_taken_as_it_stands() {
        assertThat(StorageUri.parse("folder:a/../s%20x", DIRECTORY).folder())
                .isEqualTo(DIRECTORY.resolve("s%20x"));
        StorageUri absolute = StorageUri.parse("folder:" + DIRECTORY, Path.of("/elsewhere"));
        assertThat(absolute.folder()).isEqualTo(DIRECTORY);
        assertThat(absolute.text()).isEqualTo("folder:" + DIRECTORY);
    }

    @Test
    void a_folder_may_have_a_name_that_looks_like_a_secret() {
        assertThat(StorageUri.parse("folder:me@nas&token=1", DIRECTORY).folder())
                .isEqualTo(DIRECTORY.resolve("me@nas&token=1"));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/some/prefix?endpoint=http://127.0.0.1:9000&region=eu, S3",
        "s3://bucket?create=true, S3",
        "romm:https://host/sub, ROMM"
    })
    void other_storages_are_taken_as_typed(String typed, StorageUri.Kind kind) {
        assertThat(StorageUri.parse(typed, DIRECTORY)).isEqualTo(new StorageUri(kind, typed));
    }

    @Test
    void of_a_bucket_one_spelling_is_kept_without_what_is_said_once() {
        String typed =
                "S3://bucket/p/?region=us-east-1&path-style=true&create=true&endpoint=https://host";
        assertThat(StorageUri.parse(typed, DIRECTORY).kept().text())
                .isEqualTo("s3://bucket/p?endpoint=https://host");
        assertThat(StorageUri.parse(typed, DIRECTORY).bucket().create()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://sesame:opensesame@bucket/prefix",
                "s3://sesame:open/sesame@bucket",
                "s3://sesame@bucket",
                "s3://bucket?secret-key=opensesame",
                "s3://bucket?region=x&SECRET_ACCESS_KEY=opensesame",
                "s3://bucket?region=x&access-key=opensesame",
                "s3://bucket?endpoint=http://me:opensesame@127.0.0.1:9000",
                "s3://bucket?endpoint=http%3A%2F%2Fme%3Aopensesame%40host",
                "s3://bucket?%73ecret=opensesame",
                "romm:https://me:opensesame@host",
                "romm:me:opensesame@host",
                "romm:https://host?token=opensesame",
                "romm:https://host#password=opensesame",
                "romm:https://host/rmm_opensesame",
                "https://me:opensesame@host"
            })
    void a_secret_is_refused_and_never_repeated(String typed) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> StorageUri.parse(typed, DIRECTORY))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("storage.uri-secret");
                    assertThat(e.getMessage()).doesNotContain("sesame");
                    assertThat(e.saying().arguments())
                            .singleElement()
                            .asString()
                            .contains("SAVEPOINT_");
                });
        assertThat(Secrets.hide("Unmatched argument: '" + typed + "'"))
                .doesNotContain("opensesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "folder:",
                "/srv/saves",
                "ftp://host",
                "s3:bucket",
                "s3://",
                "romm:ftp://host",
                "romm:https://",
                "romm:"
            })
    void what_names_no_storage_is_refused(String typed) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> StorageUri.parse(typed, DIRECTORY))
                .satisfies(e -> assertThat(e.code()).isEqualTo("storage.uri"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid value for option '--keep': 'foo' is none of local, remote",
                "The folder /mnt/50% off/a@b is not there.",
                "No answer from http://127.0.0.1:9000/bucket?list-type=2&prefix=metadata/",
                "gba/Pokemon Emerald/save/main"
            })
    void what_is_no_secret_stays_readable(String text) {
        assertThat(Secrets.hide(text)).isEqualTo(text);
    }
}
