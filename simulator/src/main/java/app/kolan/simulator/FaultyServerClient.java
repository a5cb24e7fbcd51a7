package app.kolan.simulator;

import app.kolan.simulator.fault.BrokenEndpoint;
import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Fault.OfWebhook;
import app.kolan.simulator.fault.Fault.SocketClosed;
import app.kolan.simulator.fault.FaultProxy;
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

/// The HTTP client of one call, with the call's network faults applied.
///
/// Thread-safe. Closing removes the relays and endpoints that were opened for faults.
final class FaultyServerClient implements AutoCloseable {
  private static final Duration LONGEST_OVERTAKEN = Duration.ofSeconds(2);

  private final ServerClient client;
  private final CallFaults faults;
  private final CarrierSettings settings;
  private final Executor executor;
  private final List<AutoCloseable> obstacles = new ArrayList<>();
  private final List<CompletableFuture<Void>> overtaken = new ArrayList<>();

  FaultyServerClient(
      ServerClient client, CallFaults faults, CarrierSettings settings, Executor executor) {
    this.client = client;
    this.faults = faults;
    this.settings = settings;
    this.executor = executor;
  }

  /// Sends a request to the server, subject to faults.
  CompletableFuture<WebAnswer> ask(WebRequest request) {
    URI url = request.url();
    String token = UUID.randomUUID().toString();
    Optional<OfWebhook> fault = take(url);
    if (fault.isEmpty()) {
      return overtaking(client.exchange(request, token, RouteLookup.STRAIGHT));
    }
    return switch (fault.get()) {
      case Fault.WebhookLost _ -> client.exchange(request, token, losing(url));
      case Fault.WebhookSlow(var _, var by, var _) ->
          client
              .exchange(request, token, RouteLookup.STRAIGHT)
              .thenCompose(answer -> slow(answer, by));
      case Fault.WebhookTwice _ ->
          client
              .exchange(request, token, RouteLookup.STRAIGHT)
              .thenCompose(_ -> client.exchange(request, token, RouteLookup.STRAIGHT));
      case Fault.WebhookOvertaken _ ->
          waitToBeOvertaken()
              .thenCompose(_ -> client.exchange(request, token, RouteLookup.STRAIGHT));
      case Fault.WebhookAnswered(var _, var status, var _) ->
          client.exchange(request, token, into(BrokenEndpoint.answering(status, executor), false));
      case Fault.WebhookGarbled _ ->
          client.exchange(request, token, into(BrokenEndpoint.garbling(executor), false));
      case Fault.WebhookTls _ ->
          client.exchange(request, token, into(BrokenEndpoint.garbling(executor), true));
    };
  }

  /// Asks for an upgrade to a WebSocket, signed over `wss`, without a query.
  CompletableFuture<WebSocket> upgrade(URI url, WebSocket.Listener listener) {
    Optional<Fault.OfHandshake> fault = faults.take(Fault.OfHandshake.class);
    boolean waitsForNothing = fault.orElse(null) instanceof Fault.HandshakeUnanswered;
    Duration timeout = settings.handshakeTimeout();
    return client.upgrade(
        url,
        listener,
        upgradeRoute(fault),
        waitsForNothing ? Duration.ofNanos((long) (timeout.toNanos() / settings.pace())) : timeout);
  }

  private RouteLookup upgradeRoute(Optional<Fault.OfHandshake> fault) {
    if (fault.isEmpty()) {
      return faults
          .takeSilently(Fault.OfSocket.class, FaultyServerClient::isOnTheWay)
          .map(this::through)
          .orElse(RouteLookup.STRAIGHT);
    }
    return switch (fault.get()) {
      case Fault.HandshakeAnswered(var status, var _) ->
          into(BrokenEndpoint.answering(status, executor), false);
      case Fault.HandshakeUnanswered _ -> into(BrokenEndpoint.silent(executor), false);
      case Fault.HandshakeLost _ -> into(BrokenEndpoint.refusing(), false);
      case Fault.HandshakeTls _ -> into(BrokenEndpoint.garbling(executor), true);
    };
  }

  /// A close by the carrier itself needs no relay.
  private static boolean isOnTheWay(Fault.OfSocket fault) {
    return !(fault instanceof SocketClosed closed && closed.by() == SocketClosed.By.CARRIER);
  }

  private RouteLookup through(Fault.OfSocket fault) {
    return actual ->
        keep(FaultProxy.open(
                actual,
                fault,
                (action, time) -> later(action, time),
                () -> faults.report(fault),
                executor))
            .address();
  }

  private RouteLookup into(BrokenEndpoint end, boolean secure) {
    keep(end);
    return actual -> end.insteadOf(actual, secure);
  }

  /// The first attempt is lost, and each later one while such a fault is active.
  private RouteLookup losing(URI url) {
    BrokenEndpoint nobody = keep(BrokenEndpoint.refusing());
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

  /// Delays an answer. The delay and Twilio's timeout are in the call's time; the server's own time
  /// is real.
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
                  ServerClient.noAnswerWithin(settings.webhookTimeout()));
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

  /// A request whose completion releases those that wait to be overtaken.
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

  /// Runs an action after a delay in the call's time.
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
