package app.savepoint.app.setup;

import app.savepoint.app.Approval;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.session.Wording;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import app.savepoint.storage.romm.RommCredentials;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What a person says of a RomM server: where it is, and how this device signs in there.
public final class RommViewModel extends PlaceViewModel {
    /// What is asked for.
    public enum Field {
        SERVER,
        /// A client token of the server's web page.
        TOKEN,
        USER,
        PASSWORD
    }

    /// How this device signs in.
    public enum SignIn {
        /// By the person's yes on the server's page; nothing is typed here.
        CODE,
        TOKEN,
        PASSWORD
    }

    private static final String SCHEME = "romm:";

    /// Who copied it from a command need not know that it goes without.
    private static final Pattern COPIED = Pattern.compile("(?i)^romm:(?!\\d{1,5}(/|$))");

    private final Map<Field, Input> inputs = new EnumMap<>(Field.class);
    private final ObjectProperty<SignIn> signIn = new SimpleObjectProperty<>(SignIn.CODE);
    private final LetInViewModel letIn;

    RommViewModel(Wording wording, Executor fxThread, Executor background) {
        super(wording);
        letIn = new LetInViewModel(wording, fxThread, background);
        for (Field field : Field.values()) inputs.put(field, newInput());
        signIn.addListener(change -> forget());
    }

    public ObjectProperty<SignIn> signIn() {
        return signIn;
    }

    /// What is shown while the person's yes is waited for.
    public LetInViewModel letIn() {
        return letIn;
    }

    public Input input(Field field) {
        return Objects.requireNonNull(inputs.get(field));
    }

    private String typed(Field field) {
        // A password may begin or end with a space
        return field == Field.PASSWORD
                ? Objects.requireNonNullElse(input(field).text().get(), "")
                : input(field).typed();
    }

    /// Whether the field is to be seen, and needed then.
    public BooleanBinding asks(Field field) {
        return Bindings.createBooleanBinding(() -> isAsked(field), signIn);
    }

    private boolean isAsked(Field field) {
        return switch (field) {
            case SERVER -> true;
            case TOKEN -> signIn.get() == SignIn.TOKEN;
            case USER, PASSWORD -> signIn.get() == SignIn.PASSWORD;
        };
    }

    /// Whether the person has to say yes to others on the network reading along.
    public BooleanBinding isOpenToListeners() {
        return Bindings.createBooleanBinding(
                () -> address().map(StorageUri::isOpenToListeners).orElse(false),
                input(Field.SERVER).text());
    }

    private Optional<StorageUri> address() {
        String server = COPIED.matcher(typed(Field.SERVER)).replaceFirst("");
        try {
            return Optional.of(StorageUri.parse(SCHEME + server, Path.of("").toAbsolutePath()));
        } catch (RequestException e) {
            // Said at the field once it is used
            return Optional.empty();
        }
    }

    /// A code has no use before the person's yes.
    @Override
    boolean canBeTested() {
        return signIn.get() != SignIn.CODE;
    }

    @Override
    Optional<TypedPlace> typed(OpenOptions options) {
        boolean complete = true;
        for (Field field : Field.values())
            if (isAsked(field) && typed(field).isEmpty()) {
                input(field).blame(wording().text("setup.bucket.missing"));
                complete = false;
            }
        Optional<StorageUri> address = address();
        if (!typed(Field.SERVER).isEmpty()) {
            if (address.isEmpty())
                input(Field.SERVER).blame(wording().text("setup.romm.server.wrong"));
            else if (address.get().isOpenToListeners() && !knowsListeners().get()) {
                input(Field.SERVER).blame(wording().text("setup.bucket.listeners.missing"));
                complete = false;
            }
        }
        return complete ? address.map(uri -> typed(uri, options)) : Optional.empty();
    }

    private TypedPlace typed(StorageUri uri, OpenOptions options) {
        return switch (signIn.get()) {
            case CODE -> new TypedPlace(uri, null, options, letIn.approval());
            case TOKEN, PASSWORD ->
                    new TypedPlace(uri, keep().get(), with(options), Approval.NOBODY);
        };
    }

    private OpenOptions with(OpenOptions options) {
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.remove(RommCredentials.TOKEN);
        if (signIn.get() == SignIn.TOKEN) {
            environment.put(RommCredentials.TOKEN, typed(Field.TOKEN));
        } else {
            environment.put(RommCredentials.USERNAME, typed(Field.USER));
            environment.put(RommCredentials.PASSWORD, typed(Field.PASSWORD));
        }
        return new OpenOptions(options.patience(), environment, options.errand());
    }

    @Override
    String next(Saying why) {
        return why.key().startsWith("keys.keychain.")
                ? wording().text("setup.romm.keep.otherwise")
                : super.next(why);
    }

    @Override
    String answers(boolean joins) {
        return wording().text("setup.romm.answers");
    }
}
