package app.kolan.bench.listening;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The English sentences, and how they were made: by espeak-ng, once; the sounds are in the
/// resources.
final class EnglishClips {
  private record Said(String voice, int speed, String text) {}

  private static final Map<String, Said> SENTENCES = sentences();

  /// The names of all clips.
  static final List<String> NAMES = List.copyOf(SENTENCES.keySet());

  private static final double LOUDNESS_DBFS = -20;

  private EnglishClips() {}

  private static Map<String, Said> sentences() {
    var all = new LinkedHashMap<String, Said>();
    all.put("appointment", new Said("en-us+f3", 170, "Hello, I would like an appointment."));
    all.put("opening_hours", new Said("en-gb+m3", 165, "What time do you open on Sunday?"));
    all.put("name", new Said("en-us+f3", 180, "My name is Sarah Miller."));
    all.put("number", new Said("en-gb+m3", 150, "It is oh five two, three four five, six seven."));
    all.put("order", new Said("en-us+m7", 185, "It is about my order, which has not come yet."));
    all.put("wait", new Said("en-us+f4", 220, "Wait, sorry, one short question."));
    all.put("yes", new Said("en-gb+f2", 170, "Yes, please."));
    all.put("thanks", new Said("en-us+m7", 175, "Thank you very much, goodbye."));
    return all;
  }

  /// Renders all sentences into a folder. It needs `espeak-ng`.
  static void render(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Said> sentence : SENTENCES.entrySet()) {
      Said said = sentence.getValue();
      Path file = folder.resolve(sentence.getKey() + ".wav");
      var engine =
          new ProcessBuilder(
              "espeak-ng",
              "-w",
              file.toString(),
              "-v",
              said.voice,
              "-s",
              String.valueOf(said.speed),
              said.text);
      if (engine.inheritIO().start().waitFor() != 0) {
        throw new IOException("espeak-ng has failed");
      }
      try {
        Pcm sound = Wav.read(Files.readAllBytes(file)).resampledTo(Mulaw.RATE);
        Pcm level = sound.amplified(Math.pow(10, (LOUDNESS_DBFS - sound.rmsDbfs()) / 20));
        Files.write(file, Wav.of(level.toMulaw().paddedToFrames()));
      } catch (MalformedWav e) {
        throw new IOException("espeak-ng gave no sound", e);
      }
    }
  }
}
