package app.kolan.server.console.http;

import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Sessions;
import app.kolan.server.store.StoreException;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sends events of calls to pages, as server-sent events (WHATWG HTML, section 9.2). Who reads
/// slowly is cut off, and comes again with `Last-Event-ID`; with each heartbeat it is looked
/// whether the session still allows it.
public final class EventStream {
  private static final int MOST = 100;
  private static final long HEARTBEAT_MILLIS = 15_000;

  private final Vertx vertx;
  private final CallEvents events;
  private final Sessions sessions;
  private final RequestThreads threads;
  private final AtomicInteger open;

  /// @param threads where a session is looked at again
  public EventStream(Vertx vertx, CallEvents events, Sessions sessions, RequestThreads threads) {
    this(vertx, events, sessions, threads, new AtomicInteger());
  }

  private EventStream(
      Vertx vertx,
      CallEvents events,
      Sessions sessions,
      RequestThreads threads,
      AtomicInteger open) {
    this.open = open;
    this.vertx = vertx;
    this.events = events;
    this.sessions = sessions;
    this.threads = threads;
  }

  /// The same for the events of others; all streams are counted together.
  public EventStream over(CallEvents others) {
    return new EventStream(vertx, others, sessions, threads, open);
  }

  /// Answers with a stream.
  ///
  /// @param permission what is needed in the business of the path, as long as the stream lasts
  /// @param last the event after which it begins; an unknown one for those that come from now on
  /// @param wanted asked on the thread of a call
  /// @param message the data of an event; empty to leave it out. Asked on an event loop, so it must
  ///   not block
  /// @throws PageProblem when there are too many streams
  public PageAnswer begin(
      PageRequest request,
      Permission permission,
      String last,
      Predicate<CallEvent> wanted,
      Function<CallEvent, Optional<String>> message) {
    if (open.get() >= MOST) {
      throw new PageProblem(PageProblem.Kind.BUSY);
    }
    long business = request.in().id();
    String token = request.sessionToken();
    Predicate<String> allowed =
        shown ->
            sessions
                .find(shown)
                .filter(
                    known -> AccessPolicy.allows(known.user().principal(), permission, business))
                .isPresent();
    return new PageAnswer(
        200,
        Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no"),
        List.of(),
        new PageAnswer.Body.Stream(
            wire -> new Stream(wire, last, wanted, message, () -> allowed.test(token)).start()));
  }

  private Optional<Long> number(String id) {
    String prefix = events.run() + "-";
    return id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}")
        ? Optional.of(Long.parseLong(id.substring(prefix.length())))
        : Optional.empty();
  }

  /// One stream. All but the waking is on its event loop.
  private final class Stream {
    private final HttpServerRequest request;
    private final HttpServerResponse out;
    private final Context loop = vertx.getOrCreateContext();
    private final String last;
    private final Predicate<CallEvent> wanted;
    private final Function<CallEvent, Optional<String>> message;
    private final BooleanSupplier allowed;
    private final AtomicBoolean woken = new AtomicBoolean();
    private CallEvents.@Nullable Watch watch;
    private long timer;
    private boolean over;

    Stream(
        HttpServerRequest request,
        String last,
        Predicate<CallEvent> wanted,
        Function<CallEvent, Optional<String>> message,
        BooleanSupplier allowed) {
      this.request = request;
      out = request.response();
      this.last = last;
      this.wanted = wanted;
      this.message = message;
      this.allowed = allowed;
    }

    void start() {
      open.incrementAndGet();
      out.setChunked(true);
      out.closeHandler(_ -> end());
      out.exceptionHandler(_ -> end());
      out.drainHandler(_ -> drain());
      timer = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> beat());
      Optional<Long> after = number(last);
      watch = events.watch(wanted, after.orElseGet(events::newest), this::wake);
      boolean gap = watch.hasGap() || (after.isEmpty() && !last.isEmpty());
      out.write(gap ? "event: gap\ndata: {}\n\n" : ": connected\n\n");
      drain();
      if (out.closed()) {
        end();
      }
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
          return;
        }
        CallEvent event = next.get();
        message
            .apply(event)
            .ifPresent(
                data ->
                    out.write(
                        "id: %s-%d\ndata: %s\n\n".formatted(events.run(), event.sequence(), data)));
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
                boolean still;
                try {
                  still = allowed.getAsBoolean();
                } catch (StoreException _) {
                  return;
                }
                if (!still) {
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
        open.decrementAndGet();
      }
    }
  }
}
