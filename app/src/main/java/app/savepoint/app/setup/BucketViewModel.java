package app.savepoint.app.setup;

import app.savepoint.app.Approval;
import app.savepoint.app.InitResult;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Wording;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.storage.s3.S3Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What a person says of a bucket: who holds it, where it is, the keys to it.
public final class BucketViewModel extends PlaceViewModel {
    /// What is asked for.
    public enum Field {
        BUCKET,
        /// A folder in the bucket; may be empty.
        PREFIX,
        REGION,
        /// Of whom the bucket is, where that is part of its address.
        ACCOUNT,
        SERVER,
        ACCESS_KEY,
        SECRET_KEY
    }

    private static final String SCHEME = "s3://";

    /// What follows the bucket's name in an address is asked for by itself.
    private static final Pattern ONE_PART = Pattern.compile("[^/?#]*");

    private final Map<Field, Input> inputs = new EnumMap<>(Field.class);
    private final ObjectProperty<BucketPreset> preset =
            new SimpleObjectProperty<>(BucketPreset.AWS);
    private final ReadOnlyBooleanWrapper bucketIsMissing = new ReadOnlyBooleanWrapper();
    private final BooleanProperty make = new SimpleBooleanProperty();

    BucketViewModel(Wording wording) {
        super(wording);
        for (Field field : Field.values()) inputs.put(field, newInput());
        preset.addListener(change -> forget());
    }

    @Override
    void forget() {
        super.forget();
        bucketIsMissing.set(false);
    }

    public ObjectProperty<BucketPreset> preset() {
        return preset;
    }

    /// Who can hold a bucket, for the person.
    public String name(BucketPreset one) {
        return one.brand().isEmpty() ? wording().text("setup.bucket.other") : one.brand();
    }

    public Input input(Field field) {
        return Objects.requireNonNull(inputs.get(field));
    }

    private String typed(Field field) {
        return preset.get().asks(field) ? input(field).typed() : "";
    }

    /// Whether the field is to be seen.
    public BooleanBinding asks(Field field) {
        return Bindings.createBooleanBinding(() -> preset.get().asks(field), preset);
    }

    /// Whether the person has to say yes to others on the network reading along.
    public BooleanBinding isOpenToListeners() {
        return Bindings.createBooleanBinding(
                () -> isOpen(typed(Field.SERVER)), preset, input(Field.SERVER).text());
    }

    private static boolean isOpen(String server) {
        try {
            return !server.isEmpty() && parse("any-bucket?endpoint=" + server).isOpenToListeners();
        } catch (RequestException e) {
            // What makes no sense is said when it is used
            return false;
        }
    }

    private static StorageUri parse(String place) {
        return StorageUri.parse(SCHEME + place, Path.of("").toAbsolutePath());
    }

    /// Whether all that is missing is the bucket itself, which can be made.
    public ReadOnlyBooleanProperty bucketIsMissing() {
        return bucketIsMissing.getReadOnlyProperty();
    }

    /// Whether it is to be made then.
    public BooleanProperty make() {
        return make;
    }

    @Override
    boolean canBeTested() {
        return true;
    }

    @Override
    Optional<TypedPlace> typed(OpenOptions options) {
        return checked()
                .map(uri -> new TypedPlace(uri, keepKeys(), with(options), Approval.NOBODY));
    }

    private Optional<StorageUri> checked() {
        boolean complete = true;
        for (Field field : Field.values())
            if (preset.get().needs(field) && typed(field).isEmpty()) {
                input(field).blame(wording().text("setup.bucket.missing"));
                complete = false;
            }
        if (typed(Field.ACCESS_KEY).isEmpty() != typed(Field.SECRET_KEY).isEmpty()) {
            input(typed(Field.ACCESS_KEY).isEmpty() ? Field.ACCESS_KEY : Field.SECRET_KEY)
                    .blame(wording().text("setup.bucket.both-keys"));
            complete = false;
        }
        if (!complete) return Optional.empty();
        if (isOpenToListeners().get() && !knowsListeners().get()) {
            input(Field.SERVER).blame(wording().text("setup.bucket.listeners.missing"));
            return Optional.empty();
        }
        return address();
    }

    private Optional<StorageUri> address() {
        try {
            if (!ONE_PART.matcher(typed(Field.BUCKET)).matches())
                throw new RequestException(
                        "storage.uri", Saying.of("s3.bucket-name", typed(Field.BUCKET)));
            return Optional.of(parse(text()));
        } catch (RequestException e) {
            input(blamed(e.saying())).blame(wording().errorAndNext(e.saying()));
            return Optional.empty();
        }
    }

    private Field blamed(Saying why) {
        return switch (why.key()) {
            case "s3.bucket-name", "s3.address" -> Field.BUCKET;
            case "s3.prefix" -> Field.PREFIX;
            default ->
                    preset.get().asks(Field.SERVER) && !why.arguments().contains("region")
                            ? Field.SERVER
                            : preset.get().asks(Field.REGION) ? Field.REGION : Field.ACCOUNT;
        };
    }

    private String text() {
        String region = typed(Field.REGION);
        String server = typed(Field.SERVER);
        if (!server.isEmpty() && !server.contains("://")) server = "https://" + server;
        String endpoint = preset.get().endpoint(region, typed(Field.ACCOUNT), server);
        List<String> options = new ArrayList<>();
        if (!endpoint.isEmpty()) options.add("endpoint=" + encoded(endpoint));
        String signed = region.isEmpty() ? preset.get().region() : region;
        if (!signed.isEmpty()) options.add("region=" + encoded(signed));
        if (bucketIsMissing.get() && make.get()) options.add("create=true");
        String place =
                Stream.of(typed(Field.PREFIX).split("/"))
                        .filter(part -> !part.isEmpty())
                        .map(BucketViewModel::encoded)
                        .collect(Collectors.joining("/", "/", ""));
        return typed(Field.BUCKET)
                + (place.equals("/") ? "" : place)
                + (options.isEmpty() ? "" : "?" + String.join("&", options));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The options with what was typed to prove with, which then goes before all else.
    private OpenOptions with(OpenOptions options) {
        if (typed(Field.ACCESS_KEY).isEmpty()) return options;
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.put(S3Credentials.ACCESS_KEY, typed(Field.ACCESS_KEY));
        environment.put(S3Credentials.SECRET_KEY, typed(Field.SECRET_KEY));
        environment.remove(S3Credentials.SESSION_TOKEN);
        return new OpenOptions(options.patience(), environment, options.errand());
    }

    /// Where to keep what was typed; null if nothing was.
    private @Nullable KeyPlace keepKeys() {
        return typed(Field.ACCESS_KEY).isEmpty() ? null : keep().get();
    }

    @Override
    String answers(boolean joins) {
        return wording().text(joins ? "setup.bucket.joins" : "setup.bucket.empty");
    }

    @Override
    void show(InitResult result) {
        bucketIsMissing.set(false);
        super.show(result);
    }

    @Override
    void show(Saying why) {
        bucketIsMissing.set(why.key().equals("s3.no-bucket"));
        super.show(why);
    }

    @Override
    String next(Saying why) {
        if (why.key().equals("s3.no-bucket")) return wording().text("setup.bucket.make.help");
        if (why.key().startsWith("keys.keychain.")) return wording().text("setup.keep.otherwise");
        return super.next(why);
    }
}
