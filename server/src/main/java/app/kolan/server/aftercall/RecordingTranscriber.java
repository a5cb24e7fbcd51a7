package app.kolan.server.aftercall;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Has sounds recognised that are in files, by the first provider that works. Safe to share.
///
/// One that takes whole files gets pieces of some minutes; one that listens to a stream gets 100 ms
/// after 100 ms, a quarter faster than it was said: providers of streams take little more.
final class RecordingTranscriber {
  /// What came of a sound.
  sealed interface Result {
    /// @param words empty when nothing was recognised
    /// @param provider who recognised them
    record Recognised(String words, String provider) implements Result {
      /// Omits the words.
      @Override
      public String toString() {
        return "Recognised[provider=%s]".formatted(provider);
      }
    }

    /// The file can never be recognised.
    record Unusable(String why) implements Result {}

    /// All providers have failed, the last one so.
    record Failed(ProviderFailure failure) implements Result {}
  }

  private static final int PIECE = Mulaw.RATE / 10;
  static final Duration USUAL_PACE = Duration.ofMillis(80);

  /// Beyond what the providers' own timeouts allow.
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  /// Half an hour of 16-bit samples. What is longer would cost more than a message is worth.
  private static final long MOST_BYTES = 30L * 60 * 2 * Mulaw.RATE + 64 * 1024;

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Duration pace;

  /// @param pace how long 100 ms take on their way to a provider of streams
  RecordingTranscriber(Duration pace) {
    this.pace = pace;
  }

  /// Recognises one sound. Blocks for as long as that takes.
  ///
  /// @param speechToTexts the speech-to-text providers, the first choice first; at least one
  Result transcribe(List<SpeechToText> speechToTexts, Path file) throws InterruptedException {
    Mulaw sound;
    try {
      if (Files.size(file) > MOST_BYTES) {
        return new Result.Unusable("it is longer than half an hour");
      }
      sound = Wav.read(Files.readAllBytes(file)).resampledTo(Mulaw.RATE).toMulaw();
    } catch (NoSuchFileException e) {
      return new Result.Unusable("its file is gone");
    } catch (IOException | MalformedWav e) {
      return new Result.Unusable("its file cannot be read");
    }
    if (sound.duration().compareTo(LONGEST) > 0) {
      return new Result.Unusable("it is longer than half an hour");
    }
    var last = new ProviderFailure("", FailureKind.UNREACHABLE, "there is no speech-to-text");
    for (SpeechToText speechToText : speechToTexts) {
      try {
        return new Result.Recognised(words(speechToText, sound), speechToText.provider());
      } catch (ProviderFailure failure) {
        last = failure;
      }
    }
    return new Result.Failed(last);
  }

  private String words(SpeechToText speechToText, Mulaw sound)
      throws ProviderFailure, InterruptedException {
    var answers = new AwaitedWords(speechToText.provider());
    var words = new StringBuilder();
    try (TranscriptionSession session = speechToText.begin(answers)) {
      long turn = 0;
      for (Mulaw piece : SoundPieces.of(sound)) {
        if (!speechToText.sendsTurnsOnly()) {
          stream(piece, session, answers);
        }
        session.turnEnded(++turn, piece);
        String heard = answers.of(turn, LONGEST_ANSWER).strip();
        words.append(words.isEmpty() || heard.isEmpty() ? "" : " ").append(heard);
      }
    }
    return words.toString();
  }

  private void stream(Mulaw sound, TranscriptionSession session, AwaitedWords answers)
      throws ProviderFailure, InterruptedException {
    long due = System.nanoTime();
    for (int at = 0; at < sound.length(); at += PIECE) {
      session.hear(sound.slice(at, Math.min(at + PIECE, sound.length())));
      due += pace.toNanos();
      long left = due - System.nanoTime();
      answers.pause(left > 0 ? Duration.ofNanos(left) : Duration.ZERO);
    }
  }
}
