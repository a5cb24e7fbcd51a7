package app.kolan.simulator.stream;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;

/// The behaviour of a carrier's end of a stream where the documentation leaves it open, or under a
/// fault.
///
/// @param firstTimestamp the timestamp of the first frame
/// @param sendsSilence whether frames are sent while the caller is silent
/// @param countsByTrack whether each track of a one-way stream has chunks of its own
/// @param marksLate how much later than they are reached marks come back
public record StreamBehavior(
    Duration firstTimestamp, boolean sendsSilence, boolean countsByTrack, Duration marksLate) {
  /// Twilio's own sample begins at 5; a server that relies on 0 should fail.
  public static final StreamBehavior USUAL =
      new StreamBehavior(Duration.ofMillis(5), true, true, Duration.ZERO);

  private static final double SILENT_DBFS = -60;

  /// Whether a frame is sent.
  boolean sends(Mulaw audio) {
    return sendsSilence || audio.toPcm().rmsDbfs() > SILENT_DBFS;
  }

  /// The timestamp of a frame, counted from 0.
  long timestamp(long frame) {
    return firstTimestamp.toMillis() + frame * Mulaw.FRAME_LENGTH.toMillis();
  }
}
