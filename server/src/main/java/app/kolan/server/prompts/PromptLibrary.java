package app.kolan.server.prompts;

import app.kolan.twilio.audio.Mulaw;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The built-in prompts: their text, their telephone audio and their MP3 files.
///
/// Everything is read once and kept, about 1.5 MB. Immutable and thread-safe.
public final class PromptLibrary {
  private final Map<Prompt, LoadedPrompt> prompts = new EnumMap<>(Prompt.class);
  private final Map<String, PromptFile> files = new HashMap<>();

  PromptLibrary(Collection<LoadedPrompt> loaded) {
    for (LoadedPrompt one : loaded) {
      prompts.put(one.prompt(), one);
      files.put(one.fixedName(), one.mp3(false));
      files.put(one.hashedName(), one.mp3(true));
    }
  }

  /// The prompts that come with Kolan.
  ///
  /// @throws BrokenPrompts naming all that is missing or broken
  public static PromptLibrary shipped() {
    return PromptLoader.shipped();
  }

  /// The prompts of a folder, and for those that it has no audio of the ones that come with Kolan.
  /// The folder is one that `./kolan prompts` has written, or holds `greeting_he.ulaw` and
  /// `greeting_he.mp3` made by other means.
  ///
  /// @throws BrokenPrompts naming all that is missing or broken
  public static PromptLibrary over(Path folder) {
    return PromptLoader.over(folder);
  }

  /// A prompt as telephone audio: whole 20 ms frames.
  public Mulaw audio(Prompt prompt) {
    return loaded(prompt).audio();
  }

  /// The same prompts, some of them with other telephone audio. Their MP3 files stay as they are.
  public PromptLibrary withAudio(Map<Prompt, Mulaw> audio) {
    if (audio.isEmpty()) {
      return this;
    }
    return new PromptLibrary(
        prompts.values().stream()
            .map(
                one -> {
                  Mulaw other = audio.get(one.prompt());
                  return other == null ? one : one.withAudio(other);
                })
            .toList());
  }

  /// The same prompts, some of them in another recording.
  PromptLibrary with(Collection<LoadedPrompt> others) {
    if (others.isEmpty()) {
      return this;
    }
    var all = new EnumMap<>(prompts);
    others.forEach(one -> all.put(one.prompt(), one));
    return new PromptLibrary(all.values());
  }

  /// What a prompt says, in plain Hebrew.
  public String text(Prompt prompt) {
    return loaded(prompt).text();
  }

  /// The MP3 file of this name, which is a [#fixedName] or a [#hashedName]; empty for any other
  /// name, so that a name from a request may be given as it is.
  public Optional<PromptFile> mp3(String fileName) {
    return Optional.ofNullable(files.get(fileName));
  }

  /// The telephone audio that this MP3 file was made from; empty for an unknown file.
  public Optional<Mulaw> audioOf(byte[] mp3) {
    return prompts.values().stream()
        .filter(one -> Arrays.equals(one.mp3(false).bytes(), mp3))
        .map(LoadedPrompt::audio)
        .findFirst();
  }

  /// The name under which a prompt's current MP3 is always found: `greeting_he.mp3`.
  public String fixedName(Prompt prompt) {
    return loaded(prompt).fixedName();
  }

  /// The name under which this very MP3 is found, and never another one:
  /// `greeting_he.0123456789abcdef.mp3`.
  public String hashedName(Prompt prompt) {
    return loaded(prompt).hashedName();
  }

  private LoadedPrompt loaded(Prompt prompt) {
    LoadedPrompt one = prompts.get(prompt);
    if (one == null) {
      throw new IllegalStateException("a library holds every prompt, but not " + prompt);
    }
    return one;
  }
}
