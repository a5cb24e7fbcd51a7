package app.kolan.lab.eval;

import java.util.List;

/// Judges a call by more than the words that are looked for in it.
public interface CallJudge {
  /// A judge that finds nothing.
  CallJudge NOBODY = (_, _, _) -> List.of();

  /// The criteria of a story that do not hold of a call. Blocks; callable from any thread.
  List<UnmetExpectation> judge(Story story, AgentKind languageModel, HeardCall call)
      throws InterruptedException;
}
