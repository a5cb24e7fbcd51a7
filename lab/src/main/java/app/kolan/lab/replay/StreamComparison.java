package app.kolan.lab.replay;

import app.kolan.server.calltrace.SentAudio;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares what was done on one media socket.
/*
 * What is said is aligned by its names, as lines of a text are, so that one sentence more does not
 * make all that follows different.
 *
 * Places are compared in frames, up to a tolerance: a live server answers some frames late, as its
 * machine allows. Where this build's words are longer than the tape's for a known reason (another
 * recording of a prompt, or the stand-in of a number that is read back), what follows may come
 * later by as much.
 */
final class StreamComparison {
  private final int tolerance;
  private final List<ComparisonRow> rows = new ArrayList<>();
  private int drift;

  StreamComparison(int tolerance) {
    this.tolerance = tolerance;
  }

  List<ComparisonRow> compare(List<ObservedAction> tape, List<ObservedAction> build) {
    int[][] common = commonAfter(tape, build);
    List<ObservedAction> onlyTape = new ArrayList<>();
    List<ObservedAction> onlyBuild = new ArrayList<>();
    int t = 0;
    int b = 0;
    while (t < tape.size() || b < build.size()) {
      if (t < tape.size() && b < build.size() && isSameKind(tape.get(t), build.get(b))) {
        markDifferences(onlyTape, onlyBuild);
        rows.add(pair(tape.get(t++), build.get(b++)));
      } else if (b == build.size() || t < tape.size() && common[t + 1][b] >= common[t][b + 1]) {
        onlyTape.add(tape.get(t++));
      } else {
        onlyBuild.add(build.get(b++));
      }
    }
    markDifferences(onlyTape, onlyBuild);
    return rows;
  }

  /// The length of the longest common subsequence from each pair of positions on.
  private static int[][] commonAfter(List<ObservedAction> tape, List<ObservedAction> build) {
    var common = new int[tape.size() + 1][build.size() + 1];
    for (int t = tape.size() - 1; t >= 0; t--) {
      for (int b = build.size() - 1; b >= 0; b--) {
        common[t][b] =
            isSameKind(tape.get(t), build.get(b))
                ? common[t + 1][b + 1] + 1
                : Math.max(common[t + 1][b], common[t][b + 1]);
      }
    }
    return common;
  }

  private static boolean isSameKind(ObservedAction tape, ObservedAction build) {
    return tape instanceof ObservedAction.Speech said && build instanceof ObservedAction.Speech says
        ? said.prompt().equals(says.prompt())
        : tape.getClass() == build.getClass();
  }

  private void markDifferences(List<ObservedAction> onlyTape, List<ObservedAction> onlyBuild) {
    int both = Math.min(onlyTape.size(), onlyBuild.size());
    for (int i = 0; i < both; i++) {
      rows.add(other(onlyTape.get(i), onlyBuild.get(i)));
    }
    onlyTape.stream().skip(both).map(action -> other(action, null)).forEach(rows::add);
    onlyBuild.stream().skip(both).map(action -> other(null, action)).forEach(rows::add);
    onlyTape.clear();
    onlyBuild.clear();
  }

  private static ComparisonRow other(
      @Nullable ObservedAction tape, @Nullable ObservedAction build) {
    if (tape != null && build != null) {
      return new ComparisonRow(
          tape.place(),
          ActionText.kind(tape),
          ActionText.of(tape),
          ActionText.of(build),
          List.of("%s, %s".formatted(onTape(tape), inBuild(build))));
    } else if (tape != null) {
      String difference = "%s, this build does not".formatted(onTape(tape));
      return new ComparisonRow(
          tape.place(), ActionText.kind(tape), ActionText.of(tape), null, List.of(difference));
    } else if (build != null) {
      String difference = "%s, the tape does not have that".formatted(inBuild(build));
      return new ComparisonRow(
          build.place(), ActionText.kind(build), null, ActionText.of(build), List.of(difference));
    }
    throw new IllegalArgumentException("there is nothing to compare");
  }

  private static String onTape(ObservedAction action) {
    return action instanceof ObservedAction.Speech speech
        ? "the tape has %s%s"
            .formatted(isPrompt(speech) ? "the prompt " : "", ActionText.spoken(speech))
        : "the server on the tape " + ActionText.of(action);
  }

