package app.kolan.lab.eval;

import java.util.List;

/// The results of all stories.
public record EvalResults(AgentKind languageModel, List<StoryResult> all) {
  public EvalResults {
    all = List.copyOf(all);
  }

  /// How many runs there were.
  int runs() {
    return all.stream().mapToInt(result -> result.runs().size()).sum();
  }

  /// How many of them passed.
  int passed() {
    return all.stream().mapToInt(StoryResult::passed).sum();
  }

  /// The share of runs that passed; not rounded up.
  public int percent() {
    return runs() == 0 ? 0 : 100 * passed() / runs();
  }

  /// A table for people, with the unmet expectations.
  public String text() {
    var text = new StringBuilder();
    for (StoryResult result : all) {
      int runs = result.runs().size();
      text.append(
          "%s %d/%d  %-24s %s%n"
              .formatted(
                  result.passed() == runs ? "✓" : "✗",
                  result.passed(),
                  runs,
                  result.story().name(),
                  result.story().title()));
      result.runs().stream()
          .flatMap(List::stream)
          .distinct()
          .forEach(miss -> text.append("       %s%n".formatted(words(miss))));
    }
    return text.append(
            "%d of %d stories always passed; %d of %d calls, %d %%.%n"
                .formatted(
                    all.stream().filter(one -> one.passed() == one.runs().size()).count(),
                    all.size(),
                    passed(),
                    runs(),
                    percent()))
        .toString();
  }

  private static String words(UnmetExpectation miss) {
    return miss.line() == 0
        ? "%s: %s".formatted(miss.text(), miss.reason())
        : "line %d, %s: %s".formatted(miss.line(), miss.text(), miss.reason());
  }
}
