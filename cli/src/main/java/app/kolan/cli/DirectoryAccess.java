package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.DirectoryTools;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.settings.Setting;
import app.kolan.server.store.StoreException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ExitCode;

/// Opens the directory of businesses for a command, by the settings of the server.
final class DirectoryAccess {
  private static final List<Setting> NEEDED =
      List.of(DirectorySettings.SECRET_KEY, DirectorySettings.SECRET_KEY_FILE);

  private DirectoryAccess() {}

  /// Runs work on the directory, and says why it cannot be done.
  ///
  /// @param work returns the exit code
  /// @return the exit code
  static int run(ConfigDraft draft, PrintWriter err, ToIntFunction<DirectoryTools> work) {
    LogLevel.quiet();
    if (!draft.readable()) {
      return UnreadableSettings.explain(draft, err);
    }
    if (!NEEDED.stream().allMatch(draft::isSound)) {
      draft.problems().forEach(problem -> err.println(problem.line()));
      err.flush();
      return ExitCode.USAGE;
    }
    try (DirectoryTools tools = DirectoryTools.open(draft.config())) {
      return work.applyAsInt(tools);
    } catch (StoreException | SecretCipher.UnreadableSecret | DirectoryConflict e) {
      err.println(e.getMessage());
      err.flush();
      return ExitCode.SOFTWARE;
    }
  }

  /// Says that there is no such business.
  ///
  /// @return the exit code
  static int unknown(String slug, PrintWriter err) {
    err.println("There is no business %s; see: kolan business list".formatted(slug));
    err.flush();
    return ExitCode.SOFTWARE;
  }
}
