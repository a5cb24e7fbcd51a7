package app.kolan.server.prompts;

import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the files of a prompt library, and collects all problems before it reports them.
///
/// The shipped library was verified in the build, and is not verified again at every start.
final class PromptLoader {
  static final String SOURCE = "prompts.yaml";
  static final ResourceSource SHIPPED = ResourceSource.onClassPath("/prompts/he/");

  private static final String REMEDY =
      "run kolan prompts for that folder, or take the named files out of it; docs/prompts.md"
          + " explains both";
  private static final int SHORTEST_MP3 = 200;
  private static final double FAINTEST = -40;

  private final ResourceSource resources;
  private final List<String> problems;
  private final boolean verifying;
  private final Map<String, PromptSentence> source;
  private final Manifest manifest;

  private PromptLoader(ResourceSource resources, List<String> problems, boolean verifying) {
    this.resources = resources;
    this.problems = problems;
    this.verifying = verifying;
    this.source = verifying ? source() : Map.of();
    this.manifest = manifest();
  }

  static PromptLibrary shipped() {
    return load(null, new ArrayList<>(), false);
  }

  /// The shipped library, verified to be rendered from its source.
  static PromptLibrary verifiedShipped() {
    return load(null, new ArrayList<>(), true);
  }

  static PromptLibrary over(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BrokenPrompts(
          List.of("the folder of prompts " + folder + " is not there"),
          "create it with kolan prompts, or remove the setting that names it");
    }
    var problems = new ArrayList<String>();
    findUnknownFiles(folder, problems);
    return load(ResourceSource.in(folder), problems, true);
  }

  private static PromptLibrary load(
      @Nullable ResourceSource folder, List<String> problems, boolean verifying) {
    var shipped = new PromptLoader(SHIPPED, problems, verifying);
    var own = folder == null ? null : new PromptLoader(folder, problems, verifying);
    var loaded = new ArrayList<LoadedPrompt>();
    for (Prompt prompt : Prompt.values()) {
      if (own != null && own.hasAudioOf(prompt)) {
        own.load(prompt, shipped.writtenText(prompt)).ifPresent(loaded::add);
      } else {
        shipped.load(prompt, Optional.empty()).ifPresent(loaded::add);
        if (own != null && own.changesTextOf(prompt, shipped)) {
          problems.add(prompt.fileName() + " has a new text but no audio of it");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new BrokenPrompts(problems, REMEDY);
    }
    return new PromptLibrary(loaded);
  }

  private boolean hasAudioOf(Prompt prompt) {
    return Stream.of(PromptFormat.MULAW, PromptFormat.MP3)
        .anyMatch(form -> read(form.fileName(prompt.fileName())).isPresent());
  }

  private boolean changesTextOf(Prompt prompt, PromptLoader shipped) {
    Optional<String> text = writtenText(prompt);
    return text.isPresent() && !text.equals(shipped.writtenText(prompt));
  }

  private Optional<String> writtenText(Prompt prompt) {
    return Optional.ofNullable(source.get(prompt.fileName())).map(PromptSentence::text);
  }

  private Optional<String> renderedText(Prompt prompt) {
    return Optional.ofNullable(manifest.sentences().get(prompt.fileName()))
        .map(Manifest.Entry::text);
  }

  private Optional<LoadedPrompt> load(Prompt prompt, Optional<String> otherwise) {
    Optional<String> text = writtenText(prompt).or(() -> renderedText(prompt)).or(() -> otherwise);
    if (text.isEmpty()) {
      problems.add(prompt.fileName() + " has no text in " + SOURCE);
    }
    Optional<byte[]> mulaw = sound(prompt, PromptFormat.MULAW);
    Optional<byte[]> mp3 = sound(prompt, PromptFormat.MP3);
    checkSource(prompt);
    if (text.isEmpty() || mulaw.isEmpty() || mp3.isEmpty()) {
      return Optional.empty();
    }
    String hash = hash(prompt, PromptFormat.MP3, mp3.get());
    return Optional.of(new LoadedPrompt(prompt, text.get(), mulaw.get(), mp3.get(), hash));
  }

  private String hash(Prompt prompt, PromptFormat form, byte[] content) {
    String rendered = renderedHash(prompt, form);
    return verifying || rendered == null ? ContentHash.of(content) : rendered;
  }

  private @Nullable String renderedHash(Prompt prompt, PromptFormat form) {
    Manifest.Entry entry = manifest.sentences().get(prompt.fileName());
    return entry == null ? null : entry.files().get(form.fileName(prompt.fileName()));
  }

  private Optional<byte[]> sound(Prompt prompt, PromptFormat form) {
    String name = form.fileName(prompt.fileName());
    Optional<byte[]> content = read(name);
    if (content.isEmpty()) {
      problems.add(name + " is missing");
      return content;
    }
    if (!verifying) {
      return content;
    }
    if (!isSound(content.get(), form)) {
      problems.add(name + " holds no sound");
      return Optional.empty();
    }
    String expected = renderedHash(prompt, form);
    if (expected != null && !expected.equals(ContentHash.of(content.get()))) {
      problems.add(name + " is not what " + Manifest.FILE_NAME + " says was rendered");
    }
    return content;
  }

  private static boolean isSound(byte[] content, PromptFormat form) {
    return switch (form) {
      case MULAW -> Mulaw.of(content).toPcm().peakDbfs() > FAINTEST;
      case MP3 -> content.length >= SHORTEST_MP3 && (startsFrame(content) || startsTag(content));
      case WAV -> throw new IllegalStateException("a library holds no WAV files");
    };
  }

  private static boolean startsFrame(byte[] mp3) {
    return (mp3[0] & 0xFF) == 0xFF && (mp3[1] & 0xE0) == 0xE0;
  }

  private static boolean startsTag(byte[] mp3) {
    return mp3[0] == 'I' && mp3[1] == 'D' && mp3[2] == '3';
  }

  private void checkSource(Prompt prompt) {
    PromptSentence sentence = source.get(prompt.fileName());
    Manifest.Entry entry = manifest.sentences().get(prompt.fileName());
    if (sentence != null && entry != null && !entry.source().equals(sentence.sourceHash())) {
      problems.add(prompt.fileName() + " was changed in " + SOURCE + " after it was rendered");
    }
  }

  private Map<String, PromptSentence> source() {
    var byId = new LinkedHashMap<String, PromptSentence>();
    try {
      read(SOURCE)
          .map(yaml -> SentenceFile.read(yaml, SOURCE))
          .orElse(List.of())
          .forEach(sentence -> byId.put(sentence.id(), sentence));
    } catch (BrokenPrompts e) {
      problems.addAll(e.problems());
    }
    for (String id : byId.keySet()) {
      if (Prompt.named(id).isEmpty()) {
        problems.add(SOURCE + ": there is no prompt " + id);
      }
    }
    return byId;
  }

  private Manifest manifest() {
    Optional<byte[]> json = read(Manifest.FILE_NAME);
    if (json.isEmpty()) {
      return Manifest.EMPTY;
    }
    try {
      return Manifest.read(json.get());
    } catch (JsonProcessingException e) {
      problems.add(Manifest.FILE_NAME + " cannot be understood");
      return Manifest.EMPTY;
    }
  }

  private Optional<byte[]> read(String name) {
    try {
      return resources.read(name);
    } catch (IOException e) {
      problems.add(name + " cannot be read");
      return Optional.empty();
    }
  }

  /// Finds audio files that belong to no prompt, most likely because of a misspelt name, and
  /// recordings that have not been prepared as prompts.
  private static void findUnknownFiles(Path folder, List<String> problems) {
    try (var files = Files.newDirectoryStream(folder, "*.{ulaw,mp3,wav}")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.lastIndexOf('.'));
        if (Prompt.named(id).isEmpty()) {
          problems.add(name + " belongs to no prompt");
        } else if (name.endsWith(".wav")
            && !Files.exists(folder.resolve(PromptFormat.MULAW.fileName(id)))) {
          problems.add(name + " has no " + PromptFormat.MULAW.fileName(id) + " beside it");
        }
      }
    } catch (IOException e) {
      problems.add("the folder of prompts cannot be listed");
    }
  }
}
