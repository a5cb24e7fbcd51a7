package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import app.kolan.server.store.StoreSettings;
import java.io.PrintWriter;
import java.util.List;

/// What is wrong with the settings of the store, for commands that need no others.
final class StoreProblems {
  private StoreProblems() {}

  /// Prints them.
  ///
  /// @return whether the store's settings can be used
  static boolean explain(ConfigDraft draft, PrintWriter err) {
    if (!draft.readable()) {
      UnreadableSettings.explain(draft, err);
      return false;
    }
    List<String> ours = StoreSettings.GROUP.settings().stream().map(Setting::environment).toList();
    List<ConfigProblem> problems =
        draft.problems().stream().filter(problem -> ours.contains(problem.key())).toList();
    if (problems.isEmpty()) {
      return true;
    }
    err.println("The database cannot be found with these settings:");
    problems.forEach(problem -> err.println("  " + problem.line()));
    return false;
  }
}
