package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Fault.StatusCallbacks.Trouble;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The callbacks of one call, sent asynchronously: the call never waits for them, and they may
/// arrive in any order.
///
/// Any thread may send.
final class Callbacks {
  private final FaultyServerClient client;
  private final CallLog log;
  private final Executor executor;
  private final CallFaults faults;
  private final List<CompletableFuture<Void>> underway = new ArrayList<>();
  private final List<Runnable> atTheEnd = new ArrayList<>();
  private @Nullable StatusCallback heldBack;
  private CompletableFuture<?> lastOfAPair = CompletableFuture.completedFuture(null);

  /// A status callback to the server.
  private record StatusCallback(URI url, String status, FormPairs form) {}

  Callbacks(FaultyServerClient client, CallLog log, Executor executor, CallFaults faults) {
    this.client = client;
    this.log = log;
    this.executor = executor;
    this.faults = faults;
  }

  /// Sends a status callback.
  ///
  /// @return completes when it was answered, or at once when a fault drops or holds it back
  CompletableFuture<Void> send(URI url, String status, FormPairs form) {
    var callback = new StatusCallback(url, status, form);
    CompletableFuture<Void> sent =
        switch (trouble().orElse(null)) {
          case null -> post(callback);
          case DOUBLED -> CompletableFuture.allOf(post(callback), post(callback));
          case REORDERED -> holdBack(callback);
          case MISSING -> CompletableFuture.completedFuture(null);
        };
    alsoAwait(sent);
    return sent;
  }

  /// Sends the server a request asynchronously and ignores the answer.
  void ask(URI url, String what, FormPairs form) {
    alsoAwait(post(new StatusCallback(url, what, form)));
  }

  /// Sends a status callback after a delay in real time. Nothing waits for it, and closing the
  /// carrier cancels it.
  void sendLater(Duration delay, URI url, String status, FormPairs form) {
    int times =
        switch (trouble().orElse(null)) {
          case null -> 1;
          case DOUBLED -> 2;
          case REORDERED -> 1;
          case MISSING -> 0;
        };
    for (int i = 0; i < times; i++) {
      executor.execute(
          () -> {
            try {
              Thread.sleep(delay);
              post(new StatusCallback(url, status, form)).join();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  /// Makes the call's report wait for this future, too.
  synchronized void alsoAwait(CompletableFuture<Void> other) {
    underway.add(other);
  }

  /// Runs an action once the call is over and its end was reported.
  synchronized void atTheEnd(Runnable action) {
    atTheEnd.add(action);
  }

  /// The call is over, and its end was reported.
  void endOfCall() {
    List<Runnable> actions;
    CompletableFuture<Void> sent;
    synchronized (this) {
      actions = List.copyOf(atTheEnd);
      sent = allSent();
    }
    if (!actions.isEmpty()) {
      sent.handle((_, _) -> null).join();
      actions.forEach(Runnable::run);
    }
    releaseHeldBack();
  }

  /// Completes when everything sent so far was answered, or failed.
  synchronized CompletableFuture<Void> allSent() {
    return CompletableFuture.allOf(underway.toArray(CompletableFuture<?>[]::new));
  }

  private Optional<Trouble> trouble() {
    return faults.take(Fault.StatusCallbacks.class).map(Fault.StatusCallbacks::trouble);
  }

  /// Holds a callback back until the next one was sent.
  private synchronized CompletableFuture<Void> holdBack(StatusCallback callback) {
    StatusCallback earlier = heldBack;
    if (earlier == null) {
      heldBack = callback;
      return CompletableFuture.completedFuture(null);
    }
    heldBack = null;
    CompletableFuture<Void> first = lastOfAPair.thenCompose(_ -> post(callback));
    CompletableFuture<Void> second = first.thenCompose(_ -> post(earlier));
    lastOfAPair = second;
    return second;
  }

  private synchronized void releaseHeldBack() {
    StatusCallback last = heldBack;
    heldBack = null;
    if (last != null) {
      alsoAwait(lastOfAPair.thenCompose(_ -> post(last)));
    }
  }

  private CompletableFuture<Void> post(StatusCallback callback) {
    return client
        .ask(WebRequest.post(callback.url(), callback.form()))
        .thenAccept(answer -> note(callback.url(), callback.status(), answer));
  }

  private void note(URI url, String status, WebAnswer answer) {
    switch (answer) {
      case WebAnswer.Answered answered -> {
        log.add(at -> new CallMoment.StatusSent(at, url, status, answered.status()));
        if (!answered.isSuccess()) {
          log.problem(
              Problems.STATUS_CALLBACK_REFUSED,
              "%s was answered %d".formatted(status, answered.status()));
        }
      }
      case WebAnswer.Failed failed -> {
        log.add(at -> new CallMoment.StatusSent(at, url, status, 0));
        log.problem(failed.problem(), failed.detail());
      }
    }
  }
}
