package app.kolan.simulator.script;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One stretch of the agent's speech, while it is being heard and afterwards. Positions count
/// samples from the first frame.
final class Utterance {
  private final long start;
  private long end;
  private Set<String> possible = Set.of();
  private @Nullable String name;
  private boolean over;
  private boolean whole;

  Utterance(long start) {
    this.start = start;
    this.end = start;
  }

  long start() {
    return start;
  }

  /// Behind the last audible sample so far.
  long end() {
    return end;
  }

  boolean isOver() {
    return over;
  }

  /// Whether a known prompt was said to its end.
  boolean isWhole() {
    return whole;
  }

  /// The known prompt that it is; null while that is open, and for what is no prompt.
  @Nullable String name() {
    return name;
  }

  /// Whether it is a known prompt, though perhaps not yet clear which.
  boolean isKnown() {
    return name != null || !possible.isEmpty();
  }

  /// Whether it may yet turn out to be this prompt.
  boolean mayBe(String prompt) {
    return !over && name == null && possible.contains(prompt);
  }

  void audibleAt(long sample) {
    end = sample + 1;
  }

  void cutAt(long sample) {
    end = Math.min(end, sample);
  }

  void narrowTo(Set<String> prompts) {
    possible = Set.copyOf(prompts);
    name = prompts.size() == 1 ? prompts.iterator().next() : null;
  }

  void finish(@Nullable String prompt, boolean toItsEnd) {
    over = true;
    whole = toItsEnd;
    name = prompt;
    possible = Set.of();
  }

  void resume(String prompt) {
    over = false;
    narrowTo(Set.of(prompt));
  }
}
