package app.kolan.server.prompts;

import java.util.List;

/// Prompts that cannot be used. The message names every problem and what to do.
public final class BrokenPrompts extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;
  private final String remedy;

  BrokenPrompts(List<String> problems, String remedy) {
    super(String.join("; ", problems) + ". Remedy: " + remedy + ".");
    this.problems = List.copyOf(problems);
    this.remedy = remedy;
  }

  /// Every problem, one sentence each.
  public List<String> problems() {
    return problems;
  }

  public String remedy() {
    return remedy;
  }
}
