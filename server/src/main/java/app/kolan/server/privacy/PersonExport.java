package app.kolan.server.privacy;

import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// All that a business has of one person, as a zip: `person.json`, whose schema is documented, the
/// sounds of his calls, and his tapes.
///
/// It holds nobody else's data: calls that somebody else made and asked to be returned to his
/// number are left out, as are the numbers and names of the people of the business, and what its
/// systems answered to tools. Written piece by piece, so that memory does not grow with it.
public final class PersonExport {
  /// The version of the form of `person.json`.
  static final String SCHEMA = "kolan-person-1";

  private final PrivacyStore privacy;
  private final Stores stores;
  private final CallFiles files;
  private final InstantSource clock;

  /// @param files of this server, and of the archive of sounds, where there is one
  public PersonExport(PrivacyStore privacy, Stores stores, CallFiles files, InstantSource clock) {
    this.privacy = privacy;
    this.stores = stores;
    this.files = files;
    this.clock = clock;
  }

  /// Looks for a person.
  ///
  /// @param scope a contact or a number of a business
  /// @return empty when nothing is known of him
  public Optional<Selection> find(ErasureScope scope) {
    return privacy
        .select(scope)
        .map(this::own)
        .filter(
            found ->
                !found.calls().isEmpty()
                    || !found.contacts().isEmpty()
                    || privacy.alsoKnown(found).values().stream().anyMatch(rows -> !rows.isEmpty())
                    || hasAppointments(found));
  }

  private boolean hasAppointments(Selection found) {
    Long business = found.business();
    return business != null
        && found.numbers().stream()
            .map(
                number ->
                    new AppointmentQuery(
                        business,
                        Instant.EPOCH,
                        null,
                        null,
                        number,
                        null,
                        Instant.EPOCH,
                        Long.MIN_VALUE,
                        1))
            .anyMatch(query -> !stores.crm().appointments().find(query).isEmpty());
  }

  /// Without the calls of others.
  private Selection own(Selection found) {
    Set<PhoneNumber> numbers = Set.copyOf(found.numbers());
    var others = new HashSet<CallSid>();
    var placed = new HashSet<String>();
    rows(privacy.alsoKnown(found), "outgoingCalls")
        .forEach(row -> placed.add(String.valueOf(row.get("callSid"))));
    for (CallSid call : found.calls()) {
      Optional<LoggedCall> known = stores.calls().find(call);
      boolean isHis =
          known
              .map(LoggedCall::caller)
              .filter(caller -> numbers.contains(caller) || !caller.isDialable())
              .isPresent();
      if (!isHis && !placed.contains(call.value())) {
        others.add(call);
      }
    }
    return found.without(others);
  }

  private static List<Map<String, @Nullable Object>> rows(
      Map<String, List<Map<String, @Nullable Object>>> all, String kind) {
    return all.getOrDefault(kind, List.of());
  }

  /// Writes the zip. The stream is not closed.
  ///
  /// @param business its name
  /// @param person what [#find] gave
  public void write(String business, Selection person, OutputStream to) throws IOException {
    var zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
    Instant now = clock.instant();
    zip.putNextEntry(entry("person.json", now));
    new PersonJson(stores, files)
        .write(SCHEMA, business, person, privacy.alsoKnown(person), now, zip);
    zip.closeEntry();
    for (CallSid call : person.calls()) {
      Optional<LoggedCall> known = stores.calls().find(call);
      if (known.isPresent()) {
        sounds(call, known.get().arrivedAt(), zip);
        tapes(known.get(), zip);
      } else {
        sounds(call, now, zip);
      }
    }
    zip.finish();
  }

  private void sounds(CallSid call, Instant at, ZipOutputStream zip) throws IOException {
    var named = new ArrayList<String>();
    for (Turn turn : stores.turns().findByCall(call)) {
      add(named, turn.audioFile());
    }
    for (Recording recording : stores.recordings().findByCall(call)) {
      if (recording.state() == RecordingState.STORED) {
        add(named, recording.audioFile());
      }
    }
    // A sound that is in the folder and leaves it for the archive is there the next moment.
    var written = new HashSet<String>();
    for (Path file : files.sounds(call)) {
      String name = nameOf(file);
      if (named.contains(name) && copied(file, entry(soundOf(call, name), at), zip)) {
        written.add(name);
      }
    }
    for (SoundArchive.Kept kept : files.archived(call)) {
      String name = nameOf(kept);
      if (named.contains(name) && written.add(name)) {
        zip.putNextEntry(entry(soundOf(call, name), at));
        copy(kept, zip);
        zip.closeEntry();
      }
    }
  }

  private void copy(SoundArchive.Kept sound, OutputStream to) throws IOException {
    Path file = Files.createTempFile("kolan-export-", ".wav");
    try {
      if (files.fetch(sound, file)) {
        Files.copy(file, to);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void add(List<String> names, @Nullable String audioFile) {
    if (audioFile != null) {
      names.add(audioFile.substring(audioFile.lastIndexOf('/') + 1));
    }
  }

  static String soundOf(CallSid call, String file) {
    return "calls/" + call.value() + "/" + file;
  }

  static String nameOf(SoundArchive.Kept sound) {
    return sound.name().substring(sound.name().lastIndexOf('/') + 1);
  }

  static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// @return false when it has gone since it was listed
  private static boolean copied(Path file, ZipEntry entry, ZipOutputStream zip) throws IOException {
    try (InputStream sound = Files.newInputStream(file)) {
      zip.putNextEntry(entry);
      sound.transferTo(zip);
      zip.closeEntry();
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /// A full tape has the number that the call was handed over to, which is somebody else's.
  private void tapes(LoggedCall call, ZipOutputStream zip) throws IOException {
    PhoneNumber handedOver = call.handOverTo();
    String foreign = handedOver == null ? "" : handedOver.value().replaceAll("[^0-9]", "");
    for (Path tape : files.tapes(call.sid())) {
      zip.putNextEntry(entry("tapes/" + nameOf(tape), call.arrivedAt()));
      try (BufferedReader lines = Files.newBufferedReader(tape)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String own = foreign.isEmpty() ? line : line.replace(foreign, "…");
          zip.write((own + "\n").getBytes(StandardCharsets.UTF_8));
        }
      } catch (NoSuchFileException _) {
        // It has gone since it was listed.
      }
      zip.closeEntry();
    }
  }

  private static ZipEntry entry(String name, Instant at) {
    var entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    return entry;
  }
}
