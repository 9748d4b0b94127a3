package app.savepoint.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The borders around the window toolkit and the bucket's client.
@AnalyzeClasses(packages = "app.savepoint", importOptions = DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule the_window_toolkit_stays_in_the_app =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.savepoint.app..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("javafx.."))
                    .because("saves must sync where no window can open")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule a_command_loads_no_window_toolkit =
            noClasses()
                    .that()
                    .resideInAPackage("app.savepoint.app.cli..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("javafx.."))
                    .because("loading it costs more time than most commands take")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule a_view_model_knows_no_controls =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage.."))
                    .because("what the player is told is tested without a screen")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_the_bucket_knows_aws =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.savepoint.storage.s3..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("software.amazon..", "org.apache.hc.."))
                    .because("a sync of a folder has no time to load any of it");

    @ArchTest
    static final ArchRule whoever_stands_around_a_store_hands_on_all_it_can_do =
            classes()
                    .that()
                    .implement(ObjectStore.class)
                    .and()
                    .containAnyFieldsThat(
                            describe(
                                    "are stores",
                                    field ->
                                            field.getAllInvolvedRawTypes().stream()
                                                    .anyMatch(type ->
                                                            type.isAssignableTo(
                                                                    ObjectStore.class))))
                    .should()
                    .beAssignableTo(ForwardingObjectStore.class)
                    .because("what has an answer of its own is easily forgotten");
}
