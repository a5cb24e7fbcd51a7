package app.kolan.bench.listening;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Who speaks: sentences in Hebrew and in English, rendered by espeak-ng, and a voice without
/// words.
enum Voices {
  HEBREW("Hebrew") {
    @Override
    List<Mulaw> sentences() {
      var sentences = new ArrayList<Mulaw>();
      CallerClips clips = CallerClips.shipped();
      clips.names().forEach(name -> sentences.add(clips.audio(name)));
      PromptLibrary prompts = PromptLibrary.shipped();
      for (Prompt prompt : SAID) {
        sentences.add(prompts.audio(prompt));
      }
      return sentences;
    }
  },
  ENGLISH("English") {
    @Override
    List<Mulaw> sentences() {
      return EnglishClips.NAMES.stream().map(Voices::english).toList();
    }
  },
  WORDLESS("a voice without words") {
    @Override
    List<Mulaw> sentences() {
      return IntStream.range(0, 8)
          .mapToObj(i -> Sounds.speechLike("speaker " + i, Duration.ofMillis(600 + 400L * i)))
          .toList();
    }
  };

  private static final List<Prompt> SAID =
      List.of(
          Prompt.ASK_REASON,
          Prompt.ASK_NAME_AGAIN,
          Prompt.STILL_THERE,
          Prompt.NO_HUMAN,
          Prompt.SORRY,
          Prompt.ONE_MOMENT);

  private final String label;

  Voices(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  abstract List<Mulaw> sentences();

  private static Mulaw english(String name) {
    String path = "/callers/en/" + name + ".wav";
    try (InputStream wav = Voices.class.getResourceAsStream(path)) {
      if (wav == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return Wav.read(wav.readAllBytes()).toMulaw();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedWav e) {
      throw new IllegalStateException(path, e);
    }
  }
}
