package app.savepoint.app.cli;

import app.savepoint.core.save.Saying;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with the words of a command, so that it can be said in the person's language: the
/// parser says it in English only.
final class Mistyped {
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    private Mistyped() {}

    static Saying saying(ParameterException thrown) {
        String message = String.valueOf(thrown.getMessage());
        Saying saying =
                switch (thrown) {
                    case UnmatchedArgumentException e when !e.getUnmatched().isEmpty() ->
                            Saying.of(
                                    e.isUnknownOption() ? "usage.option" : "usage.argument",
                                    e.getUnmatched().getFirst());
                    case OverwrittenOptionException e ->
                            Saying.of("usage.twice", label(e.getOverwritten()));
                    case MutuallyExclusiveArgsException e ->
                            Saying.of("usage.exclusive", options(message));
                    case MissingParameterException e when !e.getMissing().isEmpty() ->
                            Saying.of("usage.missing", labels(e.getMissing()));
                    case ParameterException e when e.getArgSpec() != null && e.getValue() != null ->
                            value(e.getArgSpec(), e.getValue());
                    default -> Saying.of("usage.other", message);
                };
        return saying.inEnglish(message);
    }

    private static Saying value(ArgSpec argument, String typed) {
        String label = label(argument);
        Class<?> type = argument.type();
        if (type == int.class || type == long.class || Number.class.isAssignableFrom(type))
            return Saying.of("usage.value.number", label, typed);
        String choices = choices(argument);
        return choices.isEmpty()
                ? Saying.of("usage.value", label, typed)
                : Saying.of("usage.value.choice", label, typed, choices);
    }

    private static String choices(ArgSpec argument) {
        @Nullable Iterable<String> candidates = argument.completionCandidates();
        if (candidates == null) return "";
        List<String> words = new ArrayList<>();
        candidates.forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        return String.join(", ", words);
    }

    private static String labels(List<ArgSpec> missing) {
        return missing.stream().map(Mistyped::label).collect(Collectors.joining(", "));
    }

    /// As it stands in the help: `--wait SECONDS`.
    private static String label(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) return argument.paramLabel();
        return option.arity().max() == 0
                ? option.longestName()
                : option.longestName() + " " + option.paramLabel();
    }

    private static String options(String message) {
        return OPTION.matcher(message)
                .results()
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
