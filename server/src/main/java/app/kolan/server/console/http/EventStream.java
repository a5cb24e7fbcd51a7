package app.kolan.server.console.http;

import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Sessions;
import app.kolan.server.web.CallEventStream;
import app.kolan.server.web.RequestThreads;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/// Sends events of calls to pages, as [CallEventStream]s, as long as the session allows it.
public final class EventStream {
  private static final int MOST = 100;

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
            wire -> {
              open.incrementAndGet();
              CallEventStream.begin(
                  vertx,
                  events,
                  threads,
                  wire,
                  last,
                  new PageWatcher(wanted, message, () -> allowed.test(token), open));
            }));
  }

  private record PageWatcher(
      Predicate<CallEvent> wanted,
      Function<CallEvent, Optional<String>> message,
      BooleanSupplier allowed,
      AtomicInteger open)
      implements CallEventStream.Watcher {
    @Override
    public boolean wants(CallEvent event) {
      return wanted.test(event);
    }

    @Override
    public Optional<String> lines(CallEvent event) {
      return message.apply(event).map("data: %s\n"::formatted);
    }

    @Override
    public boolean isStillAllowed() {
      return allowed.getAsBoolean();
    }

    @Override
    public void ended() {
      open.decrementAndGet();
    }
  }
}
