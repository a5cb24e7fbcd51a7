package app.kolan.stubs.stt;

import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// What a recogniser hears on one connection, stretch by stretch: a stretch ends where its words
/// are made final. Time is that of the audio.
final class ClipRecognizer {
  private static final double LOUD = 250;

  /// So much silence before speech is kept.
  private static final int RUN_UP = 25;

  private final KnownClips clips;
  private final List<Mulaw> stretch = new ArrayList<>();
  private Mulaw rest = Mulaw.EMPTY;
  private long heard;
  private long begun;
  private long loudUntil;
  private boolean spoken;

  ClipRecognizer(KnownClips clips) {
    this.clips = clips;
  }

  /// Some words, and where they were heard, in samples from the beginning of the connection.
  record Stretch(String words, long from, long to) {}

  /// Hears more, and does something after each frame of 20 ms.
  void hear(Mulaw sound, Runnable afterFrame) {
    Mulaw all = Mulaw.join(List.of(rest, sound));
    int at = 0;
    for (; at + Mulaw.FRAME <= all.length(); at += Mulaw.FRAME) {
      frame(all.slice(at, at + Mulaw.FRAME));
      afterFrame.run();
    }
    rest = all.slice(at, all.length());
  }

  private void frame(Mulaw frame) {
    heard += Mulaw.FRAME;
    stretch.add(frame);
    double sum = 0;
    for (int i = 0; i < Mulaw.FRAME; i++) {
      double sample = frame.sampleAt(i);
      sum += sample * sample;
    }
    if (Math.sqrt(sum / Mulaw.FRAME) > LOUD) {
      loudUntil = heard;
      spoken = true;
    } else if (!spoken && stretch.size() > RUN_UP) {
      stretch.removeFirst();
    }
  }

  /// How much was heard so far, in samples, in whole frames.
  long heard() {
    return heard;
  }

  /// Whether anything loud is in the stretch.
  boolean spoken() {
    return spoken;
  }

  /// How long it has been silent, in samples.
  long silent() {
    return heard - loudUntil;
  }

  /// The stretch as it is understood so far.
  Stretch soFar() {
    return new Stretch(spoken ? clips.wordsSoFar(Mulaw.join(stretch)) : "", begun, heard);
  }

  /// Ends the stretch.
  Stretch finish() {
    var finished = new Stretch(spoken ? clips.words(Mulaw.join(stretch)) : "", begun, heard);
    stretch.clear();
    begun = heard;
    spoken = false;
    return finished;
  }
}
