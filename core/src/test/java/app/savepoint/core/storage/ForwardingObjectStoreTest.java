package app.savepoint.core.storage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever stands around a store hands on all it can do, also what has an answer of its own where a
/// store says nothing.
class ForwardingObjectStoreTest {
    private final List<String> asked = new ArrayList<>();

    static List<Method> all() {
        return List.of(ObjectStore.class.getMethods()).stream()
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everything_a_store_can_do_reaches_the_one_behind(Method method) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++)
            arguments[i] = sample(method.getParameterTypes()[i]);

        Object answer = method.invoke(around(behind()), arguments);

        assertThat(asked).hasSize(1);
        if (method.getReturnType() != void.class)
            assertThat(answer).isEqualTo(sample(method.getReturnType()));
    }

    private static ObjectStore around(ObjectStore store) {
        return new ForwardingObjectStore(store) {};
    }

    /// A store that answers as no default would.
    private ObjectStore behind() {
        return (ObjectStore)
                Proxy.newProxyInstance(
                        ObjectStore.class.getClassLoader(),
                        new Class<?>[] {ObjectStore.class},
                        (_, method, _) -> {
                            asked.add(method.getName());
                            return sample(method.getReturnType());
                        });
    }

    private static Object sample(Class<?> type) {
        if (type == void.class) return null;
        if (type == boolean.class) return true;
        if (type == long.class) return 4711L;
        if (type == String.class) return "key";
        if (type == Optional.class) return Optional.of(Instant.EPOCH);
        if (type == Set.class) return Set.of(Right.WRITE);
        if (type == List.class)
            return List.of(new ObjectInfo("k", 1, new ETag("e"), Instant.EPOCH));
        if (type == ETag.class) return new ETag("e");
        if (type == Content.class) return Content.of(new byte[0]);
        if (type == Precondition.class) return Precondition.ANY;
        if (type == ByteRange.class) return ByteRange.ALL;
        throw new AssertionError("what is a " + type + "?");
    }

    @Test
    void nobody_stands_around_a_store_in_another_way() {
        classes()
                .that()
                .implement(ObjectStore.class)
                .and()
                .containAnyFieldsThat(
                        describe(
                                "are stores",
                                field -> field.getRawType().isAssignableTo(ObjectStore.class)))
                .should()
                .beAssignableTo(ForwardingObjectStore.class)
                .check(new ClassFileImporter().importPackages("app.savepoint"));
    }
}
