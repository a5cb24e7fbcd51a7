package app.kolan.server.prompts;

import app.kolan.server.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The prompts of a server, and of businesses that have their own: one library for each folder and
/// each set of own sounds, loaded when it is first needed and then kept. Safe to share.
public final class PromptLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(PromptLibraries.class);
  private static final Duration LOOKED_FOR_AGAIN = Duration.ofSeconds(10);

  /// `greeting_he.0123456789abcdef.mp3`
  private static final Pattern HASHED = Pattern.compile("[a-z0-9_]+\\.([0-9a-f]{16})\\.mp3");

  private final PromptLibrary main;
  private final @Nullable Path mainFolder;
  private final @Nullable SoundStore sounds;
  private final Map<Path, PromptLibrary> others = new ConcurrentHashMap<>();
  private final Map<Own, Loaded> own = new ConcurrentHashMap<>();

  /// The sounds of a business's own, over the prompts of a folder.
  private record Own(@Nullable Path folder, Map<String, String> sounds) {}

  /// @param isWhole whether all sounds were there; if not, they are looked for again
  /// @param at by [System#nanoTime]
  private record Loaded(PromptLibrary library, boolean isWhole, long at) {
    boolean isCurrent() {
      return isWhole || System.nanoTime() - at < LOOKED_FOR_AGAIN.toNanos();
    }
  }

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
  /// not there is left out, with a warning: a caller hears the sentence as it is without it, and it
  /// is looked for again a few seconds later. Blocks for the disk the first time, and where servers
  /// share their sounds for the database.
  ///
  /// @param sounds hashes of [SoundStore], by [Prompt#id]
  /// @throws BrokenPrompts naming all of the folder that is missing or broken
  public PromptLibrary in(@Nullable Path folder, Map<String, String> sounds) {
    SoundStore store = this.sounds;
    if (sounds.isEmpty() || store == null) {
      return in(folder);
    }
    var key = new Own(folder, sounds);
    Loaded known = own.get(key);
    if (known == null || !known.isCurrent()) {
      known =
          own.compute(
              key,
              (_, before) ->
                  before != null && before.isCurrent()
                      ? before
                      : with(store, in(folder), sounds, before == null));
    }
    return known.library();
  }

  private static Loaded with(
      SoundStore store, PromptLibrary library, Map<String, String> sounds, boolean isFirst) {
    var found = new ArrayList<LoadedPrompt>();
    boolean isWhole = true;
    for (Map.Entry<String, String> sound : sounds.entrySet()) {
      Optional<Prompt> prompt = Prompt.withId(sound.getKey());
      Optional<LoadedPrompt> loaded =
          prompt.flatMap(of -> find(store, sound.getValue(), of, library.text(of)));
      loaded.ifPresent(found::add);
      if (loaded.isEmpty()) {
        isWhole &= prompt.isEmpty();
        LOG.atLevel(isFirst ? Level.WARN : Level.DEBUG)
            .addKeyValue("prompt", sound.getKey())
            .addKeyValue("hash", sound.getValue())
            .log("a business's own sound is not there, and the usual one is played");
      }
    }
    return new Loaded(library.with(found), isWhole, System.nanoTime());
  }

  private static Optional<LoadedPrompt> find(
      SoundStore store, String hash, Prompt prompt, String text) {
    try {
      return store.find(hash, prompt, text);
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("code", e.code())
          .log("a business's own sound cannot be fetched from the database");
      return Optional.empty();
    }
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
                Stream.concat(others.values().stream(), own.values().stream().map(Loaded::library))
                    .flatMap(library -> library.mp3(fileName).stream())
                    .filter(PromptFile::immutable)
                    .findFirst());
  }

  /// Whether a name has the form of one that carries a sound's hash.
  public static boolean isHashed(String fileName) {
    return HASHED.matcher(fileName).matches();
  }

  /// The same, also of a library that only another server has loaded: a caller is led to a sound by
  /// one, and Twilio may fetch it from any. Blocks for the disk and the database.
  ///
  /// @throws StoreException when the database fails
  public Optional<PromptFile> mp3OfAny(String fileName) {
    SoundStore store = sounds;
    Matcher name = HASHED.matcher(fileName);
    return store == null || !name.matches()
        ? Optional.empty()
        : store
            .mp3(name.group(1))
            .map(file -> new PromptFile("audio/mpeg", file, '"' + name.group(1) + '"', true));
  }

  private boolean isMain(Path folder) {
    return Objects.equals(folder, mainFolder);
  }
}
