package app.kolan.server.prompts;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sounds of businesses' own, each under the hash of its content: telephone audio for the stream,
/// and MP3 for `<Play>`, trimmed and equally loud.
///
/// A version of a business's settings names the sounds that it plays. So a sound never changes, and
/// one that no version names does no harm. Adding the same recording again is harmless.
///
/// They are in a folder. Where servers have their sounds in common, one that is added is with the
/// others before its hash is given, and one that is not in the folder is fetched from there.
///
/// Blocks for the disk, and for the database where sounds are shared; safe to share. Throws
/// [app.kolan.server.store.StoreException] when that fails.
public final class SoundStore {
  private static final Logger LOG = LoggerFactory.getLogger(SoundStore.class);

  /// The largest recording that is taken: ten minutes at 48 kHz in stereo are too many for a
  /// prompt.
  public static final int MOST_BYTES = 32 * 1024 * 1024;

  /// Their folder in the data folder.
  public static final String FOLDER = "sounds";

  /// How a file's name ends that is being written.
  public static final String UNFINISHED = ".unfinished";

  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");

  private final Path folder;
  private final @Nullable SharedSounds shared;

  private SoundStore(Path folder, @Nullable SharedSounds shared) {
    this.folder = folder;
    this.shared = shared;
  }

  /// The sounds in the folder `sounds` of a data folder; it is created with the first one.
  public static SoundStore in(Path dataFolder) {
    return in(dataFolder, null);
  }

  /// The same, with those of other servers.
  ///
  /// @param shared null where there are none
  public static SoundStore in(Path dataFolder, @Nullable SharedSounds shared) {
    return new SoundStore(dataFolder.resolve(FOLDER), shared);
  }

  /// Gives the others what is only in this folder, such as from before there were others.
  ///
  /// @return how many those were
  /// @throws UncheckedIOException when the folder cannot be read
  public int share() {
    if (shared == null || !Files.isDirectory(folder)) {
      return 0;
    }
    Set<String> known = shared.hashes();
    int given = 0;
    for (String hash : here()) {
      Optional<SoundForms> sound = known.contains(hash) ? Optional.empty() : readHere(hash);
      if (sound.isPresent()) {
        shared.keep(hash, sound.get());
        given++;
      }
    }
    return given;
  }

