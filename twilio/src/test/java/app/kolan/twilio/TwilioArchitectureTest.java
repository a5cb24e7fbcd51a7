package app.kolan.twilio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/// The boundaries of module `twilio`: values without I/O, threads or a clock.
@Tag("unit")
class TwilioArchitectureTest {
  private static final String ROOT = "app.kolan.twilio";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);
  private static final JavaClasses EVERYTHING = new ClassFileImporter().importPackages(ROOT);

  @Test
  void twilios_wire_touches_no_network_no_files_and_no_other_threads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.util.concurrent..", "java.nio.file..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, ThreadLocal.class, Runtime.class, ProcessBuilder.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
        .check(MAIN);
  }

  @Test
  void twilios_wire_reads_no_clock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Clock.class, Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(MAIN);
  }

  @Test
  void twilios_wire_stands_on_the_jdk_jackson_and_nullness_alone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            ROOT + "..", "java..", "javax..", "com.fasterxml.jackson.core..", "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void its_packages_form_no_cycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void every_package_is_null_marked() {
    List<String> unmarked =
        EVERYTHING.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void every_test_class_carries_exactly_one_tag() {
    List<Class<?>> tests =
        EVERYTHING.stream()
            .filter(TwilioArchitectureTest::holdsTests)
            .<Class<?>>map(JavaClass::reflect)
            .toList();

    assertThat(tests).contains(TwilioArchitectureTest.class).hasSizeGreaterThan(20);
    assertThat(tests)
        .allSatisfy(test -> assertThat(test.getDeclaredAnnotationsByType(Tag.class)).hasSize(1));
  }

  private static boolean holdsTests(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
  }
}
