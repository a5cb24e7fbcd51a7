package app.kolan.server.web;

import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One response that tells events of calls as they happen, as server-sent events (WHATWG HTML,
/// section 9.2). An identifier names the run of the server and the event's number in it. Who reads
/// slowly is cut off, and comes again with `Last-Event-ID`; with each heartbeat it is looked
/// whether he may still watch. All but the waking is on the response's event loop.
public final class CallEventStream {
  /// A watcher, and the events that it gets.
  public interface Watcher {
    /// Whether an event is for him. Asked on the thread of a call, so it must not block.
    boolean wants(CallEvent event);

    /// The lines of an event's message that follow its identifier, such as `event: turn` and `data:
    /// {}`, each with its line feed; empty to leave it out. Asked on the event loop.
    Optional<String> lines(CallEvent event);

    /// Whether he may still watch. Asked on one of [RequestThreads]; when it throws, he may for
    /// now.
    boolean isStillAllowed();

    /// Called once, on the event loop, when the stream is over.
    void ended();
  }

  private static final long HEARTBEAT_MILLIS = 15_000;

  private final Vertx vertx;
  private final Context loop;
  private final CallEvents events;
  private final RequestThreads threads;
  private final HttpServerRequest request;
  private final HttpServerResponse out;
  private final Watcher watcher;
  private final AtomicBoolean woken = new AtomicBoolean();
  private CallEvents.@Nullable Watch watch;
  private long timer;
  private boolean gapIsTold;
  private boolean over;

  private CallEventStream(
      Vertx vertx,
      CallEvents events,
      RequestThreads threads,
      HttpServerRequest request,
      Watcher watcher) {
    this.vertx = vertx;
    loop = vertx.getOrCreateContext();
    this.events = events;
    this.threads = threads;
    this.request = request;
    out = request.response();
    this.watcher = watcher;
  }

  /// Begins one, on the event loop of a response whose status and headers are set and not yet sent.
  ///
  /// @param threads where [Watcher#isStillAllowed()] is asked
  /// @param last `Last-Event-ID`, the event after which it begins; empty for those from now on
  public static void begin(
      Vertx vertx,
      CallEvents events,
      RequestThreads threads,
      HttpServerRequest request,
      String last,
      Watcher watcher) {
    new CallEventStream(vertx, events, threads, request, watcher).start(last);
  }

  private void start(String last) {
    out.setChunked(true);
    out.closeHandler(_ -> end());
    out.exceptionHandler(_ -> end());
    out.drainHandler(_ -> drain());
    timer = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> beat());
    Optional<Long> after = number(last);
    watch = events.watch(watcher::wants, after.orElseGet(events::newest), this::wake);
    gapIsTold = watch.hasGap() || (after.isEmpty() && !last.isEmpty());
    out.write(gapIsTold ? "event: gap\ndata: {}\n\n" : ": connected\n\n");
    drain();
    if (out.closed()) {
      end();
    }
  }

  private Optional<Long> number(String id) {
    String prefix = events.run() + "-";
    return id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}")
        ? Optional.of(Long.parseLong(id.substring(prefix.length())))
        : Optional.empty();
  }

  /// On the thread of a call.
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.runOnContext(
          _ -> {
            woken.set(false);
            drain();
          });
    }
  }

  private void drain() {
    while (!over && watch != null && !out.writeQueueFull()) {
      Optional<CallEvent> next = watch.poll();
      if (next.isEmpty()) {
        break;
      }
      CallEvent event = next.get();
      watcher
          .lines(event)
          .ifPresent(
              lines ->
                  out.write("id: %s-%d\n%s\n".formatted(events.run(), event.sequence(), lines)));
    }
    if (!over && watch != null && watch.hasGap() && !gapIsTold) {
      var _ = request.connection().close();
    }
  }

  private void beat() {
    if (over || out.writeQueueFull()) {
      var _ = request.connection().close();
      return;
    }
    out.write(": heartbeat\n\n");
    boolean _ =
        threads.offer(
            () -> {
              boolean isAllowed;
              try {
                isAllowed = watcher.isStillAllowed();
              } catch (RuntimeException _) {
                return;
              }
              if (!isAllowed) {
                loop.runOnContext(_ -> request.connection().close());
              }
            });
  }

  private void end() {
    if (!over) {
      over = true;
      vertx.cancelTimer(timer);
      if (watch != null) {
        watch.close();
      }
      watcher.ended();
    }
  }
}
