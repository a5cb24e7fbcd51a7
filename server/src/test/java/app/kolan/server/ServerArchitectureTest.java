package app.kolan.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.LogContext;
import app.kolan.server.session.CallScope;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.annotation.Testable;
import org.slf4j.MDC;

/// The arrows between the packages of the server.
@Tag("unit")
class ServerArchitectureTest {
  private static final String ROOT = "app.kolan.server";

  /// Tests are a folder here, and a jar where the whole build runs them.
  private static final Pattern OF_TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar!).*");

  private static final JavaClasses EVERYTHING = new ClassFileImporter().importPackages(ROOT);
  private static final JavaClasses MAIN =
      EVERYTHING.that(describe("are of the product", ServerArchitectureTest::isOfTheProduct));

  private static final Set<String> SLEEPING =
      Set.of(
          "Thread.sleep",
          "Thread.onSpinWait",
          "TimeUnit.sleep",
          "LockSupport.parkNanos",
          "LockSupport.parkUntil");

  /// Those who pace what they send, and the one place where tests wait by the clock.
  private static final String PACED = "TapeWriter|Await";

  @Test
  void its_features_form_no_cycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  /// What is below knows nothing of what is above it.
  @ParameterizedTest
  @CsvSource({
    "media, session agent business telephony store provider stt tts llm realtime tool",
    "session, agent business telephony tts llm realtime tool crm",
    "stt, session agent telephony business tts llm realtime tool store",
    "tts, session agent telephony business stt llm realtime tool crm",
    "llm, session agent telephony business stt tts realtime store crm",
    "realtime, session agent telephony business stt tts store crm",
    "tool, agent telephony llm tts realtime",
    "business, session agent telephony store tool crm",
    "store, session agent telephony business crm notify",
    "agent, telephony"
  })
  void a_layer_knows_none_above_it(String layer, String above) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Arrays.stream(above.split(" "))
                .map(each -> ROOT + "." + each + "..")
                .toArray(String[]::new))
        .check(MAIN);
  }

  @Test
  void no_feature_knows_the_web_server_the_api_or_the_console() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".web..", ROOT + ".api..", ROOT + ".console..", ROOT + ".bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".web..", ROOT + ".api..", ROOT + ".console..")
        .check(MAIN);
  }

  @Test
  void nobody_knows_the_start() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".bootstrap..")
        .check(MAIN);
  }

  @Test
  void the_story_of_a_call_knows_no_web_server_and_no_json() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".media..", ROOT + ".session..", ROOT + ".agent..", ROOT + ".business..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..", "io.netty..", "com.fasterxml..", ROOT + ".web..", ROOT + ".telephony..")
        .check(MAIN);
  }

  @Test
  void the_callers_frames_are_the_only_clock_of_a_story() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".media..", ROOT + ".session..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class)
        .check(MAIN);
  }

  @Test
  void the_threads_of_a_call_are_its_scopes() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".session..", ROOT + ".agent..")
        .and()
        .doNotHaveFullyQualifiedName(CallScope.class.getName())
        .should()
        .callMethod(Thread.class, "ofVirtual")
        .orShould()
        .callMethod(Thread.class, "ofPlatform")
        .orShould()
        .callMethod(Thread.class, "startVirtualThread", Runnable.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Executors.class)
        .check(MAIN);
  }

  @Test
  void the_logs_context_is_set_in_one_place() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(CallScope.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(LogContext.class.getName())
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(MDC.class)
        .check(MAIN);
  }

  @Test
  void what_changes_is_not_named_like_a_question() {
    noMethods()
        .that()
        .haveNameMatching("(is|has|can|may)[A-Z].*")
        .should()
        .haveRawReturnType(void.class)
        .check(MAIN);
  }

  @Test
  void nobody_sleeps() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(" + PACED + ")(\\$.*)?")
        .should()
        .callMethodWhere(
            describe(
                "lets time pass",
                call ->
                    SLEEPING.contains(
                        call.getTargetOwner().getSimpleName() + "." + call.getName())))
        .check(EVERYTHING);
  }

  @Test
  void the_environment_is_read_by_the_settings_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".settings..")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(MAIN);
  }

  @Test
  void the_server_knows_neither_its_tools_nor_the_simulator_nor_the_stubs() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "app.kolan.simulator..",
            "app.kolan.stubs..",
            "app.kolan.doctor..",
            "app.kolan.lab..",
            "app.kolan.cli..")
        .check(MAIN);
  }

  @Test
  void the_web_server_is_known_where_the_line_meets_the_web() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".web..",
            ROOT + ".api..",
            ROOT + ".console..",
            ROOT + ".telephony..",
            ROOT + ".mail.smtp..",
            ROOT + ".bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..")
        .check(MAIN);
  }

  @Test
  void only_the_packages_of_sql_and_the_jobs_know_sql() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "..sql..",
            ROOT + ".store.sqlite..",
            ROOT + ".store.postgres..",
            ROOT + ".jobs..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".store.JobDatabase")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "org.flywaydb..",
            "org.sqlite..",
            "com.zaxxer.hikari..")
        .check(MAIN);
  }

  @Test
  void only_the_jobs_use_the_database_beside_the_stores() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".store..", ROOT + ".jobs..", ROOT + ".callevents..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ROOT + ".store.JobDatabase")
        .check(MAIN);
  }

  @Test
  void the_start_alone_chooses_the_database() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".store.sqlite..", ROOT + ".store.postgres..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".bootstrap.StoreFactory")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".store.sqlite..", ROOT + ".store.postgres..")
        .check(MAIN);
  }

  @Test
  void the_start_alone_chooses_who_implements_the_stores() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "..sql..",
            ROOT + ".store.sqlite..",
            ROOT + ".store.postgres..",
            ROOT + ".bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "..sql..")
        .check(MAIN);
  }

  @Test
  void only_the_models_know_langchain4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".llm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.langchain4j..")
        .check(MAIN);
  }

  @Test
  void twilios_own_library_is_no_part_of_the_product() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.twilio..").check(MAIN);
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
            .filter(ServerArchitectureTest::holdsTests)
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .<Class<?>>map(JavaClass::reflect)
            .toList();

    assertThat(tests).contains(ServerArchitectureTest.class).hasSizeGreaterThan(15);
    assertThat(tests)
        .allSatisfy(test -> assertThat(test.getDeclaredAnnotationsByType(Tag.class)).hasSize(1));
  }

  private static boolean isOfTheProduct(JavaClass type) {
    return type.getSource()
        .filter(source -> !OF_TESTS.matcher(source.getUri().toString()).matches())
        .isPresent();
  }

  private static boolean holdsTests(JavaClass type) {
    return type.getAllMethods().stream()
        .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
  }
}
