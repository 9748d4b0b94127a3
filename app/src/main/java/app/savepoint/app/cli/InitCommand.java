package app.savepoint.app.cli;

import app.savepoint.app.Approval;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.StorageUri;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.Check;
import app.savepoint.storage.romm.RommPairing;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JsonGenerator;

/// `init`: sets up a home.
@Command(name = "init", description = "Set up Savepoint on this device.")
final class InitCommand extends AnswerCommand {
    @Option(
            names = "--storage",
            paramLabel = "URI",
            required = true,
            description = {
                "What to keep saves in sync with: folder:/path, s3://bucket/prefix or",
                "romm:https://host. Secrets come from the environment, never from here."
            })
    private String storage = "";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "What to call this device. Default: after the machine.")
    private @Nullable String device;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = TypeWord.class,
            completionCandidates = TypeWords.class,
            description = "What it is: ${COMPLETION-CANDIDATES}.")
    private @Nullable DeviceType type;

    @Option(names = "--check", description = "Only test the connection; change nothing.")
    private boolean check;

    @Option(
            names = "--keep-keys",
            paramLabel = "WHERE",
            converter = KeyPlaceWord.class,
            completionCandidates = KeyPlaceWords.class,
            description = {
                "Keep the keys that the environment holds, so that it need not from now on:",
                "${COMPLETION-CANDIDATES}. The file lies in the home, for its owner only."
            })
    private @Nullable KeyPlace keepKeys;

    @Option(
            names = "--yes",
            description = "Go on though others on the network could read along (plain http).")
    private boolean yes;

    InitCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer answer() throws IOException {
        var uri = StorageUri.parse(storage, context.caller().directory());
        if (device != null) requireName(device);
        if (uri.isOpenToListeners() && !yes)
            throw new RequestException("storage.plain-http", uri.openHost());
        var wish =
                new InitWish(
                        context.home(),
                        uri,
                        device,
                        type,
                        check,
                        keepKeys,
                        context.openOptions(),
                        approval());
        return new Done(context.homes().init(wish), check);
    }

    /// A person is shown where to say yes; a script is not kept waiting for one.
    private Approval approval() {
        boolean asks = context.terminal().inInteractive() && context.terminal().errInteractive();
        return new Approval(asks ? this::show : null, context.caller().cancelled());
    }

    private void show(RommPairing.Code code) {
        var err = new PrintStream(context.terminal().err(), true, context.terminal().charset());
        var messages = context.messages();
        err.println(messages.text("init.pair", code.page(), code.code()));
        err.println(messages.text("init.pair.link", code.complete()));
        for (String line : camera(code)) err.println("  " + line);
        err.println(messages.text("init.pair.wait", code.lasts().toMinutes()));
    }

    /// The link for a camera, where the screen can show it whole.
    private List<String> camera(RommPairing.Code code) {
        Terminal terminal = context.terminal();
        List<String> lines = QrText.lines(code.complete().toString(), context.wantsColour());
        boolean fits = QrText.width(code.complete().toString()) + 2 <= terminal.width();
        boolean known = terminal.charset().newEncoder().canEncode("▀▄█");
        return fits && known ? lines : List.of();
    }

    /// Asks the noun itself, so that there is one rule for names.
    private static void requireName(String name) {
        try {
            var _ = new Device(new DeviceId(new UUID(0, 0)), name, DeviceType.OTHER);
        } catch (IllegalArgumentException e) {
            throw new RequestException("device.name");
        }
    }

    /// What the set-up led to.
    private record Done(InitResult result, boolean check) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            out.writeStartObject();
            Device device = result.device();
            if (device == null) {
                out.writeNullProperty("device");
            } else {
                out.writeObjectPropertyStart("device");
                out.writeStringProperty("id", device.id().toString());
                out.writeStringProperty("name", device.name());
                out.writeStringProperty("type", device.type().word());
                out.writeEndObject();
            }
            StorageInfo storage = result.storage();
            out.writeObjectPropertyStart("storage");
            out.writeStringProperty("uri", storage.uri());
            out.writeStringProperty("kind", storage.kind());
            out.writeBooleanProperty("joined", result.joined());
            new SaveJson(out)
                    .words(
                            "capabilities",
                            storage.capabilities().stream().sorted().map(Done::word).toList());
            out.writeEndObject();
            if (!result.found().isEmpty()) checks(out);
            out.writeEndObject();
        }

        private void checks(JsonGenerator out) {
            out.writeArrayPropertyStart("checks");
            for (Check one : result.found()) {
                out.writeStartObject();
                out.writeStringProperty("name", one.name());
                out.writeBooleanProperty("ok", one.ok());
                out.writeEndObject();
            }
            out.writeEndArray();
        }

        @Override
        public void text(Page page) {
            if (page.quiet()) return;
            String uri = result.storage().uri();
            Device device = result.device();
            if (check || device == null) {
                page.line(Tone.GOOD, page.messages().text("init.check", uri));
                page.detail(page.messages().text(result.joined() ? "init.used" : "init.unused"));
                for (Check one : result.found()) say(one, page);
                return;
            }
            page.line(
                    Tone.GOOD,
                    page.messages()
                            .text(
                                    result.alreadySetUp() ? "init.already" : "init.done",
                                    device.name(),
                                    uri));
            KeyPlace kept = result.kept();
            if (kept != null) page.detail(page.messages().text("init.keys." + kept.word()));
            if (result.alreadySetUp()) return;
            page.detail(page.messages().text(result.joined() ? "init.joined" : "init.new"));
            page.detail(page.messages().text("init.next"));
            for (Check one : result.found())
                if (!one.ok() || !page.messages().next(one.found()).isEmpty()) say(one, page);
        }

        private static void say(Check found, Page page) {
            page.line(found.ok() ? Tone.GOOD : Tone.BAD, page.messages().error(found.found()));
            String next = page.messages().next(found.found());
            if (!next.isEmpty()) page.detail(next);
        }

        private static String word(Capability capability) {
            return capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Reads a type of device by its word.
    static final class TypeWord implements ITypeConverter<DeviceType> {
        @Override
        public DeviceType convert(String word) {
            try {
                return DeviceType.ofWord(word.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + word + "' is none of " + String.join(", ", new TypeWords()));
            }
        }
    }

    /// Reads where to keep keys.
    static final class KeyPlaceWord implements ITypeConverter<KeyPlace> {
        @Override
        public KeyPlace convert(String word) {
            return KeyPlace.ofWord(word.toLowerCase(Locale.ROOT))
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'"
                                            + word
                                            + "' is none of "
                                            + String.join(", ", new KeyPlaceWords())));
        }
    }

    /// The words for all places for keys.
    static final class KeyPlaceWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(KeyPlace.values()).map(KeyPlace::word).iterator();
        }
    }

    /// The words for all types of device.
    static final class TypeWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(DeviceType.values()).map(DeviceType::word).iterator();
        }
    }
}
