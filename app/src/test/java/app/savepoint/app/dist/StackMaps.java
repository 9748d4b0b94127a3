package app.savepoint.app.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/// Gives the classes of a library the stack maps without which Java leaves them out of its cache,
/// and with them all classes that speak of them.
///
/// Picocli is compiled for Java 5, which knew no stack maps: reading and checking its classes anew
/// took a fifth of the time of a command that finds nothing to do. Their code stays as it is.
final class StackMaps {
    /// The first one with stack maps.
    private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;

    private final ClassFile classes;

    private StackMaps(JarFile library) {
        ClassHierarchyResolver own =
                ClassHierarchyResolver.ofResourceParsing(type -> classFile(library, type));
        classes =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(
                                own.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    private static @Nullable InputStream classFile(JarFile library, ClassDesc type) {
        String folder = type.packageName().replace('.', '/');
        JarEntry entry = library.getJarEntry(folder + "/" + type.displayName() + ".class");
        try {
            return entry == null ? null : library.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Rewrites a library.
    ///
    /// @param arguments its jar, and where the rewritten one goes
    public static void main(String[] arguments) throws IOException {
        Path to = Path.of(arguments[1]);
        try (JarFile library = new JarFile(arguments[0]);
                OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            var stackMaps = new StackMaps(library);
            for (JarEntry entry : library.stream().toList()) {
                byte[] bytes = library.getInputStream(entry).readAllBytes();
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? stackMaps.in(bytes) : bytes);
            }
        }
    }

    private byte[] in(byte[] bytes) throws IOException {
        ClassModel old = classes.parse(bytes);
        if (old.majorVersion() >= JAVA_6) return bytes;
        // Each instruction by itself: a body that is passed on whole gets no stack map
        CodeTransform code = (builder, element) -> builder.with(element);
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) builder.withVersion(JAVA_6, 0);
                    else builder.with(element);
                };
        byte[] rewritten =
                classes.transformClass(
                        old, version.andThen(ClassTransform.transformingMethodBodies(code)));
        List<VerifyError> wrong = classes.verify(rewritten);
        if (!wrong.isEmpty()) throw new IOException("not as Java wants it: " + wrong.getFirst());
        return rewritten;
    }
}
