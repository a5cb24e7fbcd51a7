package app.kolan.server.stories;

import app.kolan.server.business.CallerStory;
import app.kolan.server.business.ExpectedWords;
import app.kolan.server.stories.PlayedStory.Miss;
import app.kolan.server.tool.CallAction;
import java.util.ArrayList;
import java.util.List;

/// Compares a story with what came of it.
public final class StoryJudge {
  private StoryJudge() {}

  /// What was not as expected.
  ///
  /// @param answers all of them, a line each
  /// @param end what came after the last one
  /// @param lead whether the caller left something
  public static List<Miss> misses(CallerStory story, String answers, CallAction end, boolean lead) {
    var misses = new ArrayList<Miss>();
    if (!story.answer().isEmpty() && !isIn(answers, story.answer())) {
      misses.add(Miss.WORDS);
    }
    if (!story.never().isEmpty() && isIn(answers, story.never())) {
      misses.add(Miss.FORBIDDEN_WORDS);
    }
    switch (story.outcome()) {
      case ANY -> {}
      case LEAD -> add(lead, Miss.LEAD, misses);
      case TRANSFER -> add(end instanceof CallAction.HandOver, Miss.TRANSFER, misses);
      case GOODBYE -> add(end instanceof CallAction.HangUp, Miss.GOODBYE, misses);
    }
    return List.copyOf(misses);
  }

  private static boolean isIn(String answers, String words) {
    return ExpectedWords.read(words).map(wanted -> wanted.in(answers)).orElse(false);
  }

  private static void add(boolean holds, Miss miss, List<Miss> misses) {
    if (!holds) {
      misses.add(miss);
    }
  }
}
