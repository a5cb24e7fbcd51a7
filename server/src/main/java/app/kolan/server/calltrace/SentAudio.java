package app.kolan.server.calltrace;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of audio that the server sent.
///
/// @param audio null on a redacted tape
/// @param parts the prompts in it, where they are known
public record SentAudio(int samples, @Nullable Mulaw audio, List<Part> parts) {
  /// Replaces the names of all prompts that say a digit on a redacted tape: their names would
  /// reveal a phone number.
  public static final String DIGITS = "digits";

  public SentAudio {
    parts = List.copyOf(parts);
  }

  public static SentAudio of(Mulaw audio) {
    return new SentAudio(audio.length(), audio, List.of());
  }

  /// A part of a piece.
  ///
  /// @param prompt the prompt's name, [#DIGITS], or empty for audio that is not a prompt
  /// @param from the first sample of the prompt that is in it; 0 is the beginning
  public record Part(String prompt, int from, int samples) {
    static final String UNKNOWN = "";

    /// Whether the prompt begins here.
    public boolean begins() {
      return from == 0;
    }

    public boolean isKnown() {
      return !prompt.equals(UNKNOWN);
    }

    public boolean isDigit() {
      return prompt.startsWith("digit_");
    }
  }
}
