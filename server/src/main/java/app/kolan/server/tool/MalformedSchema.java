package app.kolan.server.tool;

import java.util.List;

/// A text is no JSON schema such as a tool may have.
public final class MalformedSchema extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param at the place in the schema, such as `properties.day.type`; empty for all of it
  /// @param seen what is there
  /// @param remedy what to do
  public record Problem(String at, String seen, String remedy) {}

  MalformedSchema(List<Problem> problems) {
    super(problems.toString(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /// Everything that is wrong.
  public List<Problem> problems() {
    return problems;
  }
}
