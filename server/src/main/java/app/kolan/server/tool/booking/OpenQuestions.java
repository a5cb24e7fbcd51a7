package app.kolan.server.tool.booking;

import app.kolan.server.booking.Slot;
import app.kolan.server.store.Appointment;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What callers were asked and have not answered yet: one question for each call, the last one.
/// Thread-safe.
/*
 * A model may say that the caller has confirmed what it never read to him. So the server remembers
 * what it had read back, and when:
 *
 *   caller   "ten is fine"                     "yes"
 *   model           book(10:00)                       book(10:00, confirmed)
 *   replies   1      asked after reply 1        2      answered by reply 2: it counts
 *   model           book(10:00), book(10:00, confirmed)
 *   replies   1      asked after reply 1, answered by no other: it does not
 *
 * A server that starts anew knows of no questions: then they are asked again. */
final class OpenQuestions {
  /// What can be asked.
  enum Kind {
    BOOK,
    MOVE,
    CANCEL
  }

  /// A question.
  ///
  /// @param appointment that is moved or cancelled, as it was then; null for a new one
  /// @param slot that is booked or moved to; null to cancel
  /// @param reply the caller's reply after which it was asked
  record Question(
      Kind kind,
      @Nullable Appointment appointment,
      @Nullable Slot slot,
      int reply,
      Instant askedAt) {
    /// Whether it was about an appointment as it is now. One that was moved since is at a time that
    /// the caller has not heard.
    boolean isOf(@Nullable Appointment now) {
      Appointment then = appointment;
      return now == null || then == null
          ? now == null && then == null
          : now.id() == then.id() && now.revision() == then.revision();
    }
  }

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  private final Map<CallSid, Question> questions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallSid, Question> eldest) {
          return size() > MOST;
        }
      };

  /// The caller is asked this now.
  synchronized void ask(
      CheckedToolCall use,
      Kind kind,
      @Nullable Appointment appointment,
      @Nullable Slot slot,
      Instant now) {
    questions.put(
        use.call().sid(), new Question(kind, appointment, slot, use.callersReplies(), now));
  }

  /// The question that the caller can have answered by now: he was asked it, and has spoken since.
  synchronized Optional<Question> answered(CheckedToolCall use, Kind kind, Instant now) {
    return Optional.ofNullable(questions.get(use.call().sid()))
        .filter(question -> question.kind() == kind)
        .filter(question -> question.reply() < use.callersReplies())
        .filter(question -> question.askedAt().plus(LONGEST).isAfter(now));
  }

  /// The question is settled.
  synchronized void close(CallSid call) {
    questions.remove(call);
  }
}
