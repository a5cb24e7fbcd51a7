package app.kolan.twilio.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The status of a call, in Twilio's words; `in-progress` is [#IN_PROGRESS].
///
/// A call only moves forward: a status that arrives late never takes it back.
public enum CallStatus {
  QUEUED(0),
  INITIATED(0),
  RINGING(1),
  IN_PROGRESS(2),
  COMPLETED(3),
  BUSY(3),
  FAILED(3),
  NO_ANSWER(3),
  CANCELED(3);

  private final int stage;

  CallStatus(int stage) {
    this.stage = stage;
  }

  /// The status of a wire word; empty for a word that Twilio may have added since.
  public static Optional<CallStatus> ofWire(String word) {
    return Arrays.stream(values()).filter(status -> status.wire().equals(word)).findFirst();
  }

  /// The word on the wire.
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// How far along the call is, from 0; statuses that end a call are equally far.
  public int stage() {
    return stage;
  }

  /// Whether the call is over.
  public boolean isEnd() {
    return stage == 3;
  }
}
