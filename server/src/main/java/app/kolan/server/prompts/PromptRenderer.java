package app.kolan.server.prompts;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import app.kolan.twilio.audio.Pcm;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Renders sentences into a folder of audio files with a manifest.
///
/// All sentences are rendered before the first file is replaced: a failure leaves the folder as it
/// was. Each file is replaced atomically, the manifest last, so that an interrupted run shows in
/// hashes that do not match.
final class PromptRenderer {
  private static final Duration SHORTEST = Duration.ofMillis(200);

  private final PromptEngine engine;
  private final List<PromptFormat> forms;

  PromptRenderer(PromptEngine engine, List<PromptFormat> forms) {
    this.engine = engine;
    this.forms = List.copyOf(forms);
  }

  /// Renders all sentences; blocks until all is done.
  ///
  /// @param progress receives each sentence when it is rendered, one line without line end
  /// @throws SentenceFailed when a sentence cannot be rendered
  /// @throws IOException when the folder cannot be written
  void render(List<PromptSentence> sentences, Path folder, Consumer<String> progress)
      throws SentenceFailed, IOException, InterruptedException {
    Files.createDirectories(folder);
    String madeBy = (engine.name() + " " + engine.version()).strip();
    Manifest before = manifestOf(folder);
    try (var work = new ScratchFolder(folder)) {
      var written = new ArrayList<String>();
      var entries = new LinkedHashMap<String, Manifest.Entry>();
      for (PromptSentence sentence : sentences) {
        Pcm sound = sound(sentence);
        Map<String, String> hashes = write(sentence, sound, work);
        written.addAll(hashes.keySet());
        entries.put(
            sentence.id(),
            new Manifest.Entry(madeBy, sentence.text(), sentence.sourceHash(), hashes));
        progress.accept("%s, %d ms".formatted(sentence.id(), sound.duration().toMillis()));
      }
      Files.write(work.file(Manifest.FILE_NAME), before.with(entries).bytes());
      written.add(Manifest.FILE_NAME);
      for (String name : written) {
        Files.move(work.file(name), folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
      }
    }
  }

  /// The folder's manifest; an empty one if there is none, or none that can be parsed.
  private static Manifest manifestOf(Path folder) throws IOException {
    Optional<byte[]> json = ResourceSource.in(folder).read(Manifest.FILE_NAME);
    try {
      return json.isPresent() ? Manifest.read(json.get()) : Manifest.EMPTY;
    } catch (JsonProcessingException e) {
      return Manifest.EMPTY;
    }
  }

  private Pcm sound(PromptSentence sentence) throws SentenceFailed, InterruptedException {
    try {
      Pcm sound = Loudness.trimmed(engine.render(sentence));
      if (sound.duration().compareTo(SHORTEST) < 0) {
        throw new SentenceFailed(sentence.id(), engine.name() + " gave silence");
      }
      return sound;
    } catch (RenderingFailed e) {
      throw new SentenceFailed(sentence.id(), String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, String> write(PromptSentence sentence, Pcm sound, ScratchFolder work)
      throws IOException {
    var hashes = new LinkedHashMap<String, String>();
    for (PromptFormat form : forms) {
      String name = form.fileName(sentence.id());
      byte[] content = form.of(sound);
      Files.write(work.file(name), content);
      hashes.put(name, ContentHash.of(content));
    }
    return hashes;
  }

  /// A sentence that could not be rendered, by its id.
  static final class SentenceFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String why;

    SentenceFailed(String id, String why) {
      super(id + ": " + why);
      this.id = id;
      this.why = why;
    }

    SentenceFailed(String id, String why, Throwable cause) {
      super(id + ": " + why, cause);
      this.id = id;
      this.why = why;
    }

    String id() {
      return id;
    }

    String why() {
      return why;
    }
  }
}
