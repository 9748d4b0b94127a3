package app.savepoint.core.save;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something to be told to a person, in no language yet: whoever shows it has the sentence.
///
/// @param key names the sentence, such as `save.unknown`
/// @param arguments what is put into it
public record Saying(String key, List<String> arguments) {
    public Saying {
        arguments = List.copyOf(arguments);
    }

    /// With arguments of any kind.
    ///
    /// @param arguments put into the sentence as they are written; numbers too, since nearly all of
    ///   them are names of something
    public static Saying of(String key, @Nullable Object... arguments) {
        return new Saying(key, Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /// For the log, which speaks no language.
    @Override
    public String toString() {
        return arguments.isEmpty() ? key : key + " " + arguments;
    }
}
