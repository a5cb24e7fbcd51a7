package app.kolan.server.calltrace;

import app.kolan.server.store.PrivateFolders;
import app.kolan.twilio.webhook.CallSid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file of one tape, up to a maximum size. A failing disk ends the tape and nothing else. Used
/// by the writer thread only.
final class TapeFile {
  private static final Logger LOG = LoggerFactory.getLogger(TapeFile.class);

  /// About twenty minutes of a call with audio both ways.
  static final long LARGEST = 32L * 1024 * 1024;

  private static final int MOST_OF_A_CALL = 9;

  private final Path folder;
  private final TapeHeader header;
  private final TapeRedaction redaction;
  private @Nullable Path path;
  private @Nullable OutputStream out;
  private @Nullable TapePosition unnoted;
  private long written;
  private boolean full;
  private boolean abandoned;
  private long touchedAt = System.nanoTime();

  TapeFile(Path folder, TapeHeader header, TapeRedaction redaction) {
    this.folder = folder;
    this.header = header;
    this.redaction = redaction;
  }

  CallSid call() {
    return header.call();
  }

  /// Writes a line, or what the redaction turns it into.
  void write(TapeLine line) {
    touchedAt = System.nanoTime();
    unnoted = line.place();
    for (TapeLine redacted : redaction.of(line)) {
      append(redacted);
    }
  }

  /// Writes the call's result, once after each line that may have changed it.
  void noteResult(Supplier<Optional<TraceResult>> results) {
    TapePosition place = unnoted;
    unnoted = null;
    if (place != null) {
      results
          .get()
          .ifPresent(
              result -> redaction.of(new TapeLine.Known(place, result)).forEach(this::append));
    }
  }

  private void append(TapeLine line) {
    if (full || abandoned) {
      return;
    }
    full = written > LARGEST;
    put(TapeCodec.write(full ? new TapeLine.Full(line.place()) : line));
  }

  private void put(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      OutputStream to = out;
      if (to == null) {
        to = open();
        out = to;
      }
      to.write(bytes);
      written += bytes.length;
    } catch (IOException e) {
      failed(e);
    }
  }

  private OutputStream open() throws IOException {
    Path known = path;
    if (known != null) {
      return new BufferedOutputStream(Files.newOutputStream(known, StandardOpenOption.APPEND));
    }
    PrivateFolders.create(folder);
    OutputStream created = create();
    byte[] first = (TapeCodec.write(redaction.of(header)) + "\n").getBytes(StandardCharsets.UTF_8);
    created.write(first);
    written += first.length;
    return created;
  }

  /// An existing tape of the same call, from before a restart, is kept.
  private OutputStream create() throws IOException {
    for (int i = 1; i < MOST_OF_A_CALL; i++) {
      Path free = folder.resolve(header.call() + (i == 1 ? "" : "." + i) + ".jsonl");
      try {
        OutputStream created = Files.newOutputStream(free, StandardOpenOption.CREATE_NEW);
        path = free;
        return new BufferedOutputStream(created);
      } catch (FileAlreadyExistsException _) {
        // try the next name
      }
    }
    throw new IOException("the call has too many tapes");
  }

  /// Flushes to the operating system, so that the data survives a crash of the process.
  void flush() {
    OutputStream open = out;
    if (open != null) {
      try {
        open.flush();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /// Closes the file until there is more to write.
  void rest() {
    OutputStream open = out;
    out = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /// Ends the tape: no more lines will come.
  void end() {
    redaction.heldBack().forEach(this::append);
    rest();
  }

  /// Abandons the tape: no more lines may be written.
  void abandon() {
    abandoned = true;
    rest();
  }

  /// How long ago the last line came.
  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - touchedAt);
  }

  private void failed(IOException e) {
    boolean first = !abandoned;
    abandoned = true;
    out = null;
    if (first) {
      LOG.atWarn()
          .addKeyValue("call", header.call())
          .addKeyValue("fault", e.getClass().getSimpleName())
          .log("a tape cannot be written and is abandoned");
    }
  }
}
