package app.kolan.server.calltrace;

import app.kolan.twilio.webhook.CallSid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the tapes of all calls on one thread, from a bounded queue that producers never wait for.
/*
 * The event loops and the webhooks' threads put lines in without a lock and wake nobody: the writer
 * looks every 20 ms. A line for which there is no room is counted by its tape, which says so once
 * there is room again. What was written in one go is flushed, so that a crash loses no more than
 * that.
 */
final class TapeWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TapeWriter.class);

  static final int CAPACITY = 20_000;
  private static final int MOST_TAPES = 2000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int LARGEST_BATCH = 2000;
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final Duration AFTER_THE_CALL = Duration.ofMinutes(15);
  private static final Duration LONGEST_CALL = Duration.ofHours(4);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final Path folder;
  private final Function<TapeHeader, TapeRedaction> redactions;
  private final Function<CallSid, Optional<TraceResult>> results;
  private final Map<CallSid, TapeOfCall> tapes = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final Map<TapeOfCall, TapeFile> files = new HashMap<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("tape-writer").unstarted(this::run);
  private volatile boolean closing;

  private record Entry(TapeOfCall tape, TapeLine line) {}

  /// @param redactions makes the redaction of a call
  /// @param results looks up a call's result
  TapeWriter(
      Path folder,
      Function<TapeHeader, TapeRedaction> redactions,
      Function<CallSid, Optional<TraceResult>> results) {
    this.folder = folder;
    this.redactions = redactions;
    this.results = results;
  }

  void start() {
    thread.start();
  }

  /// The tape of a call, created if there is none; null when there are too many.
  @Nullable TapeOfCall tape(CallSid call, Function<Instant, TapeHeader> header) {
    TapeOfCall known = tapes.get(call);
    if (known != null || tapes.size() >= MOST_TAPES) {
      return known;
    }
    return tapes.computeIfAbsent(call, _ -> new TapeOfCall(header.apply(Instant.now()), this));
  }

  /// The tape of a call, if it has one.
  @Nullable TapeOfCall knownTape(CallSid call) {
    return tapes.get(call);
  }

  /// Queues a line without waiting. False when the queue is full.
  boolean offer(TapeOfCall tape, TapeLine line) {
    if (queued.incrementAndGet() > CAPACITY) {
      queued.decrementAndGet();
      return false;
    }
    queue.add(new Entry(tape, line));
    return true;
  }

  private void run() {
    while (!closing) {
      if (writeBatch() == 0) {
        sweep();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    while (writeBatch() > 0) {
      // until everything is written
    }
    for (TapeFile file : files.values()) {
      noteResult(file);
      file.end();
    }
  }

  /// Writes what is queued, up to a limit.
  ///
  /// @return the number of lines
  int writeBatch() {
    List<TapeFile> touched = new ArrayList<>();
    int count = 0;
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      queued.decrementAndGet();
      TapeFile file = files.computeIfAbsent(entry.tape(), this::file);
      write(file, entry.line());
      touched.add(file);
      if (++count == LARGEST_BATCH) {
        break;
      }
    }
    touched.stream().distinct().forEach(TapeFile::flush);
    return count;
  }

  private void write(TapeFile file, TapeLine line) {
    try {
      file.write(line);
    } catch (RuntimeException fault) {
      file.abandon();
      LOG.error("a call could not be recorded", fault);
    }
  }

  /// Writes the call's result so far, once the tape is idle.
  private void noteResult(TapeFile file) {
    try {
      file.noteResult(() -> results.apply(file.call()));
    } catch (RuntimeException fault) {
      LOG.error("a call's result could not be recorded", fault);
    }
    file.flush();
  }

  private TapeFile file(TapeOfCall tape) {
    return new TapeFile(folder, tape.header(), redactions.apply(tape.header()));
  }

  /// Closes the files of idle tapes, and forgets calls that ended long ago.
  private void sweep() {
    files
        .entrySet()
        .removeIf(
            entry -> {
              Duration idle = entry.getValue().idle();
              if (idle.compareTo(QUIET) > 0) {
                noteResult(entry.getValue());
              }
              if (idle.compareTo(REST) > 0) {
                entry.getValue().rest();
              }
              Duration bound = entry.getKey().isOver() ? AFTER_THE_CALL : LONGEST_CALL;
              boolean done = idle.compareTo(bound) > 0;
              if (done) {
                tapes.remove(entry.getKey().call());
                entry.getValue().end();
              }
              return done;
            });
  }

  /// Writes what is queued, and stops.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      if (!thread.join(LONGEST_CLOSE)) {
        LOG.warn("the tapes could not be written to their end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