  private static String inBuild(ObservedAction action) {
    return "this build "
        + (action instanceof ObservedAction.Speech speech
            ? "says " + ActionText.spoken(speech)
            : ActionText.of(action));
  }

  private static boolean isPrompt(ObservedAction.Speech speech) {
    return !speech.prompt().isEmpty() && !speech.prompt().equals(SentAudio.DIGITS);
  }

  private ComparisonRow pair(ObservedAction tape, ObservedAction build) {
    List<String> differences = new ArrayList<>();
    switch (tape) {
      case ObservedAction.Speech said when build instanceof ObservedAction.Speech says ->
          compare(said, says, differences);
      case ObservedAction.Close(_, var code)
          when build instanceof ObservedAction.Close(_, var other) -> {
        if (code != other) {
          differences.add(
              "the tape's stream is closed with %d, this build's with %d".formatted(code, other));
        }
        comparePlaces("closes the stream", tape, build, differences);
      }
      case ObservedAction.Clear _ ->
          comparePlaces("throws away what is queued", tape, build, differences);
      case ObservedAction.Stream(_, var path)
          when build instanceof ObservedAction.Stream(_, var other) -> {
        if (!path.equals(other)) {
          differences.add("the tape's stream is %s, this build's %s".formatted(path, other));
        }
      }
      case ObservedAction.Answer _,
          ObservedAction.Unasked _,
          ObservedAction.Speech _,
          ObservedAction.Close _,
          ObservedAction.Stream _,
          ObservedAction.Result _ ->
          throw new IllegalStateException("these actions are not of one kind");
    }
    return new ComparisonRow(
        tape.place(),
        ActionText.kind(tape),
        ActionText.of(tape),
        ActionText.of(build),
        differences);
  }

  private void compare(
      ObservedAction.Speech tape, ObservedAction.Speech build, List<String> differences) {
    comparePlaces("says " + ActionText.spoken(tape), tape, build, differences);
    boolean bothWhole = !tape.cutOff() && !build.cutOff();
    if (!tape.hash().equals(build.hash())) {
      differences.add(
          "%s sounds different: %s on the tape, %s in this build"
              .formatted(
                  ActionText.spoken(tape),
                  ActionText.seconds(tape.samples()),
                  ActionText.seconds(build.samples())));
      drift += bothWhole ? (build.samples() - tape.samples()) / Mulaw.FRAME : 0;
    } else if (tape.prompt().equals(SentAudio.DIGITS)) {
      drift += bothWhole ? (build.samples() - tape.samples()) / Mulaw.FRAME : 0;
    } else if (bothWhole) {
      compareMarks(tape, build, differences);
    }
  }

  private void compareMarks(
      ObservedAction.Speech tape, ObservedAction.Speech build, List<String> differences) {
    if (tape.samples() != build.samples()) {
      differences.add(
          "%s of %s on the tape, %s in this build"
              .formatted(
                  ActionText.seconds(tape.samples()),
                  ActionText.spoken(tape),
                  ActionText.seconds(build.samples())));
    }
    if (!names(tape).equals(names(build))) {
      differences.add(
          "the marks of %s are %s on the tape, %s in this build"
              .formatted(ActionText.spoken(tape), ActionText.names(tape), ActionText.names(build)));
      return;
    }
    for (int i = 0; i < tape.marks().size(); i++) {
      int late = build.marks().get(i).frames() - tape.marks().get(i).frames();
      if (isOff(late)) {
        differences.add(
            "the mark %s of %s is sent %s"
                .formatted(
                    tape.marks().get(i).name(), ActionText.spoken(tape), ActionText.later(late)));
        return;
      }
    }
  }

  private static List<String> names(ObservedAction.Speech speech) {
    return speech.marks().stream().map(ObservedAction.Mark::name).toList();
  }

  private void comparePlaces(
      String what, ObservedAction tape, ObservedAction build, List<String> differences) {
    int late = build.place().frames() - tape.place().frames();
    if (isOff(late)) {
      differences.add(
          "this build %s %s than the tape, in frame %d"
              .formatted(what, ActionText.later(late), build.place().frames()));
    } else if (Math.abs(late) <= tolerance && Math.abs(late - drift) > tolerance) {
      drift = 0;
    }
  }

  private boolean isOff(int late) {
    return Math.abs(late) > tolerance && Math.abs(late - drift) > tolerance;
  }
}
