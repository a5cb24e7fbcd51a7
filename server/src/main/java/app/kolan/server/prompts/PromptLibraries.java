package app.kolan.server.prompts;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The prompts of a server, and of businesses that have their own: one library for each folder,
/// loaded when it is first needed and then kept. Safe to share.
public final class PromptLibraries {
  private final PromptLibrary main;
  private final @Nullable Path mainFolder;
  private final Map<Path, PromptLibrary> others = new ConcurrentHashMap<>();

  private PromptLibraries(PromptLibrary main, @Nullable Path mainFolder) {
    this.main = main;
    this.mainFolder = mainFolder;
  }

  /// Nothing but these prompts as long as no folder is asked for.
  public static PromptLibraries of(PromptLibrary main) {
    return new PromptLibraries(main, null);
  }

  /// @param main the prompts of the server
  /// @param folder where they are from; null for those that come with Kolan
  public static PromptLibraries of(PromptLibrary main, @Nullable Path folder) {
    return new PromptLibraries(main, folder);
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

  /// The name under which the greeting of a folder is played. The name without a hash belongs to
  /// the server's greeting.
  public String greetingName(@Nullable Path folder) {
    return folder == null || isMain(folder)
        ? main.fixedName(Prompt.GREETING)
        : in(folder).hashedName(Prompt.GREETING);
  }

  /// The MP3 file of this name in any library that is loaded.
  public Optional<PromptFile> mp3(String fileName) {
    return main.mp3(fileName)
        .or(
            () ->
                others.values().stream()
                    .flatMap(library -> library.mp3(fileName).stream())
                    .filter(PromptFile::immutable)
                    .findFirst());
  }

  private boolean isMain(Path folder) {
    return Objects.equals(folder, mainFolder);
  }
}
