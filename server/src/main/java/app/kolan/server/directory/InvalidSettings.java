package app.kolan.server.directory;

import app.kolan.server.settings.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/// Settings of a business, or its slug or numbers, that cannot be used. Nothing was changed.
public final class InvalidSettings extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  public InvalidSettings(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::line).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// All that is wrong, by the keys of the document.
  public List<ConfigProblem> problems() {
    return problems;
  }
}
