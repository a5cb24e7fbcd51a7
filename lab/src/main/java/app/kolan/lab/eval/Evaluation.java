package app.kolan.lab.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/// Plays stories, each several times and several at once.
public final class Evaluation {
  private final CallRunner runner;
  private final AgentKind languageModel;
  private final Map<Story, StoryScript> parts;
  private final CallJudge judge;

  private Evaluation(
      CallRunner runner, AgentKind languageModel, Map<Story, StoryScript> parts, CallJudge judge) {
    this.runner = runner;
    this.languageModel = languageModel;
    this.parts = parts;
    this.judge = judge;
  }

  /// What the callers of stories do and say, by their stories.
  public static Map<Story, StoryScript> parts(
      List<Story> stories, AgentKind languageModel, CallerVoice voice) {
    var parts = new LinkedHashMap<Story, StoryScript>();
    stories.forEach(story -> parts.put(story, StoryScript.of(story, languageModel, voice)));
    return parts;
  }

  /// Prepares the stories.
  ///
  /// @param parts of [#parts] for the same kind of agent
  public static Evaluation of(
      CallRunner runner, AgentKind languageModel, Map<Story, StoryScript> parts) {
    return new Evaluation(runner, languageModel, new LinkedHashMap<>(parts), CallJudge.NOBODY);
  }

  /// The same, with somebody who judges each call beside the words that are looked for.
  public Evaluation judgedBy(CallJudge chosen) {
    return new Evaluation(runner, languageModel, parts, chosen);
  }

  /// Plays all stories.
  ///
  /// @param onResult receives each run when it is over, on any thread
  public List<StoryResult> play(
      int repeat, int atOnce, BiConsumer<Story, List<UnmetExpectation>> onResult)
      throws InterruptedException {
    var runs = new LinkedHashMap<Story, List<Future<List<UnmetExpectation>>>>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (int round = 0; round < repeat; round++) {
        parts.forEach(
            (story, part) ->
                runs.computeIfAbsent(story, _ -> new ArrayList<>())
                    .add(threads.submit(() -> run(story, part, onResult))));
      }
      var results = new ArrayList<StoryResult>();
      for (var entry : runs.entrySet()) {
        var misses = new ArrayList<List<UnmetExpectation>>();
        for (Future<List<UnmetExpectation>> run : entry.getValue()) {
          misses.add(run.get());
        }
        results.add(new StoryResult(entry.getKey(), misses));
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call could not be made", e.getCause());
    }
  }

  private List<UnmetExpectation> run(
      Story story, StoryScript part, BiConsumer<Story, List<UnmetExpectation>> onResult)
      throws InterruptedException {
    List<UnmetExpectation> misses;
    try {
      HeardCall call = runner.call(part);
      misses = new ArrayList<>(Judgement.of(story, languageModel, call));
      misses.addAll(judge.judge(story, languageModel, call));
    } catch (TimeoutException e) {
      misses = List.of(new UnmetExpectation(0, "the end of the call", "the call did not end"));
    }
    onResult.accept(story, misses);
    return misses;
  }
}
