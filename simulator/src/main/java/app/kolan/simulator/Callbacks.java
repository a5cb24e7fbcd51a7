package app.kolan.simulator;

import app.kolan.carrier.problem.Problems;
import app.kolan.carrier.signature.FormPairs;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The callbacks of one call: sent beside the call, whose course never waits for them. They may
/// arrive in any order.
///
/// Any thread may send.
final class Callbacks {
  private final Wire wire;
  private final CallLog log;
  private final Executor executor;
  private final List<CompletableFuture<Void>> underway = new ArrayList<>();

  Callbacks(Wire wire, CallLog log, Executor executor) {
    this.wire = wire;
    this.log = log;
    this.executor = executor;
  }

  /// Tells the server of a status.
  synchronized void send(URI url, String status, FormPairs form) {
    underway.add(wire.post(url, form).thenAccept(answer -> note(url, status, answer)));
  }

  /// Tells the server of a status after a while of real time. Nobody waits for it, and closing the
  /// carrier forgets it.
  void sendLater(Duration delay, URI url, String status, FormPairs form) {
    executor.execute(
        () -> {
          try {
            Thread.sleep(delay);
            wire.post(url, form).thenAccept(answer -> note(url, status, answer)).join();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Has the call's report wait for something else, too.
  synchronized void alsoAwait(CompletableFuture<Void> other) {
    underway.add(other);
  }

  /// Done when all that was sent so far was answered, or failed.
  synchronized CompletableFuture<Void> allSent() {
    return CompletableFuture.allOf(underway.toArray(CompletableFuture<?>[]::new));
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
