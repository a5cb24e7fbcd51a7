package app.kolan.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ArchitectureTest::isOurs)
          .importPackages("app.kolan.simulator");

  @Test
  void the_simulator_knows_the_carrier_and_the_jdk_and_a_json_library_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "app.kolan.simulator..",
            "app.kolan.twilio..",
            "java..",
            "javax..",
            "com.sun.net.httpserver..",
            "com.fasterxml.jackson.core..",
            "org.slf4j..",
            "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void json_is_known_where_the_simulator_speaks_to_scripts_and_as_rest() {
    classes()
        .that()
        .resideOutsideOfPackages(
            "app.kolan.simulator.report..", "app.kolan.simulator.switchboard..")
        .and()
        .doNotHaveSimpleName("CallResourceJson")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("com.fasterxml..")
        .check(MAIN);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("app.kolan.simulator.(*)..").should().beFreeOfCycles().check(MAIN);
    classes()
        .that()
        .resideInAnyPackage(
            "app.kolan.simulator.stream..",
            "app.kolan.simulator.script..",
            "app.kolan.simulator.sentence..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            "app.kolan.simulator", "java.net..", "java.util.concurrent..", "java.nio..")
        .check(MAIN);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(MAIN.stream().map(type -> type.getPackage()).distinct())
        .allMatch(one -> one.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .containsExactlyInAnyOrder(
            "app.kolan.simulator",
            "app.kolan.simulator.account",
            "app.kolan.simulator.fault",
            "app.kolan.simulator.report",
            "app.kolan.simulator.scene",
            "app.kolan.simulator.script",
            "app.kolan.simulator.sentence",
            "app.kolan.simulator.stream",
            "app.kolan.simulator.switchboard");
  }

  @Test
  void every_test_class_has_exactly_one_tag() throws Exception {
    Path root = Path.of(ArchitectureTest.class.getResource("/").toURI());
    try (Stream<Path> files = Files.walk(root)) {
      List<Class<?>> tests =
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith("Test.class"))
              .<Class<?>>map(ArchitectureTest::load)
              .toList();

      assertThat(tests)
          .hasSizeGreaterThan(5)
          .allMatch(test -> test.getAnnotationsByType(Tag.class).length == 1)
          .allMatch(
              test -> List.of("unit", "socket").contains(test.getAnnotation(Tag.class).value()));
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(file.replace(".class", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOurs(Location location) {
    return location.contains("app/kolan/simulator");
  }
}
