package app.kolan.server.prompts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The prompts of a server, and of businesses that have their own: one library for each folder and
/// each set of own sounds, loaded when it is first needed and then kept. Safe to share.
public final class PromptLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(PromptLibraries.class);

  private final PromptLibrary main;
  private final @Nullable Path mainFolder;
  private final @Nullable SoundStore sounds;
  private final Map<Path, PromptLibrary> others = new ConcurrentHashMap<>();
  private final Map<Own, PromptLibrary> own = new ConcurrentHashMap<>();

  /// The sounds of a business's own, over the prompts of a folder.
  private record Own(@Nullable Path folder, Map<String, String> sounds) {}

  private PromptLibraries(
      PromptLibrary main, @Nullable Path mainFolder, @Nullable SoundStore sounds) {
    this.main = main;
    this.mainFolder = mainFolder;
    this.sounds = sounds;
  }

  /// Nothing but these prompts as long as no folder is asked for.
  public static PromptLibraries of(PromptLibrary main) {
    return new PromptLibraries(main, null, null);
  }

  /// @param main the prompts of the server
  /// @param folder where they are from; null for those that come with Kolan
  /// @param sounds the sounds of businesses' own
  public static PromptLibraries of(PromptLibrary main, @Nullable Path folder, SoundStore sounds) {
    return new PromptLibraries(main, folder, sounds);
  }

  /// The server's own.
  public PromptLibrary main() {
    return main;
  }

  /// The prompts of a folder; null stands for those of the server. Blocks for the disk the first
  /// time.
  ///
  /// @throws BrokenPrompts naming all that is missing or broken
  public PromptLibrary in(@Nullable Path folder) {
    return folder == null || isMain(folder)
        ? main
        : others.computeIfAbsent(folder, PromptLibrary::over);
  }

  /// The prompts of a folder with the sounds of a business's own in their places. A sound that is
  /// not there is left out, with a warning: a caller hears the sentence as it is without it. Blocks
  /// for the disk the first time.
  ///
  /// @param sounds hashes of [SoundStore], by [Prompt#id]
  /// @throws BrokenPrompts naming all of the folder that is missing or broken
  public PromptLibrary in(@Nullable Path folder, Map<String, String> sounds) {
    return sounds.isEmpty() || this.sounds == null
        ? in(folder)
        : own.computeIfAbsent(
            new Own(folder, sounds), key -> with(this.sounds, in(key.folder), key.sounds));
  }

  private static PromptLibrary with(
      SoundStore store, PromptLibrary library, Map<String, String> sounds) {
    var found = new ArrayList<LoadedPrompt>();
    sounds.forEach(
        (id, hash) ->
            Prompt.withId(id)
                .flatMap(prompt -> store.find(hash, prompt, library.text(prompt)))
                .ifPresentOrElse(
                    found::add,
                    () ->
                        LOG.atWarn()
                            .addKeyValue("prompt", id)
                            .addKeyValue("hash", hash)
                            .log(
                                "a business's own sound is not there, and the usual one is played")));
    return library.with(found);
  }

  /// The name under which a library's greeting is played. The name without a hash belongs to the
  /// server's greeting.
  public String greetingName(PromptLibrary library) {
    return library.equals(main)
        ? main.fixedName(Prompt.GREETING)
        : library.hashedName(Prompt.GREETING);
  }

  /// The MP3 file of this name in any library that is loaded.
  public Optional<PromptFile> mp3(String fileName) {
    return main.mp3(fileName)
        .or(
            () ->
                Stream.concat(others.values().stream(), own.values().stream())
                    .flatMap(library -> library.mp3(fileName).stream())
                    .filter(PromptFile::immutable)
                    .findFirst());
  }

  private boolean isMain(Path folder) {
    return Objects.equals(folder, mainFolder);
  }
}
