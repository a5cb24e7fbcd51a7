package app.kolan.lab.eval;

import java.util.List;

/// The result of one story.
///
/// @param runs for each run the expectations that were not met
public record StoryResult(Story story, List<List<UnmetExpectation>> runs) {
  public StoryResult {
    runs = runs.stream().map(List::copyOf).toList();
  }

  /// How many runs passed.
  public int passed() {
    return (int) runs.stream().filter(List::isEmpty).count();
  }
}
