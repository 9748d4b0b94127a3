package app.savepoint.app;

import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// What Savepoint says, in the person's language: the same sentences in the window and in the
/// terminal.
///
/// An entry that takes arguments is a [MessageFormat], in which an apostrophe is written twice; one
/// that takes none is plain text. An entry that counts comes as `….one` and `….other`.
public final class Messages {
    private static final String BUNDLE = "app.savepoint.app.messages";
    private static final List<String> REASONS = List.of("hold.", "guard.", "rule.");

    private final Locale locale;
    private final ResourceBundle bundle;

    public Messages(Locale locale) {
        this(locale, BUNDLE);
    }

    /// What one of the faces says in words of its own.
    ///
    /// @param name the bundle it says them from
    public Messages(Locale locale, String name) {
        this.locale = locale;
        this.bundle = bundle(name);
    }

    /// Another bundle in the same language, for a library that reads it itself.
    public ResourceBundle bundle(String name) {
        // Without fallback: where a language is missing, English is meant, not the computer's own.
        return ResourceBundle.getBundle(
                name, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    public Locale locale() {
        return locale;
    }

    /// Whether there is an entry of that name.
    public boolean knows(String key) {
        return bundle.containsKey(key);
    }

    /// The text of an entry that takes no arguments.
    public String text(String key) {
        return bundle.getString(key);
    }

    /// The text of an entry that takes no arguments; `otherwise` where there is none, because a
    /// later version wrote the word.
    public String wordOr(String key, String otherwise) {
        return bundle.containsKey(key) ? bundle.getString(key) : otherwise;
    }

    /// The text of an entry, with its arguments put in.
    public String text(String key, Object first, Object... more) {
        var arguments = new Object[more.length + 1];
        arguments[0] = first;
        System.arraycopy(more, 0, arguments, 1, more.length);
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /// The text of an entry that counts something.
    public String count(String key, long number) {
        return text(key + (number == 1 ? ".one" : ".other"), number);
    }

    /// What is wrong, as a sentence. Where there is none, because a later version wrote it down, in
    /// English.
    public String error(Saying saying) {
        if (saying.key().equals(Saying.WORDS)) return String.join(" ", saying.arguments());
        String key = "error." + saying.key();
        return bundle.containsKey(key) ? said(key, saying) : saying.toString();
    }

    /// What to do about it; empty where there is nothing.
    public String next(Saying saying) {
        String key = "next." + saying.key();
        return bundle.containsKey(key) ? said(key, saying) : "";
    }

    private String said(String key, Saying saying) {
        String text = bundle.getString(key);
        return saying.arguments().isEmpty()
                ? text
                : new MessageFormat(text, locale)
                        .format(saying.arguments().stream().map(this::argument).toArray());
    }

    private String argument(String argument) {
        return error(Saying.read(argument));
    }

    /// Why a rule of the plan applies, as a sentence.
    public String rule(Rule rule) {
        return text("rule." + rule.name());
    }

    /// Why a save is left alone, as a sentence.
    public String hold(Hold hold) {
        return text("hold." + hold.name());
    }

    /// What holds an action back, as a sentence.
    public String guard(Guard guard) {
        return text("guard." + guard.name());
    }

    /// What a person should know of a save, in two or three words.
    public String attention(Attention attention) {
        return text("attention." + attention.name());
    }

    /// Which fact speaks for a suggestion, as a sentence.
    public String because(Suggestion suggestion) {
        return text("because." + suggestion.because().name());
    }

    /// Why a save stands where it stands: what holds it back, else the rule that fitted, and the
    /// detail that was seen.
    public String reason(SaveRow row) {
        if (!row.guards().isEmpty()) return guard(row.guards().getFirst());
        String detail = phrase(row.detail());
        if (row.rule() == Rule.HELD && startsWithHold(row.detail())) return detail;
        return detail.isEmpty() ? rule(row.rule()) : with(rule(row.rule()), detail);
    }

    /// The sentence for what the engine gives as a reason.
    public String phrase(Saying reason) {
        return reason.key().equals(Saying.WORDS) ? phrase(error(reason)) : error(reason);
    }

    /// The sentence for what the engine gives as a reason: a key such as `guard.ARRIVING` or the
    /// name of a [Hold], a [Guard] or a [Rule], alone or before a colon and a detail; other words
    /// are said as they are.
    public String phrase(String given) {
        int colon = given.indexOf(": ");
        String word = colon < 0 ? given : given.substring(0, colon);
        for (String kind : REASONS) {
            String key = word.startsWith(kind) ? word : kind + word;
            if (!bundle.containsKey(key)) continue;
            String sentence = text(key);
            return colon < 0 ? sentence : with(sentence, given.substring(colon + 2));
        }
        return given;
    }

    private static String with(String sentence, String detail) {
        return sentence + " (" + detail + ")";
    }

    private static boolean startsWithHold(String detail) {
        for (Hold hold : Hold.values())
            if (detail.equals(hold.name()) || detail.startsWith(hold.name() + ": ")) return true;
        return false;
    }
}
