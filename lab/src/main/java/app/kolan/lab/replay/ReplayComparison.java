package app.kolan.lab.replay;

import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.calltrace.TraceResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A tape and a build side by side, in the order of the tape.
///
/// @param notes what is wrong with the tape, and what it cannot show
public record ReplayComparison(
    Tape tape, int tolerance, List<ComparisonRow> rows, List<String> notes) {
  /// How many frames a live server may be late: what its disk and its threads cost.
  public static final int USUAL_TOLERANCE = 15;

  public ReplayComparison {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /// Plays a tape against a build, and compares.
  ///
  /// @param tolerance how many frames apart things may be that are the same
  /// @throws IOException when there is no room for a ledger
  public static ReplayComparison of(Tape tape, BuildUnderTest build, int tolerance)
      throws IOException {
    Playback taped = TapedPlayback.of(tape);
    Playback played = Replay.of(tape, build);
    List<ComparisonRow> rows = new ArrayList<>();
    compareAnswers(taped, played, rows);
    var sockets = new TreeSet<>(taped.streams().keySet());
    sockets.addAll(played.streams().keySet());
    for (int socket : sockets) {
      rows.addAll(
          compareStreams(
              taped.streams().getOrDefault(socket, List.of()),
              played.streams().getOrDefault(socket, List.of()),
              tolerance));
    }
    taped
        .result()
        .ifPresent(result -> rows.add(compareResults(result, played.result().orElse(null))));
    List<String> notes = new ArrayList<>(tape.notes());
    notes.addAll(Caveats.of(tape, build));
    rows.sort(Comparator.comparingLong(row -> row.place().millis()));
    return new ReplayComparison(tape, tolerance, rows, notes);
  }

  public boolean isSame() {
    return rows.stream().allMatch(ComparisonRow::isSame);
  }

  /// How many differences there are.
  public int differences() {
    return rows.stream().mapToInt(row -> row.differences().size()).sum();
  }

  private static List<ComparisonRow> compareStreams(
      List<ObservedAction> tape, List<ObservedAction> build, int tolerance) {
    if (build.isEmpty()
        && !tape.isEmpty()
        && tape.getFirst() instanceof ObservedAction.Stream stream) {
      String difference =
          "on the tape the stream %s is opened here; no answer of this build asks for it"
              .formatted(stream.path());
      return List.of(
          new ComparisonRow(
              stream.place(), "stream", ActionText.of(stream), null, List.of(difference)));
    }
    return new StreamComparison(tolerance).compare(tape, build);
  }

  private static void compareAnswers(Playback tape, Playback build, List<ComparisonRow> rows) {
    tape.answers()
        .forEach(
            (request, answer) -> {
              ObservedAction other = build.answers().get(request);
              if (answer instanceof ObservedAction.Answer taped && other != null) {
                rows.add(compare(taped, other));
              }
            });
  }

  private static ComparisonRow compare(ObservedAction.Answer tape, ObservedAction build) {
    List<String> differences = new ArrayList<>();
    if (build instanceof ObservedAction.Answer answer) {
      if (tape.status() != answer.status()) {
        differences.add(
            "the tape's answer to %s has the status %d, this build's %d"
                .formatted(tape.path(), tape.status(), answer.status()));
      }
      if (!tape.instructions().equals(answer.instructions())) {
        differences.add(
            "the tape's answer to %s says %s where this build's says %s"
                .formatted(
                    tape.path(),
                    without(tape.instructions(), answer.instructions()),
                    without(answer.instructions(), tape.instructions())));
      }
    } else {
      differences.add(
          "on the tape %s is asked here; nothing that this build answered leads there"
              .formatted(tape.path()));
    }
    return new ComparisonRow(
        tape.place(), "answer", ActionText.of(tape), ActionText.of(build), differences);
  }

  private static String without(List<String> mine, List<String> others) {
    List<String> own = mine.stream().filter(line -> !others.contains(line)).toList();
    return own.isEmpty()
        ? mine.isEmpty() ? "nothing" : String.join(" ", mine)
        : String.join(" ", own);
  }

  private static ComparisonRow compareResults(
      ObservedAction.Result tape, ObservedAction.@Nullable Result build) {
    List<String> differences = new ArrayList<>();
    if (build == null) {
      differences.add("the tape's call is in the ledger, this build's is not");
    } else {
      compare(tape.result(), build.result(), differences);
    }
    return new ComparisonRow(
        tape.place(),
        "result",
        ActionText.of(tape),
        build == null ? null : ActionText.of(build),
        differences);
  }

  private static void compare(TraceResult tape, TraceResult build, List<String> differences) {
    if (!tape.outcome().equals(build.outcome())) {
      differences.add(
          "the tape's call ends as %s, this build's as %s"
              .formatted(tape.outcome(), build.outcome()));
    }
    if (!Objects.equals(tape.lead(), build.lead())) {
      differences.add(
          "the tape's call %s; this build's %s"
              .formatted(
                  ActionText.of(new ObservedAction.Result(TapePosition.START, tape)),
                  ActionText.of(new ObservedAction.Result(TapePosition.START, build))));
    }
  }
}
