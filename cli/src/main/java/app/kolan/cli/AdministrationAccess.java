package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/// How the commands that look after businesses, users, keys and the audit log come to the server's
/// database.
final class AdministrationAccess {
  /// Without these it would be another database, or one that cannot be read.
  private static final List<Setting> NEEDED =
      List.of(
          StoreSettings.DATA,
          StoreSettings.DATABASE,
          StoreSettings.PASSWORD,
          StoreSettings.PASSWORD_FILE,
          DirectorySettings.SECRET_KEY,
          DirectorySettings.SECRET_KEY_FILE);

  /// All businesses, as an option of a command names them.
  static final String ALL_BUSINESSES = "*";

  private final Supplier<ConfigDraft> settings;

  AdministrationAccess(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  /// What a command does.
  interface Work {
    /// @return the exit code
    int with(Administration administration, ConfigDraft draft);
  }

  /// Does it, and says in a sentence why it cannot be done.
  ///
  /// @return the exit code
  int run(CommandSpec spec, Work work) {
    LogLevel.quietUnlessAsked();
    PrintWriter err = spec.commandLine().getErr();
    ConfigDraft draft = settings.get();
    if (!draft.readable()) {
      return UnreadableSettings.explain(draft, err);
    }
    List<String> needed = NEEDED.stream().map(Setting::environment).toList();
    List<ConfigProblem> problems =
        draft.problems().stream().filter(problem -> needed.contains(problem.key())).toList();
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err.println(problem.line()));
      err.flush();
      return ExitCode.USAGE;
    }
    StoreSettings store = draft.config().store();
    boolean isNew = store.database() == null && Files.notExists(store.data().resolve("kolan.db"));
    try (Administration administration = Administration.open(draft.config())) {
      if (isNew) {
        err.println(
            "Note: there was no database in %s, so there is a new one. If the server has its data elsewhere, name that folder by KOLAN_DATA."
                .formatted(store.data().toAbsolutePath()));
      }
      return work.with(administration, draft);
    } catch (IdentityRefusal refusal) {
      err.println(refusal.getMessage());
      return switch (refusal.kind()) {
        case INVALID -> ExitCode.USAGE;
        case UNKNOWN, CONFLICT, FORBIDDEN, BUSY -> ExitCode.SOFTWARE;
      };
    } catch (StoreException | UnreadableSecret | DirectoryConflict e) {
      err.println(e.getMessage());
      return ExitCode.SOFTWARE;
    } finally {
      err.flush();
      spec.commandLine().getOut().flush();
    }
  }

  /// The business that an option names.
  ///
  /// @param slug null, or [#ALL_BUSINESSES], for all
  /// @throws IdentityRefusal when there is none, with those that there are
  static @Nullable NamedBusiness business(Administration administration, @Nullable String slug) {
    if (slug == null || slug.equals(ALL_BUSINESSES)) {
      return null;
    }
    return administration
        .business(slug)
        .orElseThrow(
            () -> {
              String known =
                  administration.businesses().stream()
                      .map(NamedBusiness::slug)
                      .collect(Collectors.joining(", "));
              return new IdentityRefusal(
                  Kind.INVALID,
                  known.isEmpty()
                      ? "there is no business '%s', nor any other yet".formatted(slug)
                      : "there is no business '%s'; there are: %s".formatted(slug, known));
            });
  }

  /// Says that there is no such business.
  ///
  /// @return the exit code
  static int unknown(String slug, PrintWriter err) {
    err.println("There is no business %s; see: kolan business list".formatted(slug));
    return ExitCode.SOFTWARE;
  }

  /// The slug of a business; its identifier where it has gone.
  static String slug(Administration administration, long business) {
    return administration.businesses().stream()
        .filter(known -> known.id() == business)
        .map(NamedBusiness::slug)
        .findFirst()
        .orElse("business " + business);
  }
}
