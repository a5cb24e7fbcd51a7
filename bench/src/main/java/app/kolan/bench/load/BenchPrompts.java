package app.kolan.bench.load;

import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Recordings of the bench's own for the scripted agent: long sentences, so that it talks nearly
/// all the time. Each is the sound of the shipped prompts, over and over.
final class BenchPrompts {
  private static final List<Prompt> STORY =
      List.of(Prompt.ASK_REASON, Prompt.ASK_NAME, Prompt.OFFER_OWN_NUMBER, Prompt.THANKS_GOODBYE);

  private BenchPrompts() {}

  /// Writes them into a folder.
  ///
  /// @param length of each sentence
  static void write(Path folder, Duration length) throws IOException {
    PromptLibrary shipped = PromptLibrary.shipped();
    Files.createDirectories(folder);
    int samples = Math.toIntExact(length.toMillis() * Mulaw.RATE / 1000);
    for (int i = 0; i < STORY.size(); i++) {
      Prompt prompt = STORY.get(i);
      byte[] sound = sound(shipped, i, samples);
      Files.write(folder.resolve(prompt.fileName() + ".ulaw"), sound);
      Files.write(folder.resolve(prompt.fileName() + ".mp3"), mp3(prompt));
    }
  }

  private static byte[] sound(PromptLibrary shipped, int first, int samples) {
    var sound = new ByteArrayOutputStream();
    List<Prompt> all = List.of(Prompt.values());
    for (int i = first; sound.size() < samples; i++) {
      sound.writeBytes(shipped.audio(all.get(i % all.size())).bytes());
    }
    return Mulaw.of(sound.toByteArray()).slice(0, samples).bytes();
  }

  /// Nobody plays it: the shipped one will do.
  private static byte[] mp3(Prompt prompt) throws IOException {
    String name = "/prompts/he/" + prompt.fileName() + ".mp3";
    try (var shipped = Prompt.class.getResourceAsStream(name)) {
      if (shipped == null) {
        throw new IOException(name + " is not on the class path");
      }
      return shipped.readAllBytes();
    }
  }
}
