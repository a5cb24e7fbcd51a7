package app.kolan.server.media.turns;

import app.kolan.server.media.turns.TurnTaking.Decision;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Segments one side of a call into turns: splits the audio into frames, detects speech, and keeps
/// the audio of the current turn. Used by the line's thread only.
public final class SpeechSegmenter {
  private static final Duration PRE_ROLL = Duration.ofMillis(300);
  private static final int TAIL_FRAMES = 10;

  private final Track side;
  private final VoiceActivityDetector detector;
  private final TurnTaking turns;
  private final FrameSplitter splitter = new FrameSplitter();
  private final TurnAudio sound;
  private long frames;
  private long turnFrom;

  SpeechSegmenter(Track side, VoiceActivityDetector detector, TurnTiming timing) {
    this.side = side;
    this.detector = detector;
    this.turns = new TurnTaking(timing);
    this.sound = new TurnAudio(TurnTiming.frames(PRE_ROLL.plus(timing.bargeIn())));
  }

  /// Splits the audio of a message into frames; the remainder waits for the next message.
  ///
  /// @param timestamp milliseconds from the start of the stream, or 0 when it is not known
  /// @param each receives the frames, in order
  public void cut(Mulaw audio, long timestamp, Consumer<Mulaw> each) {
    splitter.cut(audio, timestamp, each);
  }

  /// Processes one frame. A turn that it ends waits for [#takeTurn].
  ///
  /// @param audible whether the other side hears us at this time
  public Set<Decision> hear(Mulaw frame, boolean audible) {
    frames++;
    Set<Decision> decisions = turns.frame(detector.isSpeech(frame), audible);
    if (decisions.contains(Decision.BEGAN)) {
      turnFrom = frames - 1 - sound.begin();
    }
    if (turns.isSpeaking() || decisions.contains(Decision.ENDED)) {
      sound.add(frame);
    } else {
      sound.remember(frame);
    }
    return decisions;
  }

  /// The unfinished turn at the end of the call, if any.
  public Optional<SpeechSegment> cutOff() {
    return sound.frames() == 0 ? Optional.empty() : Optional.of(takeTurn());
  }

  /// The turn-taking, for input other than audio.
  public TurnTaking turns() {
    return turns;
  }

  /// The number of frames processed.
  public long frames() {
    return frames;
  }

  /// The duration of the audio processed.
  public Duration elapsed() {
    return at(frames);
  }

  /// The turn that is over, or as much of it as was heard.
  public SpeechSegment takeTurn() {
    int silence = Math.max(0, turns.framesOfSilence() - TAIL_FRAMES);
    int kept = Math.max(0, sound.frames() - silence);
    return new SpeechSegment(
        side, at(turnFrom), at(turnFrom + kept), sound.take(kept), at(turns.framesOfSilence()));
  }

  private static Duration at(long frame) {
    return Mulaw.FRAME_LENGTH.multipliedBy(frame);
  }
}
