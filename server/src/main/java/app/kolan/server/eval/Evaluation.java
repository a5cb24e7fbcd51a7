package app.kolan.server.eval;

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
  private final Stage stage;
  private final MindKind mind;
  private final Map<Story, CallersPart> parts;

  private Evaluation(Stage stage, MindKind mind, Map<Story, CallersPart> parts) {
    this.stage = stage;
    this.mind = mind;
    this.parts = parts;
  }

  /// What the callers of stories do and say, by their stories.
  public static Map<Story, CallersPart> parts(
      List<Story> stories, MindKind mind, CallersVoice voice) {
    var parts = new LinkedHashMap<Story, CallersPart>();
    stories.forEach(story -> parts.put(story, CallersPart.of(story, mind, voice)));
    return parts;
  }

  /// Prepares to play them.
  ///
  /// @param parts of [#parts] for the same mind
  public static Evaluation of(Stage stage, MindKind mind, Map<Story, CallersPart> parts) {
    return new Evaluation(stage, mind, new LinkedHashMap<>(parts));
  }

  /// Plays all.
  ///
  /// @param told of each run when it is over, on any thread
  public List<Result> play(int repeat, int atOnce, BiConsumer<Story, List<Miss>> told)
      throws InterruptedException {
    var runs = new LinkedHashMap<Story, List<Future<List<Miss>>>>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (int round = 0; round < repeat; round++) {
        parts.forEach(
            (story, part) ->
                runs.computeIfAbsent(story, _ -> new ArrayList<>())
                    .add(threads.submit(() -> run(story, part, told))));
      }
      var results = new ArrayList<Result>();
      for (var entry : runs.entrySet()) {
        var misses = new ArrayList<List<Miss>>();
        for (Future<List<Miss>> run : entry.getValue()) {
          misses.add(run.get());
        }
        results.add(new Result(entry.getKey(), misses));
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call could not be made", e.getCause());
    }
  }

  private List<Miss> run(Story story, CallersPart part, BiConsumer<Story, List<Miss>> told)
      throws InterruptedException {
    List<Miss> misses;
    try {
      misses = Judgement.of(story, mind, stage.call(part));
    } catch (TimeoutException e) {
      misses = List.of(new Miss(0, "the end of the call", "the call did not end"));
    }
    told.accept(story, misses);
    return misses;
  }
}
