package app.kolan.lab.eval;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A call as the caller heard it, and as the ledger has it. Times count from when the call was
/// answered.
///
/// @param country where the called business is, two capitals of ISO 3166
/// @param said what the agent said, as far as it was heard
/// @param outcome null when the ledger does not have the call
public record HeardCall(
    CallReport report,
    String country,
    List<Said> said,
    List<ToolCallEntry> toolUses,
    @Nullable Lead lead,
    @Nullable CallOutcome outcome) {
  private static final int QUIET = 60;

  public HeardCall {
    said = said.stream().sorted(Comparator.comparing(Said::from)).toList();
    toolUses = List.copyOf(toolUses);
  }

  /// Words of the agent's.
  public record Said(String words, Duration from) {}

  /// A sound of the caller's.
  record Act(String name, Duration from, Duration to) {}

  /// An interval in which neither side was heard.
  ///
  /// @param afterCaller whether it was the caller who spoke last
  /// @param beforeCaller whether it is the caller who speaks next
  record Gap(Duration from, Duration to, boolean afterCaller, boolean beforeCaller) {
    Duration length() {
      return to.minus(from);
    }
  }

  /// When the call was answered, in the times of the report's moments.
  public static Duration answered(CallReport report) {
    return report
        .moments(CallMoment.CallAnswered.class)
        .map(CallMoment.CallAnswered::at)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /// A caller's sound, if it was made.
  Optional<Act> act(String name) {
    return acts().stream().filter(act -> act.name().equals(name)).findFirst();
  }

  /// The sounds of the caller, in their order.
  List<Act> acts() {
    Duration answered = answered(report);
    return report
        .moments(CallMoment.CallerSpoke.class)
        .filter(spoke -> spoke.clip() != null)
        .map(
            spoke ->
                new Act(
                    String.valueOf(spoke.clip()),
                    spoke.from().minus(answered),
                    spoke.to().minus(answered)))
        .toList();
  }

  /// All that the agent said between two moments.
  String words(Duration from, Duration to) {
    return said.stream()
        .filter(one -> one.from().compareTo(from) >= 0 && one.from().compareTo(to) < 0)
        .map(Said::words)
        .collect(Collectors.joining(" "));
  }

  /// How long it takes from a moment until the agent is heard.
  Optional<Duration> untilAgent(Duration from) {
    int first = frame(from);
    for (int at = first; at < frames(); at++) {
      if (sounds(report.agentSide(), at)) {
        return Optional.of(Mulaw.FRAME_LENGTH.multipliedBy(at - first));
      }
    }
    return Optional.empty();
  }

  /// The intervals in which neither side was heard, from the agent's first sound on.
  List<Gap> gaps() {
    var gaps = new ArrayList<Gap>();
    boolean begun = false;
    boolean caller = false;
    int quietFrom = -1;
    for (int at = 0; at <= frames(); at++) {
      boolean agentNow = at < frames() && sounds(report.agentSide(), at);
      boolean callerNow = at < frames() && sounds(report.callerSide(), at);
      begun |= agentNow;
      if (agentNow || callerNow || at == frames()) {
        if (begun && quietFrom >= 0) {
          gaps.add(new Gap(time(quietFrom), time(at), caller, callerNow));
        }
        quietFrom = -1;
        caller = callerNow;
      } else if (begun && quietFrom < 0) {
        quietFrom = at;
      }
    }
    return gaps;
  }

  Duration length() {
    return time(frames());
  }

  private int frames() {
    return Math.min(report.agentSide().length(), report.callerSide().length()) / Mulaw.FRAME;
  }

  private static boolean sounds(Pcm side, int frame) {
    long sum = 0;
    for (int i = frame * Mulaw.FRAME; i < (frame + 1) * Mulaw.FRAME; i++) {
      sum += Math.abs(side.at(i));
    }
    return sum / Mulaw.FRAME > QUIET;
  }

  private static int frame(Duration at) {
    return (int) Math.max(0, at.toMillis() / Mulaw.FRAME_LENGTH.toMillis());
  }

  private static Duration time(int frame) {
    return Mulaw.FRAME_LENGTH.multipliedBy(frame);
  }

  /// Without the words.
  @Override
  public String toString() {
    return "HeardCall[" + report.callSid() + "]";
  }
}
