package app.kolan.server.prompts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The work behind `./kolan prompts`: renders the prompts, or the callers' clips, into a folder.
///
/// Every entry blocks until all is done, some ten seconds, and reports its progress in lines for
/// people. A sentence that cannot be rendered leaves the folder as it was.
public final class PromptRendering {
  private static final List<PromptFormat> FOR_PROMPTS =
      List.of(PromptFormat.MULAW, PromptFormat.MP3);
  private static final List<PromptFormat> FOR_CALLERS = List.of(PromptFormat.WAV);

  private PromptRendering() {}

  /// The result of a rendering.
  public sealed interface Outcome {
    /// All sentences are rendered.
    ///
    /// @param engine its name and version
    record Rendered(int count, String engine) implements Outcome {}

    /// There is no engine to render with.
    ///
    /// @param remedy what to do about it, one sentence without a full stop
    record NoEngine(String remedy) implements Outcome {}

    /// Something could not be rendered, read or written; nothing was replaced.
    ///
    /// @param which the sentence's id, or the file or folder
    /// @param why for people
    record Failed(String which, String why) implements Outcome {}
  }

  /// Renders the prompts with the engine found. They are those of the folder's own `prompts.yaml`
  /// where there is one, else those that come with Kolan.
  public static Outcome run(Path outputFolder, Consumer<String> progress)
      throws InterruptedException {
    return run(new EspeakEngine(), outputFolder, progress);
  }

  /// Prepares a person's recordings, `greeting_he.wav` and so on, as prompts: trimmed, made equally
  /// loud and converted into both formats. Prompts without a recording are left out. The text of a
  /// recording is that of the folder's own `prompts.yaml`, else the shipped text.
  public static Outcome runWithRecordings(
      Path recordings, Path outputFolder, Consumer<String> progress) throws InterruptedException {
    var voice = new RecordedVoice(recordings);
    return render(voice, FOR_PROMPTS, () -> recorded(voice, outputFolder), outputFolder, progress);
  }

  /// Renders the callers' clips of the demo, from the folder's own `callers.yaml` where there is
  /// one.
  public static Outcome runCallers(Path outputFolder, Consumer<String> progress)
      throws InterruptedException {
    return render(
        new EspeakEngine(),
        FOR_CALLERS,
        () -> ownOrShipped(CallerClips.SOURCE, CallerClips.SHIPPED, outputFolder),
        outputFolder,
        progress);
  }

  static Outcome run(PromptEngine engine, Path outputFolder, Consumer<String> progress)
      throws InterruptedException {
    return render(
        engine,
        FOR_PROMPTS,
        () -> ownOrShipped(PromptLoader.SOURCE, PromptLoader.SHIPPED, outputFolder),
        outputFolder,
        progress);
  }

  @FunctionalInterface
  private interface Script {
    List<PromptSentence> sentences() throws IOException;
  }

  private static Outcome render(
      PromptEngine engine,
      List<PromptFormat> forms,
      Script script,
      Path outputFolder,
      Consumer<String> progress)
      throws InterruptedException {
    if (!engine.isFound()) {
      return new Outcome.NoEngine(engine.remedy());
    }
    try {
      List<PromptSentence> sentences = script.sentences();
      if (sentences.isEmpty()) {
        return new Outcome.NoEngine(engine.remedy());
      }
      new PromptRenderer(engine, forms).render(sentences, outputFolder, progress);
      return new Outcome.Rendered(
          sentences.size(), (engine.name() + " " + engine.version()).strip());
    } catch (BrokenPrompts e) {
      return new Outcome.Failed("the sentences", String.valueOf(e.getMessage()));
    } catch (PromptRenderer.SentenceFailed e) {
      return new Outcome.Failed(e.id(), e.why());
    } catch (IOException e) {
      return new Outcome.Failed(outputFolder.toString(), "it cannot be written: " + e.getMessage());
    }
  }

  private static List<PromptSentence> ownOrShipped(
      String source, ResourceSource shipped, Path folder) throws IOException {
    Optional<byte[]> own = ResourceSource.in(folder).read(source);
    return SentenceFile.read(
        own.isPresent() ? own.get() : shipped.read(source).orElseThrow(), source);
  }

  /// Every sentence that was recorded, its text from the folder where that has one.
  private static List<PromptSentence> recorded(RecordedVoice voice, Path folder)
      throws IOException {
    var byId = new LinkedHashMap<String, PromptSentence>();
    byte[] shipped = PromptLoader.SHIPPED.read(PromptLoader.SOURCE).orElseThrow();
    SentenceFile.read(shipped, PromptLoader.SOURCE)
        .forEach(sentence -> byId.put(sentence.id(), sentence));
    ownOrShipped(PromptLoader.SOURCE, PromptLoader.SHIPPED, folder)
        .forEach(sentence -> byId.put(sentence.id(), sentence));
    return byId.values().stream().filter(voice::has).toList();
  }
}
