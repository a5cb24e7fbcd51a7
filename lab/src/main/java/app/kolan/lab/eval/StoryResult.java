package app.kolan.lab.eval;

import java.util.List;

/// What came of one story.
///
/// @param runs for each run the lines that did not come true
public record StoryResult(Story story, List<List<UnmetExpectation>> runs) {
  public StoryResult {
    runs = runs.stream().map(List::copyOf).toList();
  }

  /// How many runs were as they should be.
  public int passed() {
    return (int) runs.stream().filter(List::isEmpty).count();
  }
}
