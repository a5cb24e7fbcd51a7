package app.kolan.bench.codec;

import app.kolan.server.prompts.CallerClips;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Frames of 20 ms that come round again and again.
final class Frames {
  private final List<Mulaw> frames;
  private int next;

  private Frames(List<Mulaw> frames) {
    this.frames = List.copyOf(frames);
  }

  /// What the shipped callers say, one after the other.
  static Frames ofSpeech() {
    CallerClips clips = CallerClips.shipped();
    Mulaw speech = Mulaw.join(clips.names().stream().map(clips::audio).toList()).paddedToFrames();
    var frames = new ArrayList<Mulaw>();
    for (int at = 0; at < speech.length(); at += Mulaw.FRAME) {
      frames.add(speech.slice(at, at + Mulaw.FRAME));
    }
    return new Frames(frames);
  }

  static Frames ofSilence() {
    return new Frames(Collections.nCopies(50, Mulaw.SILENT_FRAME));
  }

  Mulaw next() {
    next = next + 1 < frames.size() ? next + 1 : 0;
    return frames.get(next);
  }

  /// A frame in the middle of a word.
  static Mulaw ofOneWord() {
    Frames speech = ofSpeech();
    return Collections.max(
        speech.frames,
        (one, other) -> Double.compare(one.toPcm().rmsDbfs(), other.toPcm().rmsDbfs()));
  }
}
