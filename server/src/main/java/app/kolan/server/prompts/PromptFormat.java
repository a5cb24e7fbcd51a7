package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;

/// A format in which a rendered sentence is kept, each at the same loudness.
enum PromptFormat {
  /// Telephone audio without a header, in whole frames: for the media stream.
  MULAW(".ulaw") {
    @Override
    byte[] of(Pcm sound) {
      return onThePhone(sound).toMulaw().paddedToFrames().bytes();
    }
  },

  /// Telephone audio with a header: for programs that play files.
  WAV(".wav") {
    @Override
    byte[] of(Pcm sound) {
      return Wav.of(onThePhone(sound).toMulaw().paddedToFrames());
    }
  },

  /// For `<Play>`.
  MP3(".mp3") {
    @Override
    byte[] of(Pcm sound) {
      return Mp3Encoder.of(Loudness.levelled(sound.resampledTo(Mp3Encoder.RATE)));
    }
  };

  private final String ending;

  PromptFormat(String ending) {
    this.ending = ending;
  }

  /// The file's content, from audio that is only trimmed.
  abstract byte[] of(Pcm sound);

  String fileName(String id) {
    return id + ending;
  }

  private static Pcm onThePhone(Pcm sound) {
    return Loudness.levelled(TelephoneBandFilter.of(sound));
  }
}
