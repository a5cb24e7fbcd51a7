package app.kolan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The modules around the server use its stores by their ports.
@Tag("unit")
class StoreAccessTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("app.kolan.cli", "app.kolan.lab", "app.kolan.doctor");

  @Test
  void no_command_knows_who_implements_the_stores() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "app.kolan.server..sql..",
            "app.kolan.server.store.sqlite..",
            "app.kolan.server.store.postgres..")
        .check(MAIN);
  }
}
