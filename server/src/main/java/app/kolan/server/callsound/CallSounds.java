package app.kolan.server.callsound;

import app.kolan.server.callsound.CallSound.Place;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Joins what is stored of the sound of a call: a file for each turn, and the messages that the
/// caller left. Of the receptionist's turns it has what the caller heard. What was pressed is
/// silent. Blocks for the disk. Safe to share.
public record CallSounds(Stores stores, AudioFiles files) {
  /// What comes after this is left out: no call lasts as long, and four bytes tell the size.
  static final Duration LONGEST = Duration.ofHours(24);

  /// A message is put where it was left, but no farther behind what comes before it.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final int BEGINNING = 64 * 1024;
  private static final int PER_MILLI = CallSound.RATE / 1000;

  /// @return empty when the call has no sound
  /// @throws app.kolan.server.store.StoreException when the store of sounds does not answer
  public Optional<CallSound> of(LoggedCall call) throws IOException {
    List<Place> places =
        places(
            call,
            stores.turns().findByCall(call.sid()),
            stores.recordings().findByCall(call.sid()));
    return places.isEmpty() ? Optional.empty() : Optional.of(new CallSound(files, places));
  }

  List<Place> places(LoggedCall call, List<Turn> turns, List<Recording> messages)
      throws IOException {
    var places = new ArrayList<Place>();
    for (Turn turn : turns) {
      String file = turn.audioFile();
      if (file != null && turn.keys() == null) {
        add(places, turn.speaker() == Speaker.CALLER, turn.from(), turn.heard(), file);
      }
    }
    Duration end =
        turns.stream().map(Turn::to).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    for (Recording message : inOrder(messages)) {
      String file = message.audioFile();
      if (file != null) {
        Duration length = length(message, file);
        Duration from = begin(call, message, length, end);
        add(places, true, from, length, file);
        end = from.plus(length);
      }
    }
    return places;
  }

  private static void add(
      List<Place> places, boolean left, Duration from, Duration length, String file) {
    long begin = from.toMillis() * PER_MILLI;
    long most = LONGEST.toMillis() * PER_MILLI;
    long end = Math.min(begin + length.toMillis() * PER_MILLI, most);
    if (begin < end) {
      places.add(new Place(left, begin, end, file));
    }
  }

  private static List<Recording> inOrder(List<Recording> messages) {
    return messages.stream().sorted(Comparator.comparing(Recording::announcedAt)).toList();
  }

  /// What Twilio says of its length is in whole seconds.
  private Duration length(Recording message, String file) throws IOException {
    Path path = files.file(file);
    if (!Files.isRegularFile(path)) {
      Duration told = message.length();
      return told == null ? Duration.ZERO : told;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Wav.duration(in.readNBytes(BEGINNING), Files.size(path));
    } catch (MalformedWav _) {
      return Duration.ZERO;
    }
  }

  /// It was heard of right after its end.
  private static Duration begin(
      LoggedCall call, Recording message, Duration length, Duration earliest) {
    Instant stream = call.streamAt();
    if (stream == null) {
      return earliest;
    }
    Duration known = Duration.between(stream, message.announcedAt()).minus(length);
    Duration latest = earliest.plus(LONGEST_PAUSE);
    return known.compareTo(earliest) < 0 ? earliest : known.compareTo(latest) > 0 ? latest : known;
  }
}
