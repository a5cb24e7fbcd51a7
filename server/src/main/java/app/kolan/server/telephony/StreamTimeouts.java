package app.kolan.server.telephony;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The timeouts of one media socket: the wait for `start`, the silence of the far end, and how long
/// it may leave unread what we send.
///
/// The socket's event loop checks them once a second. While the loop is held up, by other work, a
/// garbage collection or a stopped process, it neither reads nor writes, and what the far end has
/// sent stays unread in the socket. That is our pause, not the far end's: a check that comes more
/// than [#LATE] after its time expires nothing, and all timeouts start again. A shorter delay costs
/// the far end no more than that delay.
///
/// All times are those of one monotonic clock, in nanoseconds. Used by the event loop alone.
final class StreamTimeouts {
  static final Duration CHECK_EVERY = Duration.ofSeconds(1);
  static final Duration LATE = Duration.ofMillis(500);
  static final Duration START = Duration.ofSeconds(10);

  /// Twilio sends fifty frames a second, also while the caller is silent.
  static final Duration SILENCE = Duration.ofSeconds(3);

  static final Duration CONGESTION = Duration.ofSeconds(5);

  private long checkedAt;
  private long waitingSince;
  private long heardAt;
  private long congestedSince;
  private boolean wasCongested;

  /// @param now when the socket was opened
  StreamTimeouts(long now) {
    beginAnew(now);
  }

  /// Which timeout has passed.
  enum Expired {
    START("no start message came"),
    SILENCE("the far end has gone silent"),
    CONGESTION("the far end does not read");

    private final String reason;

    Expired(String reason) {
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /// A message has come.
  void heard(long now) {
    heardAt = now;
  }

  /// To be called every [#CHECK_EVERY].
  ///
  /// @param started whether the stream has begun
  /// @param congested whether more waits to be sent than should
  /// @return null when none has passed
  @Nullable Expired check(long now, boolean started, boolean congested) {
    boolean late = now - checkedAt > CHECK_EVERY.plus(LATE).toNanos();
    checkedAt = now;
    if (late) {
      beginAnew(now);
    }
    if (!congested || !wasCongested) {
      congestedSince = now;
    }
    wasCongested = congested;
    if (!started && now - waitingSince > START.toNanos()) {
      return Expired.START;
    }
    if (started && now - heardAt > SILENCE.toNanos()) {
      return Expired.SILENCE;
    }
    return now - congestedSince > CONGESTION.toNanos() ? Expired.CONGESTION : null;
  }

  private void beginAnew(long now) {
    checkedAt = now;
    waitingSince = now;
    heardAt = now;
    congestedSince = now;
  }
}
