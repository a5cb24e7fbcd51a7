package app.kolan.server.media.turns;

import app.kolan.server.media.turns.TurnTaking.Decision;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Hears one side of a call: cuts what arrives into frames, tells speech from silence, and keeps
/// the audio of the turn that is under way. Used by the line's thread alone.
public final class SpeechSegmenter {
  private static final Duration PRE_ROLL = Duration.ofMillis(300);
  private static final int TAIL_FRAMES = 10;

  private final Track side;
  private final VoiceActivityDetector detector;
  private final TurnTaking turns;
  private final FrameSplitter cutter = new FrameSplitter();
  private final TurnAudio sound;
  private long frames;
  private long turnFrom;

  SpeechSegmenter(Track side, VoiceActivityDetector detector, TurnTiming timing) {
    this.side = side;
    this.detector = detector;
    this.turns = new TurnTaking(timing);
    this.sound = new TurnAudio(TurnTiming.frames(PRE_ROLL.plus(timing.bargeIn())));
  }

  /// Cuts the audio of a message into frames; what is left over waits for the next message.
  ///
  /// @param timestamp milliseconds from the start of the stream, or 0 when it is not known
  /// @param each takes the frames, one after the other
  public void cut(Mulaw audio, long timestamp, Consumer<Mulaw> each) {
    cutter.cut(audio, timestamp, each);
  }

  /// Hears one frame. A turn that it ends waits for [#takeTurn].
  ///
  /// @param audible whether the other side hears us at this moment
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

  /// The turn that the end of the call has cut off, if one was under way.
  public Optional<SpeechSegment> cutOff() {
    return sound.frames() == 0 ? Optional.empty() : Optional.of(takeTurn());
  }

  /// What decides about turns; it takes what is known besides the sound.
  public TurnTaking turns() {
    return turns;
  }

  /// How many frames were heard.
  public long frames() {
    return frames;
  }

  /// How much of the call was heard.
  public Duration elapsed() {
    return at(frames);
  }

  /// The turn that is over, or as much of it as was heard.
  public SpeechSegment takeTurn() {
    int silence = Math.max(0, turns.framesOfSilence() - TAIL_FRAMES);
    int kept = Math.max(0, sound.frames() - silence);
    return new SpeechSegment(side, at(turnFrom), at(turnFrom + kept), sound.take(kept));
  }

  private static Duration at(long frame) {
    return Mulaw.FRAME_LENGTH.multipliedBy(frame);
  }
}
