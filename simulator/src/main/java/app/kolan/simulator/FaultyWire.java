package app.kolan.simulator;

import app.kolan.simulator.fault.DeadEnd;
import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Fault.OfWebhook;
import app.kolan.simulator.fault.Fault.SocketClosed;
import app.kolan.simulator.fault.Relay;
import app.kolan.twilio.problem.Problems;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The way to the server as one call finds it: the wire, and what goes wrong on it.
///
/// Any thread may use it. Closing takes down what was put up on the way.
final class FaultyWire implements AutoCloseable {
  private static final Duration LONGEST_OVERTAKEN = Duration.ofSeconds(2);

  private final Wire wire;
  private final CallFaults faults;
  private final CarrierSettings settings;
  private final Executor executor;
  private final List<AutoCloseable> obstacles = new ArrayList<>();
  private final List<CompletableFuture<Void>> overtaken = new ArrayList<>();

  FaultyWire(Wire wire, CallFaults faults, CarrierSettings settings, Executor executor) {
    this.wire = wire;
    this.faults = faults;
    this.settings = settings;
    this.executor = executor;
  }

  /// Asks the server something.
  CompletableFuture<WebAnswer> ask(WebRequest request) {
    URI url = request.url();
    String token = UUID.randomUUID().toString();
    Optional<OfWebhook> fault = take(url);
    if (fault.isEmpty()) {
      return overtaking(wire.exchange(request, token, Way.STRAIGHT));
    }
    return switch (fault.get()) {
      case Fault.WebhookLost _ -> wire.exchange(request, token, losing(url));
      case Fault.WebhookSlow(var _, var by, var _) ->
          wire.exchange(request, token, Way.STRAIGHT).thenCompose(answer -> slow(answer, by));
      case Fault.WebhookTwice _ ->
          wire.exchange(request, token, Way.STRAIGHT)
              .thenCompose(_ -> wire.exchange(request, token, Way.STRAIGHT));
      case Fault.WebhookOvertaken _ ->
          waitToBeOvertaken().thenCompose(_ -> wire.exchange(request, token, Way.STRAIGHT));
      case Fault.WebhookAnswered(var _, var status, var _) ->
          wire.exchange(request, token, into(DeadEnd.answering(status, executor), false));
      case Fault.WebhookGarbled _ ->
          wire.exchange(request, token, into(DeadEnd.garbling(executor), false));
      case Fault.WebhookTls _ ->
          wire.exchange(request, token, into(DeadEnd.garbling(executor), true));
    };
  }

  /// Asks for an upgrade to a WebSocket, signed over `wss`, without a query.
  CompletableFuture<WebSocket> upgrade(URI url, WebSocket.Listener listener) {
    Optional<Fault.OfHandshake> fault = faults.take(Fault.OfHandshake.class);
    boolean waitsForNothing = fault.orElse(null) instanceof Fault.HandshakeUnanswered;
    Duration patience = settings.handshakeTimeout();
    return wire.upgrade(
        url,
        listener,
        wayOfUpgrade(fault),
        waitsForNothing
            ? Duration.ofNanos((long) (patience.toNanos() / settings.pace()))
            : patience);
  }

  private Way wayOfUpgrade(Optional<Fault.OfHandshake> fault) {
    if (fault.isEmpty()) {
      return faults
          .takeSilently(Fault.OfSocket.class, FaultyWire::isOnTheWay)
          .map(this::through)
          .orElse(Way.STRAIGHT);
    }
    return switch (fault.get()) {
      case Fault.HandshakeAnswered(var status, var _) ->
          into(DeadEnd.answering(status, executor), false);
      case Fault.HandshakeUnanswered _ -> into(DeadEnd.silent(executor), false);
      case Fault.HandshakeLost _ -> into(DeadEnd.refusing(), false);
      case Fault.HandshakeTls _ -> into(DeadEnd.garbling(executor), true);
    };
  }

  /// The carrier's own closing needs nothing on the way.
  private static boolean isOnTheWay(Fault.OfSocket fault) {
    return !(fault instanceof SocketClosed closed && closed.by() == SocketClosed.By.CARRIER);
  }

  private Way through(Fault.OfSocket fault) {
    return actual ->
        keep(Relay.open(
                actual,
                fault,
                (action, time) -> later(action, time),
                () -> faults.tell(fault),
                executor))
            .address();
  }

  private Way into(DeadEnd end, boolean secure) {
    keep(end);
    return actual -> end.insteadOf(actual, secure);
  }

  /// The first attempt is lost for certain, and each after it if there is still such a fault.
  private Way losing(URI url) {
    DeadEnd nobody = keep(DeadEnd.refusing());
    var first = new AtomicBoolean(true);
    return actual -> {
      boolean lost =
          first.getAndSet(false)
              || faults
                  .take(Fault.WebhookLost.class, fault -> fault.concerns(url.getPath()))
                  .isPresent();
      return lost ? nobody.insteadOf(actual, false) : actual;
    };
  }

  private Optional<OfWebhook> take(URI url) {
    return faults.take(OfWebhook.class, fault -> fault.concerns(url.getPath()));
  }

  /// An answer that comes later. The delay and the time that Twilio waits are the call's; the
  /// server's own time is real.
  private CompletableFuture<WebAnswer> slow(WebAnswer answer, Duration by) {
    Duration whole = by.plusMillis(answer.millis());
    boolean tooLate = whole.compareTo(settings.webhookTimeout()) >= 0;
    Duration waited = tooLate ? settings.webhookTimeout().minusMillis(answer.millis()) : by;
    WebAnswer late =
        switch (answer) {
          case WebAnswer.Failed failed -> failed;
          case WebAnswer.Answered answered when tooLate ->
              new WebAnswer.Failed(
                  answered.url(),
                  settings.webhookTimeout().toMillis(),
                  Problems.HTTP_RETRIEVAL_FAILURE,
                  Wire.noAnswerWithin(settings.webhookTimeout()));
          case WebAnswer.Answered answered ->
              new WebAnswer.Answered(
                  answered.url(),
                  whole.toMillis(),
                  answered.status(),
                  answered.contentType(),
                  answered.body());
        };
    var done = new CompletableFuture<WebAnswer>();
    later(() -> done.complete(late), waited);
    return done;
  }

  private CompletableFuture<Void> waitToBeOvertaken() {
    var gate = new CompletableFuture<Void>();
    synchronized (overtaken) {
      overtaken.add(gate);
    }
    later(() -> gate.complete(null), LONGEST_OVERTAKEN);
    return gate;
  }

  /// A request that lets those go that wait to be overtaken.
  private CompletableFuture<WebAnswer> overtaking(CompletableFuture<WebAnswer> request) {
    List<CompletableFuture<Void>> waiting;
    synchronized (overtaken) {
      waiting = List.copyOf(overtaken);
      overtaken.clear();
    }
    return waiting.isEmpty()
        ? request
        : request.whenComplete((_, _) -> waiting.forEach(gate -> gate.complete(null)));
  }

  /// Has something done after a while of the call's time.
  private void later(Runnable action, Duration time) {
    long nanos = (long) (Math.max(0, time.toNanos()) / settings.pace());
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor).execute(action);
  }

  private <C extends AutoCloseable> C keep(C obstacle) {
    synchronized (obstacles) {
      obstacles.add(obstacle);
    }
    return obstacle;
  }

  @Override
  public void close() {
    synchronized (obstacles) {
      for (AutoCloseable obstacle : obstacles) {
        try {
          obstacle.close();
        } catch (Exception e) {
          throw new IllegalStateException("an obstacle does not go away", e);
        }
      }
      obstacles.clear();
    }
  }
}
