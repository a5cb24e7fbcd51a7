package app.kolan.simulator.script;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One utterance of the agent, in progress or finished. Positions count samples from the first
/// frame.
final class HeardUtterance {
  private final long start;
  private long end;
  private Set<String> possible = Set.of();
  private @Nullable String name;
  private boolean over;
  private boolean whole;

  HeardUtterance(long start) {
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

  /// The known prompt that it is, most likely; null while that is open, and for what is no prompt.
  @Nullable String name() {
    return name;
  }

  /// Whether it is this prompt, as far as it was heard: prompts with one beginning can be told
  /// apart only where they differ.
  boolean mayBe(String prompt) {
    return possible.contains(prompt);
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

  void finish(@Nullable String prompt, Set<String> prompts, boolean toItsEnd) {
    over = true;
    whole = toItsEnd;
    name = prompt;
    possible = Set.copyOf(prompts);
  }

  void resume() {
    over = false;
  }
}
