package app.kolan.server.bootstrap;

import app.kolan.server.settings.ConfigProblem;
import java.util.List;

/// What came of reading the settings.
public sealed interface ConfigReading {
  /// They can be used.
  ///
  /// @param warnings what the operator should know all the same
  record Usable(Config config, List<String> warnings) implements ConfigReading {
    public Usable {
      warnings = List.copyOf(warnings);
    }
  }

  /// They cannot; all problems at once.
  ///
  /// @param warnings what the operator should know besides
  record Unusable(List<ConfigProblem> problems, List<String> warnings) implements ConfigReading {
    public Unusable {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }
}