  private List<String> here() {
    String ending = PromptFormat.MP3.fileName("");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .filter(SoundStore::isHash)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the sounds cannot be listed", e);
    }
  }

  /// Whether a text can be the hash of a sound.
  public static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /// Adds a recording.
  ///
  /// @param file a WAV file, 16-bit or mu-law, or an MP3 file, at any sample rate and loudness
  /// @throws UnusableSound when there is no speech in it that can be played
  /// @throws UncheckedIOException when it cannot be written
  public OwnSound add(byte[] file) throws UnusableSound {
    if (file.length > MOST_BYTES) {
      throw new UnusableSound(
          "the recording has %d MB; give one of at most %d MB"
              .formatted(file.length >> 20, MOST_BYTES >> 20));
    }
    if (Mp3Decoder.isMp3(file)) {
      return add(Mp3Decoder.decode(file, LONGEST));
    }
    try {
      return add(Wav.read(file));
    } catch (MalformedWav e) {
      throw new UnusableSound(
          e.getMessage()
              + ". Save the recording as MP3, or as WAV with 16-bit samples, such as by: ffmpeg -i recording.m4a -ac 1 recording.wav");
    }
  }

  /// Adds speech that was recorded or rendered.
  ///
  /// @throws UnusableSound when it is silent, too short or too long
  /// @throws UncheckedIOException when it cannot be written
  public OwnSound add(Pcm speech) throws UnusableSound {
    if (speech.duration().compareTo(LONGEST) > 0) {
      throw new UnusableSound(
          "the recording takes %d s; give one of at most %d s"
              .formatted(speech.duration().toSeconds(), LONGEST.toSeconds()));
    }
    Pcm trimmed = Loudness.trimmed(speech);
    if (trimmed.duration().compareTo(SHORTEST) < 0) {
      throw new UnusableSound("nothing is heard in the recording; check the microphone");
    }
    byte[] mulaw = PromptFormat.MULAW.of(trimmed);
    byte[] mp3 = PromptFormat.MP3.of(trimmed);
    String hash = ContentHash.of(mp3);
    var sound = new SoundForms(mulaw, mp3);
    try {
      writeHere(hash, sound);
    } catch (IOException e) {
      throw new UncheckedIOException("a sound cannot be written to " + folder, e);
    }
    if (shared != null) {
      shared.keep(hash, sound);
    }
    return new OwnSound(hash, Mulaw.of(mulaw).duration());
  }

  /// How much room sounds take, those that are not there left out.
  public long bytes(Collection<String> hashes) {
    long bytes = 0;
    for (String hash : hashes) {
      bytes += size(PromptFormat.MULAW.fileName(hash)) + size(PromptFormat.MP3.fileName(hash));
    }
    return bytes;
  }

  private long size(String name) {
    try {
      return Files.size(folder.resolve(name));
    } catch (IOException _) {
      return 0;
    }
  }

  /// The sound of a hash as a prompt; empty when it is not there or cannot be read.
  ///
  /// @param text what it says, as far as is known
  Optional<LoadedPrompt> find(String hash, Prompt prompt, String text) {
    return sound(hash)
        .map(sound -> new LoadedPrompt(prompt, text, sound.mulaw(), sound.mp3(), hash));
  }

  /// The MP3 file of a sound; empty when it is not there or cannot be read.
  public Optional<byte[]> mp3(String hash) {
    return sound(hash).map(SoundForms::mp3);
  }

  /// A sound as telephone audio, as a caller hears it; empty when it is not there or cannot be
  /// read.
  public Optional<Mulaw> telephone(String hash) {
    return sound(hash).map(sound -> Mulaw.of(sound.mulaw()));
  }

  /// Where the MP3 file of a sound is; empty when it is not there.
  public Optional<Path> mp3File(String hash) {
    return isHash(hash) && sound(hash).isPresent()
        ? Optional.of(folder.resolve(PromptFormat.MP3.fileName(hash))).filter(Files::isRegularFile)
        : Optional.empty();
  }

  private Optional<SoundForms> sound(String hash) {
    if (!isHash(hash)) {
      return Optional.empty();
    }
    Optional<SoundForms> here = readHere(hash);
    if (here.isPresent() || shared == null) {
      return here;
    }
    Optional<SoundForms> fetched = shared.find(hash).filter(sound -> sound.is(hash));
    fetched.ifPresent(sound -> keepCopy(hash, sound));
    return fetched;
  }

  private Optional<SoundForms> readHere(String hash) {
    try {
      byte[] mulaw = Files.readAllBytes(folder.resolve(PromptFormat.MULAW.fileName(hash)));
      byte[] mp3 = Files.readAllBytes(folder.resolve(PromptFormat.MP3.fileName(hash)));
      return Optional.of(new SoundForms(mulaw, mp3)).filter(sound -> sound.is(hash));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// It is played also when the disk is full.
  private void keepCopy(String hash, SoundForms sound) {
    try {
      writeHere(hash, sound);
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("why", e).log("a sound of another server is not kept here");
    }
  }

  private void writeHere(String hash, SoundForms sound) throws IOException {
    Files.createDirectories(folder);
    write(PromptFormat.MULAW.fileName(hash), sound.mulaw());
    write(PromptFormat.MP3.fileName(hash), sound.mp3());
  }

  /// A file is there whole or not at all, also after a crash.
  private void write(String name, byte[] content) throws IOException {
    Path unfinished = folder.resolve(UUID.randomUUID() + UNFINISHED);
    try {
      try (var file =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(unfinished, folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
