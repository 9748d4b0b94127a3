package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.scan.NameRules;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The files of the project itself: they can be checked out on every system, and a newcomer finds
/// at the top what was agreed to be there.
class ProjectFilesTest {
    /// What a build leaves behind, and what belongs to git and to editors.
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode");

    /// Windows takes 260 characters, of which a person's folders need some.
    private static final int LONGEST_PATH = 180;

    private final Path top = top();

    @Test
    void the_top_level_is_as_agreed() throws IOException {
        try (Stream<Path> all = Files.list(top)) {
            assertThat(
                            all.map(path -> path.getFileName().toString())
                                    .filter(name -> !NOT_OURS.contains(name)))
                    .containsExactlyInAnyOrder(
                            "pom.xml",
                            "mvnw",
                            "mvnw.cmd",
                            "README.md",
                            "LICENSE",
                            "CHANGELOG.md",
                            "app",
                            "core",
                            "storage-s3",
                            "storage-romm",
                            "installer",
                            "src-assets",
                            ".mvn",
                            ".ci",
                            ".github",
                            ".editorconfig",
                            ".gitignore",
                            ".gitattributes");
        }
    }

    @Test
    void every_name_is_one_that_windows_takes() throws IOException {
        NameRules windows = new NameRules(true, true);
        Set<String> lower = new HashSet<>();
        List<String> files = files();
        assertThat(files).hasSizeGreaterThan(1_000);
        for (String file : files) {
            for (String name : file.split("/", -1))
                assertThat(windows.problemWith(name)).as(file).isEmpty();
            assertThat(file.length()).as(file).isLessThanOrEqualTo(LONGEST_PATH);
            assertThat(lower.add(file.toLowerCase(Locale.ROOT)))
                    .as("%s differs from another by case alone", file)
                    .isTrue();
        }
    }

    /// Paths below the top, with `/` between names.
    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return NOT_OURS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        files.add(top.relativize(file).toString().replace('\\', '/'));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    /// Tests run in the folder of their module.
    private static Path top() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("mvnw"))) at = at.getParent();
        return at;
    }
}
