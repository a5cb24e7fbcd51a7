package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import app.kolan.server.web.CallEventStream;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Streams of events by API, as [CallEventStream]s: who may open one, and how many.
final class EventStreams {
  private static final int MOST = 100;
  private static final int MOST_OF_ONE = 10;

  private final Vertx vertx;
  private final CallEvents events;
  private final AccessControl access;
  private final RequestThreads threads;
  private final AuditLog audit;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, AtomicInteger> byActor = new ConcurrentHashMap<>();

  EventStreams(
      Vertx vertx,
      CallEvents events,
      AccessControl access,
      RequestThreads threads,
      AuditLog audit,
      InstantSource clock) {
    this.vertx = vertx;
    this.events = events;
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
          request
              .response()
              .setStatusCode(200)
              .putHeader("Content-Type", "text/event-stream")
              .putHeader("X-Accel-Buffering", "no");
          request.resume();
          CallEventStream.begin(
              vertx,
              events,
              threads,
              request,
              asked.headers().getOrDefault("last-event-id", ""),
              new ApiWatcher(asked, ofActor));
        });
  }

  /// Who watches, with what he may know now.
  private final class ApiWatcher implements CallEventStream.Watcher {
    private final ApiRequest asked;
    private final AtomicInteger ofActor;
    private volatile Principal principal;

    ApiWatcher(ApiRequest asked, AtomicInteger ofActor) {
      this.asked = asked;
      this.ofActor = ofActor;
      principal = asked.who();
    }

    @Override
    public boolean wants(CallEvent event) {
      BusinessRecord business = asked.business();
      return (business == null || business.id() == event.business())
          && AccessPolicy.allows(principal, Permission.EVENTS_READ, event.business());
    }

    @Override
    public Optional<String> lines(CallEvent event) {
      boolean words = AccessPolicy.allows(principal, Permission.TRANSCRIPTS_READ, event.business());
      return Optional.of(EventJson.lines(event, words));
    }

    @Override
    public boolean isStillAllowed() {
      Optional<Principal> now = access.who(asked.credential());
      now.ifPresent(found -> principal = found);
      return now.isPresent();
    }

    @Override
    public void ended() {
      open.decrementAndGet();
      ofActor.decrementAndGet();
    }
  }
}
