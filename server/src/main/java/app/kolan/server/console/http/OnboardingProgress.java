package app.kolan.server.console.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the setting up of a business is, until it answers and somebody has talked with it.
///
/// @param steps in the order in which they lead on
public record OnboardingProgress(List<Step> steps) {
  public OnboardingProgress {
    steps = List.copyOf(steps);
  }

  /// A step.
  ///
  /// @param name of its texts, such as `greeting`
  /// @param path of its page in the business
  public record Step(String name, String path, boolean done) {}

  public int done() {
    return (int) steps.stream().filter(Step::done).count();
  }

  public boolean isDone() {
    return done() == steps.size();
  }

  /// The first step that is open; null when all are done.
  public @Nullable Step next() {
    return steps.stream().filter(step -> !step.done()).findFirst().orElse(null);
  }

  /// The open step that follows the one of a page, or the first one when none does; null when there
  /// is no other.
  ///
  /// @param path of the page in the business
  public @Nullable Step after(String path) {
    int here = 0;
    for (Step step : steps) {
      here = path.startsWith(step.path()) ? steps.indexOf(step) + 1 : here;
    }
    List<Step> later = steps.subList(here, steps.size());
    List<Step> earlier = steps.subList(0, Math.max(0, here - 1));
    return later.stream()
        .filter(step -> !step.done())
        .findFirst()
        .or(() -> earlier.stream().filter(step -> !step.done()).findFirst())
        .orElse(null);
  }
}
