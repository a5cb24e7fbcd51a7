package app.kolan.bench.nodes;

import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a call was to its caller.
///
/// @param began when it began to ring, by [System#nanoTime]
/// @param ended when it was over
/// @param streams how many it had; more than one when the talk went on elsewhere
/// @param longestWait the longest that the caller heard nothing after his own words, or between two
///   sentences of the agent
/// @param away the longest from the end of a stream until the agent was heard on the next one;
///   empty when the talk stayed where it was
/// @param greeted how long the first webhook took; empty when it had no answer
record CallExperience(
    CallSid sid,
    long began,
    long ended,
    End end,
    int streams,
    Duration longestWait,
    Optional<Duration> away,
    Optional<Duration> greeted) {
  /// How a call ended.
  enum End {
    /// The agent had what it asked for, and said goodbye.
    SERVED,
    /// The caller left a message.
    MESSAGE,
    /// Neither.
    CUT
  }

  static CallExperience of(CallReport report, long began, long ended) {
    return new CallExperience(
        new CallSid(report.callSid()),
        began,
        ended,
        end(report),
        (int) report.moments(CallMoment.StreamOpened.class).count(),
        longestWait(report.moments()),
        away(report.moments()),
        report
            .moments(CallMoment.WebhookAnswered.class)
            .filter(answer -> answer.url().getPath().equals(TwilioPaths.INCOMING_CALL))
            .filter(answer -> answer.status() != 0)
            .map(answer -> Duration.ofMillis(answer.millis()))
            .findFirst());
  }

  private static End end(CallReport report) {
    boolean hasMessage =
        report
            .moments(CallMoment.Recorded.class)
            .anyMatch(recorded -> recorded.recordingSid() != null);
    boolean wasThanked =
        report
            .moments(CallMoment.AgentSpoke.class)
            .anyMatch(spoke -> "thanks_goodbye".equals(spoke.prompt()));
    if (hasMessage) {
      return End.MESSAGE;
    }
    return wasThanked ? End.SERVED : End.CUT;
  }

  /// From the caller's first words that nobody had answered yet, or from the agent's last ones, to
  /// the agent's next.
  static Duration longestWait(List<CallMoment> moments) {
    Duration longest = Duration.ZERO;
    Duration since = null;
    boolean isCallers = false;
    List<Spoken> spoken =
        moments.stream()
            .map(CallExperience::spoken)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(Spoken::from))
            .toList();
    for (Spoken words : spoken) {
      if (words.isCallers()) {
        since = isCallers ? since : words.to();
        isCallers = true;
      } else {
        longest = longer(longest, since, words.from());
        since = words.to();
        isCallers = false;
      }
    }
    return longest;
  }

  private static Duration longer(Duration longest, @Nullable Duration since, Duration until) {
    Duration wait = since == null ? Duration.ZERO : until.minus(since);
    return wait.compareTo(longest) > 0 ? wait : longest;
  }

  /// See the record. Words that follow those of the stream before within a moment are one with
  /// them, and begin with the stream here.
  static Optional<Duration> away(List<CallMoment> moments) {
    Duration longest = null;
    Duration ended = null;
    for (CallMoment moment : moments) {
      if (moment instanceof CallMoment.StreamEnded stream) {
        ended = stream.at();
      } else if (moment instanceof CallMoment.StreamOpened stream && ended != null) {
        Duration heard = heardFrom(stream.at(), moments).orElse(null);
        if (heard != null && (longest == null || longest.compareTo(heard.minus(ended)) < 0)) {
          longest = heard.minus(ended);
        }
      }
    }
    return Optional.ofNullable(longest);
  }

  /// When the agent is heard, from a time on.
  private static Optional<Duration> heardFrom(Duration from, List<CallMoment> moments) {
    return moments.stream()
        .filter(CallMoment.AgentSpoke.class::isInstance)
        .map(CallMoment.AgentSpoke.class::cast)
        .filter(words -> words.to().compareTo(from) > 0)
        .map(words -> words.from().compareTo(from) > 0 ? words.from() : from)
        .min(Comparator.naturalOrder());
  }

  private record Spoken(boolean isCallers, Duration from, Duration to) {}

  private static Optional<Spoken> spoken(CallMoment moment) {
    if (moment instanceof CallMoment.CallerSpoke words) {
      return Optional.of(new Spoken(true, words.from(), words.to()));
    }
    return moment instanceof CallMoment.AgentSpoke words
        ? Optional.of(new Spoken(false, words.from(), words.to()))
        : Optional.empty();
  }

  /// Whether it was on at some time between two.
  boolean wasOn(long from, long to) {
    return began <= to && ended >= from;
  }
}
