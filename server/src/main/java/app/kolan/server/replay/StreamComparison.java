package app.kolan.server.replay;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.tape.Sound;
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
  private final List<Row> rows = new ArrayList<>();
  private int drift;

  StreamComparison(int tolerance) {
    this.tolerance = tolerance;
  }

  List<Row> compare(List<Deed> tape, List<Deed> build) {
    int[][] common = commonAfter(tape, build);
    List<Deed> onlyTape = new ArrayList<>();
    List<Deed> onlyBuild = new ArrayList<>();
    int t = 0;
    int b = 0;
    while (t < tape.size() || b < build.size()) {
      if (t < tape.size() && b < build.size() && isSameKind(tape.get(t), build.get(b))) {
        tellApart(onlyTape, onlyBuild);
        rows.add(pair(tape.get(t++), build.get(b++)));
      } else if (b == build.size() || t < tape.size() && common[t + 1][b] >= common[t][b + 1]) {
        onlyTape.add(tape.get(t++));
      } else {
        onlyBuild.add(build.get(b++));
      }
    }
    tellApart(onlyTape, onlyBuild);
    return rows;
  }

  /// How many deeds are common to what is left, from each pair of places on.
  private static int[][] commonAfter(List<Deed> tape, List<Deed> build) {
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

  private static boolean isSameKind(Deed tape, Deed build) {
    return tape instanceof Deed.Speech said && build instanceof Deed.Speech says
        ? said.prompt().equals(says.prompt())
        : tape.getClass() == build.getClass();
  }

  private void tellApart(List<Deed> onlyTape, List<Deed> onlyBuild) {
    int both = Math.min(onlyTape.size(), onlyBuild.size());
    for (int i = 0; i < both; i++) {
      rows.add(other(onlyTape.get(i), onlyBuild.get(i)));
    }
    onlyTape.stream().skip(both).map(deed -> other(deed, null)).forEach(rows::add);
    onlyBuild.stream().skip(both).map(deed -> other(null, deed)).forEach(rows::add);
    onlyTape.clear();
    onlyBuild.clear();
  }

  private static Row other(@Nullable Deed tape, @Nullable Deed build) {
    if (tape != null && build != null) {
      return new Row(
          tape.place(),
          Words.kind(tape),
          Words.of(tape),
          Words.of(build),
          List.of("%s, %s".formatted(onTape(tape), inBuild(build))));
    } else if (tape != null) {
      String difference = "%s, this build does not".formatted(onTape(tape));
      return new Row(tape.place(), Words.kind(tape), Words.of(tape), null, List.of(difference));
    } else if (build != null) {
      String difference = "%s, the tape does not have that".formatted(inBuild(build));
      return new Row(build.place(), Words.kind(build), null, Words.of(build), List.of(difference));
    }
    throw new IllegalArgumentException("there is nothing to compare");
  }

  private static String onTape(Deed deed) {
    return deed instanceof Deed.Speech speech
        ? "the tape has %s%s".formatted(isPrompt(speech) ? "the prompt " : "", Words.spoken(speech))
        : "the server on the tape " + Words.of(deed);
  }

  private static String inBuild(Deed deed) {
    return "this build "
        + (deed instanceof Deed.Speech speech ? "says " + Words.spoken(speech) : Words.of(deed));
  }

  private static boolean isPrompt(Deed.Speech speech) {
    return !speech.prompt().isEmpty() && !speech.prompt().equals(Sound.DIGITS);
  }

  private Row pair(Deed tape, Deed build) {
    List<String> differences = new ArrayList<>();
    switch (tape) {
      case Deed.Speech said when build instanceof Deed.Speech says ->
          compare(said, says, differences);
      case Deed.Close(_, var code) when build instanceof Deed.Close(_, var other) -> {
        if (code != other) {
          differences.add(
              "the tape's stream is closed with %d, this build's with %d".formatted(code, other));
        }
        comparePlaces("closes the stream", tape, build, differences);
      }
      case Deed.Clear _ -> comparePlaces("throws away what is queued", tape, build, differences);
      case Deed.Stream(_, var path) when build instanceof Deed.Stream(_, var other) -> {
        if (!path.equals(other)) {
          differences.add("the tape's stream is %s, this build's %s".formatted(path, other));
        }
      }
      case Deed.Answer _,
          Deed.Unasked _,
          Deed.Speech _,
          Deed.Close _,
          Deed.Stream _,
          Deed.Result _ ->
          throw new IllegalStateException("these deeds are not of one kind");
    }
    return new Row(tape.place(), Words.kind(tape), Words.of(tape), Words.of(build), differences);
  }

  private void compare(Deed.Speech tape, Deed.Speech build, List<String> differences) {
    comparePlaces("says " + Words.spoken(tape), tape, build, differences);
    boolean bothWhole = !tape.cutOff() && !build.cutOff();
    if (!tape.hash().equals(build.hash())) {
      differences.add(
          "%s sounds different: %s on the tape, %s in this build"
              .formatted(
                  Words.spoken(tape),
                  Words.seconds(tape.samples()),
                  Words.seconds(build.samples())));
      drift += bothWhole ? (build.samples() - tape.samples()) / Mulaw.FRAME : 0;
    } else if (tape.prompt().equals(Sound.DIGITS)) {
      drift += bothWhole ? (build.samples() - tape.samples()) / Mulaw.FRAME : 0;
    } else if (bothWhole) {
      compareMarks(tape, build, differences);
    }
  }

  private void compareMarks(Deed.Speech tape, Deed.Speech build, List<String> differences) {
    if (tape.samples() != build.samples()) {
      differences.add(
          "%s of %s on the tape, %s in this build"
              .formatted(
                  Words.seconds(tape.samples()),
                  Words.spoken(tape),
                  Words.seconds(build.samples())));
    }
    if (!names(tape).equals(names(build))) {
      differences.add(
          "the marks of %s are %s on the tape, %s in this build"
              .formatted(Words.spoken(tape), Words.names(tape), Words.names(build)));
      return;
    }
    for (int i = 0; i < tape.marks().size(); i++) {
      int late = build.marks().get(i).frames() - tape.marks().get(i).frames();
      if (isOff(late)) {
        differences.add(
            "the mark %s of %s is sent %s"
                .formatted(tape.marks().get(i).name(), Words.spoken(tape), Words.later(late)));
        return;
      }
    }
  }

  private static List<String> names(Deed.Speech speech) {
    return speech.marks().stream().map(Deed.Mark::name).toList();
  }

  private void comparePlaces(String what, Deed tape, Deed build, List<String> differences) {
    int late = build.place().frames() - tape.place().frames();
    if (isOff(late)) {
      differences.add(
          "this build %s %s than the tape, in frame %d"
              .formatted(what, Words.later(late), build.place().frames()));
    } else if (Math.abs(late) <= tolerance && Math.abs(late - drift) > tolerance) {
      drift = 0;
    }
  }

  private boolean isOff(int late) {
    return Math.abs(late) > tolerance && Math.abs(late - drift) > tolerance;
  }
}
