package app.savepoint.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The borders between the rooms of the engine.
@AnalyzeClasses(packages = "app.savepoint", importOptions = DoNotIncludeTests.class)
class BordersTest {
    private static final String SAVE = "app.savepoint.core.save..";
    private static final String PLAN = "app.savepoint.core.plan..";

    @ArchTest
    static final ArchRule save_depends_on_nothing_else_of_ours =
            noClasses()
                    .that()
                    .resideInAPackage(SAVE)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("app.savepoint..").and(not(resideInAPackage(SAVE))))
                    .because("every room speaks in these nouns, so they may lean on none of them")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule plan_depends_on_nothing_of_ours_but_save =
            noClasses()
                    .that()
                    .resideInAPackage(PLAN)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("app.savepoint..")
                                    .and(not(resideInAnyPackage(SAVE, PLAN))))
                    .because("a plan follows from what was seen, whatever saw it or carries it out")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule save_and_plan_do_no_input_or_output =
            noClasses()
                    .that()
                    .resideInAnyPackage(SAVE, PLAN)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "java.nio.file..",
                                            "java.nio.channels..",
                                            "java.net.http..",
                                            "java.sql..")
                                    .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile)")))
                    .because("deciding is pure, so it can be shown, logged and tried in every case")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_engine_knows_no_window =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("javafx..")
                    .because("the same engine serves the window, the terminal and a server")
                    .allowEmptyShould(true);
}
