package app.kolan.server.bootstrap;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import java.util.List;

/// The settings as far as they can be understood, for somebody who looks for what is wrong with
/// them. What cannot be used stands in the config as if it were not set.
///
/// @param problems what keeps a server from starting with them
/// @param warnings what the operator should know all the same
/// @param readable false when the file could not be read at all
public record ConfigDraft(
    Config config, List<ConfigProblem> problems, List<String> warnings, boolean readable) {
  public ConfigDraft {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /// Whether nothing is wrong with this setting.
  public boolean isSound(Setting setting) {
    return problems.stream().noneMatch(problem -> problem.key().equals(setting.environment()));
  }
}
