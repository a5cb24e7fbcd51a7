package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Streams of events, as server-sent events (WHATWG HTML, section 9.2). One who reads slowly is cut
/// off; he comes again with `Last-Event-ID`. Who may watch is looked at again with each heartbeat.
final class EventStreams {
  private static final int MOST = 100;
  private static final int MOST_OF_ONE = 10;
  private static final long HEARTBEAT_MILLIS = 15_000;

  private final Vertx vertx;
  private final CallEvents events;
  private final EventJson json;
  private final AccessControl access;
  private final RequestThreads threads;
  private final AuditLog audit;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, AtomicInteger> byActor = new ConcurrentHashMap<>();

  EventStreams(
      Vertx vertx,
      CallEvents events,
      EventJson json,
      AccessControl access,
      RequestThreads threads,
      AuditLog audit,
      InstantSource clock) {
    this.vertx = vertx;
    this.events = events;
    this.json = json;
    this.access = access;
    this.threads = threads;
    this.audit = audit;
    this.clock = clock;
  }

  /// Begins a stream, on a thread of [RequestThreads].
  void begin(ApiRequest asked, HttpServerRequest request, Context loop, ApiResponse response) {
    BusinessRecord business = asked.business();
    audit.append(
        asked
            .actor()
            .entry(
                clock.instant(),
                "events.watch",
                business == null ? null : business.id(),
                business == null ? "all" : business.slug(),
                null));
    AtomicInteger ofActor = byActor.computeIfAbsent(asked.who().actor(), _ -> new AtomicInteger());
    boolean isOneTooMany = open.incrementAndGet() > MOST;
    isOneTooMany |= ofActor.incrementAndGet() > MOST_OF_ONE;
    if (isOneTooMany || !response.claim()) {
      open.decrementAndGet();
      ofActor.decrementAndGet();
      if (isOneTooMany) {
        throw new ApiProblem(Kind.TOO_MANY, "Too many streams are open.");
      }
      return;
    }
    loop.runOnContext(
        _ -> {
          response.prepare(request.response());
          new Stream(asked, request, loop, ofActor).start();
        });
  }

  /// One stream. All but the waking is on its event loop.
  private final class Stream {
    private final ApiRequest asked;
    private final HttpServerRequest request;
    private final Context loop;
    private final AtomicInteger ofActor;
    private final HttpServerResponse out;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Principal principal;
    private CallEvents.@Nullable Watch watch;
    private long timer;
    private boolean gapIsTold;
    private boolean over;

    Stream(ApiRequest asked, HttpServerRequest request, Context loop, AtomicInteger ofActor) {
      this.asked = asked;
      this.request = request;
      this.loop = loop;
      this.ofActor = ofActor;
      out = request.response();
      principal = asked.who();
    }

    void start() {
      out.setStatusCode(200)
          .setChunked(true)
          .putHeader("Content-Type", "text/event-stream")
          .putHeader("X-Accel-Buffering", "no");
      out.closeHandler(_ -> end());
      out.exceptionHandler(_ -> end());
      out.drainHandler(_ -> drain());
      request.resume();
      timer = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> beat());
      Optional<Long> last = json.lastSeen(asked.headers().get("last-event-id"));
      watch = events.watch(this::isWanted, last.orElseGet(events::newest), this::wake);
      gapIsTold = watch.hasGap();
      boolean gap = asked.headers().containsKey("last-event-id") && (last.isEmpty() || gapIsTold);
      out.write(gap ? "event: gap\ndata: {}\n\n" : ": connected\n\n");
      drain();
      if (out.closed()) {
        end();
      }
    }

    private boolean isWanted(CallEvent event) {
      BusinessRecord business = asked.business();
      return (business == null || business.id() == event.business())
          && AccessPolicy.allows(principal, Permission.EVENTS_READ, event.business());
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
        boolean words =
            AccessPolicy.allows(principal, Permission.TRANSCRIPTS_READ, event.business());
        out.write(json.message(event, words));
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
                Optional<Principal> now;
                try {
                  now = access.who(asked.credential());
                } catch (RuntimeException _) {
                  return;
                }
                now.ifPresentOrElse(
                    found -> principal = found,
                    () -> loop.runOnContext(_ -> request.connection().close()));
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
        ofActor.decrementAndGet();
      }
    }
  }
}
