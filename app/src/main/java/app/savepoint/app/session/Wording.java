package app.savepoint.app.session;

import app.savepoint.app.Figures;
import app.savepoint.app.Messages;
import app.savepoint.app.Plain;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.library.Systems;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.stream.Stream;

/// How the window says things: its own words, the sentences it shares with the terminal, numbers,
/// sizes and times.
public final class Wording {
    private static final String BUNDLE = "app.savepoint.app.window";
    private static final int LONGEST_CHIP = 6;

    private final Messages own;
    private final Messages sentences;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Systems systems = Systems.bundled();

    /// @param locale the person's language
    /// @param zone where the person is
    /// @param clock what "two hours ago" is counted from
    public Wording(Locale locale, ZoneId zone, InstantSource clock) {
        this.own = new Messages(locale, BUNDLE);
        this.sentences = new Messages(locale);
        this.zone = zone;
        this.clock = clock;
    }

    public Locale locale() {
        return own.locale();
    }

    /// The text of an entry of the window's that takes no arguments.
    public String text(String key) {
        return own.text(key);
    }

    /// The text of an entry of the window's, with its arguments put in.
    public String text(String key, Object first, Object... more) {
        return own.text(key, plain(first), Stream.of(more).map(Wording::plain).toArray());
    }

    /// A name that others gave says what it is and nothing else: it may hold marks that turn the
    /// reading direction of what stands beside it.
    private static Object plain(Object argument) {
        return argument instanceof Number ? argument : Plain.text(argument.toString());
    }

    /// The text of an entry of the window's that counts something.
    public String count(String key, long number) {
        return own.count(key, number);
    }

    /// What is wrong, as a sentence.
    public String error(Saying saying) {
        return Plain.lines(sentences.error(saying));
    }

    /// What stands in a list elsewhere, to stand alone.
    public String sentence(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(locale()) + words.substring(1);
    }

    /// What is wrong and what to do about it.
    public String errorAndNext(Saying saying) {
        return (error(saying) + " " + Plain.lines(sentences.next(saying))).strip();
    }

    /// Whether the window has an entry of that name.
    public boolean knows(String key) {
        return own.knows(key);
    }

    /// The sentences that the terminal says as well.
    public Messages sentences() {
        return sentences;
    }

    public String size(long bytes) {
        return figures().size(bytes);
    }

    /// How long ago, in words.
    public String ago(Instant time) {
        return figures().ago(time);
    }

    /// Date and time.
    public String exact(Instant time) {
        return figures().exact(time);
    }

    /// What a clock on the wall will show then.
    public String timeIn(Duration duration) {
        return figures().timeOfDay(clock.instant().plus(duration));
    }

    /// "Today", "Yesterday", else the date.
    public String day(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (day.equals(today)) return text("day.today");
        if (day.equals(today.minusDays(1))) return text("day.yesterday");
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale()).format(day);
    }

    private Figures figures() {
        return new Figures(sentences, zone, clock.instant());
    }

    /// The system's name for people.
    public String system(String slug) {
        return slug.equals(SaveNames.UNKNOWN_SYSTEM)
                ? text("system.unknown")
                : systems.displayName(slug);
    }

    /// The system's name where there is little room.
    public String chip(String slug) {
        if (slug.equals(SaveNames.UNKNOWN_SYSTEM)) return "?";
        String chip = slug.toUpperCase(Locale.ROOT);
        return chip.length() <= LONGEST_CHIP ? chip : chip.substring(0, LONGEST_CHIP);
    }

    /// Which of a game's saves it is; empty for the one a game plays.
    public String variant(SaveId save) {
        boolean main = save.slot().equals(SaveId.MAIN_SLOT);
        if (save.kind() == SaveKind.STATE) return text("variant.state", save.slot());
        return main ? "" : text("variant.slot", save.slot());
    }

    /// The save's name for people: the game, and which save of it.
    public String name(SaveId save) {
        String variant = variant(save);
        return variant.isEmpty() ? game(save) : game(save) + " · " + variant;
    }

    /// The game's name, as it can be shown to people.
    public String game(SaveId save) {
        return Plain.text(save.game());
    }

    /// What a device calls itself, as it can be shown to people; empty where nobody knows.
    public String device(String name) {
        return name.isEmpty() ? text("device.unknown") : Plain.text(name);
    }
}
