package app.kolan.server.prompts;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the callers of the demo and the tests say: Hebrew clips by name, such as
/// `reason_appointment`.
///
/// Read once and kept. Immutable and thread-safe.
public final class CallerClips {
  static final String SOURCE = "callers.yaml";
  static final ResourceSource SHIPPED = ResourceSource.onClassPath("/callers/he/");

  private final SequencedMap<String, Clip> clips;

  private CallerClips(SequencedMap<String, Clip> clips) {
    this.clips = clips;
  }

  private record Clip(String text, Mulaw audio) {}

  /// The clips that come with Kolan.
  ///
  /// @throws BrokenPrompts naming all that is missing or broken
  public static CallerClips shipped() {
    var clips = new LinkedHashMap<String, Clip>();
    var problems = new ArrayList<String>();
    for (PromptSentence sentence : shippedSentences()) {
      String name = PromptFormat.WAV.fileName(sentence.id());
      try {
        Optional<byte[]> file = SHIPPED.read(name);
        if (file.isEmpty()) {
          problems.add(name + " is missing");
        } else {
          Mulaw audio = Wav.read(file.get()).toMulaw();
          clips.put(sentence.id(), new Clip(sentence.text(), audio));
        }
      } catch (IOException e) {
        problems.add(name + " cannot be read");
      } catch (MalformedWav e) {
        problems.add(name + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new BrokenPrompts(problems, "render the callers' clips again; see docs/prompts.md");
    }
    return new CallerClips(clips);
  }

  /// The names of all clips, in the order of the source file.
  public List<String> names() {
    return List.copyOf(clips.keySet());
  }

  /// What a caller says, as telephone audio in whole 20 ms frames.
  ///
  /// @throws IllegalArgumentException when there is no such clip; the message names those there are
  public Mulaw audio(String name) {
    return clip(name).audio();
  }

  /// What a caller says, in plain Hebrew.
  ///
  /// @throws IllegalArgumentException when there is no such clip; the message names those there are
  public String text(String name) {
    return clip(name).text();
  }

  private Clip clip(String name) {
    Clip clip = clips.get(name);
    if (clip == null) {
      throw new IllegalArgumentException(
          "there is no clip %s; there are %s".formatted(name, String.join(", ", clips.keySet())));
    }
    return clip;
  }

  private static List<PromptSentence> shippedSentences() {
    try {
      return SentenceFile.read(SHIPPED.read(SOURCE).orElseThrow(), SOURCE);
    } catch (IOException e) {
      throw new IllegalStateException(SOURCE + " is on the class path and can be read", e);
    }
  }
}
