package app.kolan.simulator.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class JunitArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("app.kolan.simulator.junit");

  @Test
  void the_extension_knows_the_simulator_the_carrier_and_junits_api_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "app.kolan.simulator..",
            "app.kolan.twilio..",
            "java..",
            "org.junit.jupiter.api..",
            "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(MAIN.stream().map(type -> type.getPackage()).distinct())
        .hasSize(1)
        .allMatch(one -> one.isAnnotatedWith(NullMarked.class));
  }
}
