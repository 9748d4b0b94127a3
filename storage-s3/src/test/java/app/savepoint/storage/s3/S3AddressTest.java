package app.savepoint.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.RequestException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private static S3Address parse(String typed) {
        return S3Address.parse(typed, HERE);
    }

    @Test
    void a_bucket_is_enough_and_means_aws() {
        S3Address address = parse("s3://my-saves");
        assertThat(address.bucket()).isEqualTo("my-saves");
        assertThat(address.prefix()).isEmpty();
        assertThat(address.endpoint()).isNull();
        assertThat(address.region()).isEqualTo("us-east-1");
        assertThat(address.pathStyle()).isFalse();
        assertThat(address.text()).isEqualTo("s3://my-saves");
    }

    @Test
    void everything_can_be_said() {
        S3Address address =
                parse(
                        "S3://my-saves/games/of%20J%C3%BCrgen/?region=garage&endpoint=https://S3.home:3900/"
                                + "&path-style=no&anonymous=yes&ca-file=ca.pem&proxy=http://proxy:3128"
                                + "&connect-timeout=500ms&read-timeout=10s&call-timeout=5m");
        assertThat(address.prefix()).isEqualTo("games/of Jürgen");
        assertThat(address.endpoint()).isEqualTo(URI.create("https://S3.home:3900"));
        assertThat(address.region()).isEqualTo("garage");
        assertThat(address.pathStyle()).isFalse();
        assertThat(address.anonymous()).isTrue();
        assertThat(address.caFile()).isEqualTo(HERE.resolve("ca.pem"));
        assertThat(address.proxy()).isEqualTo(URI.create("http://proxy:3128"));
        assertThat(address.timeouts())
                .isEqualTo(
                        new S3Address.Timeouts(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket",
                "s3://bucket/a/b",
                "s3://bucket?endpoint=https://host:9000&region=eu-west-1",
                "s3://bucket/a%20b%3Fc?endpoint=http://localhost:1&path-style=false",
                "s3://dotted.bucket?path-style=false",
                "s3://bucket?anonymous=true&ca-file=/etc/ssl/my%20ca.pem&proxy=http://p:1",
                "s3://bucket?connect-timeout=3s&read-timeout=4s&call-timeout=5s"
            })
    void what_is_written_is_read_again_as_it_was(String typed) {
        S3Address address = parse(typed);
        assertThat(parse(address.text())).isEqualTo(address);
        assertThat(parse(address.text()).text()).isEqualTo(address.text());
    }

    @Test
    void two_spellings_of_one_place_are_written_alike() {
        assertThat(parse("S3://b1/x/?region=r2&endpoint=HTTPS://host/&path-style=true").text())
                .isEqualTo(parse("s3://b1/x?endpoint=https://host&region=r2").text());
    }

    @ParameterizedTest
    @CsvSource({
        "s3:bucket, s3.address",
        "s3://, s3.address",
        "s3:///prefix, s3.address",
        "s3://b, s3.bucket-name",
        "s3://-bucket, s3.bucket-name",
        "s3://buck et, s3.bucket-name",
        "s3://bucket//a, s3.prefix",
        "s3://bucket/a/../b, s3.prefix",
        "s3://bucket/%2e%2e, s3.prefix",
        "s3://bucket/%zz, address.option.percent",
        "s3://bucket?regoin=x, address.option.unknown",
        "s3://bucket?region, address.option.empty",
        "s3://bucket?region=, address.option.empty",
        "s3://bucket?region=a&region=b, address.option.twice",
        "s3://bucket?region=a/b, address.option.value",
        "s3://bucket?path-style=maybe, address.option.value",
        "s3://bucket?endpoint=host, address.option.value",
        "s3://bucket?endpoint=ftp://host, address.option.value",
        "s3://bucket?endpoint=https://host/path, address.option.value",
        "s3://bucket?endpoint=https://me@host, address.option.value",
        "s3://bucket?proxy=https://host, address.option.value",
        "s3://bucket?read-timeout=10, address.option.value",
        "s3://bucket?read-timeout=0s, address.option.value",
        "s3://bucket?read-timeout=9999999m, address.option.value"
    })
    void what_makes_no_sense_is_said(String typed, String sentence) {
        assertThatThrownBy(() -> parse(typed))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.saying().key()).isEqualTo(sentence);
                            assertThat(e.code()).isEqualTo("storage.uri");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket, false",
        "s3://bucket?endpoint=https://nas, false",
        "s3://bucket?endpoint=http://localhost:9000, false",
        "s3://bucket?endpoint=http://127.0.0.1:9000, false",
        "s3://bucket?endpoint=http://127.8.8.8, false",
        "s3://bucket?endpoint=http://[::1]:9000, false",
        "s3://bucket?endpoint=http://nas:9000, true",
        "s3://bucket?endpoint=http://192.168.1.2:9000, true",
        "s3://bucket?endpoint=http://localhost.example.org, true",
        "s3://bucket?endpoint=http://127.example.org, true"
    })
    void plain_http_to_another_machine_is_open_to_listeners(String typed, boolean open) {
        assertThat(parse(typed).isOpenToListeners()).isEqualTo(open);
    }

    @Test
    void keys_come_from_the_environment_and_are_never_shown() {
        S3Address address = parse("s3://bucket");
        S3Credentials keys =
                S3Credentials.of(
                        address,
                        Map.of(
                                "SAVEPOINT_S3_ACCESS_KEY", "AKEXAMPLE ",
                                "SAVEPOINT_S3_SECRET_KEY", "hush",
                                "SAVEPOINT_S3_SESSION_TOKEN", "also hush"));
        assertThat(keys).isEqualTo(new S3Credentials.Keys("AKEXAMPLE", "hush", "also hush"));
        assertThat(keys.toString()).doesNotContain("AKEXAMPLE").doesNotContain("hush");
    }

    @Test
    void without_keys_the_machine_is_asked_and_an_anonymous_address_asks_nobody() {
        Map<String, String> half = Map.of("SAVEPOINT_S3_ACCESS_KEY", "AKEXAMPLE");
        assertThat(S3Credentials.of(parse("s3://bucket"), half))
                .isEqualTo(new S3Credentials.OfTheMachine());
        assertThat(S3Credentials.of(parse("s3://bucket?anonymous=true"), half))
                .isEqualTo(new S3Credentials.Anonymous());
    }
}
