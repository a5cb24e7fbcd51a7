package app.kolan.stubs.stt;

import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// The recognition of one connection's audio, segment by segment: a segment ends where its words
/// are made final. Time is that of the audio.
final class ClipRecognizer {
  private static final double LOUD = 250;

  /// This much silence before speech is kept.
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

  /// Words and their position, in samples from the beginning of the connection.
  record Stretch(String words, long from, long to) {}

  /// Processes more audio, and runs an action after each frame of 20 ms.
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

  /// The length of the audio so far, in samples, in whole frames.
  long heard() {
    return heard;
  }

  /// Whether the segment contains anything loud.
  boolean spoken() {
    return spoken;
  }

  /// The length of the silence at the end, in samples.
  long silent() {
    return heard - loudUntil;
  }

  /// Whether the segment is one that is known from its beginning to its end.
  boolean isWhole() {
    return spoken && clips.isWhole(Mulaw.join(stretch));
  }

  /// The transcript of the segment so far.
  Stretch soFar() {
    return new Stretch(spoken ? clips.wordsSoFar(Mulaw.join(stretch)) : "", begun, heard);
  }

  /// Ends the segment.
  Stretch finish() {
    var finished = new Stretch(spoken ? clips.words(Mulaw.join(stretch)) : "", begun, heard);
    stretch.clear();
    begun = heard;
    spoken = false;
    return finished;
  }
}
