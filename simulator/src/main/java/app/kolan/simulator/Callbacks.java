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

/// The callbacks of one call: sent beside the call, whose course never waits for them. They may
/// arrive in any order.
///
/// Any thread may send.
final class Callbacks {
  private final FaultyWire wire;
  private final CallLog log;
  private final Executor executor;
  private final CallFaults faults;
  private final List<CompletableFuture<Void>> underway = new ArrayList<>();
  private final List<Runnable> atTheEnd = new ArrayList<>();
  private @Nullable Told heldBack;
  private CompletableFuture<?> lastOfAPair = CompletableFuture.completedFuture(null);

  /// Something that the server is told.
  private record Told(URI url, String status, FormPairs form) {}

  Callbacks(FaultyWire wire, CallLog log, Executor executor, CallFaults faults) {
    this.wire = wire;
    this.log = log;
    this.executor = executor;
    this.faults = faults;
  }

  /// Tells the server of a status.
  ///
  /// @return done when it was answered, or when nobody knows when it will be sent
  CompletableFuture<Void> send(URI url, String status, FormPairs form) {
    var told = new Told(url, status, form);
    CompletableFuture<Void> sent =
        switch (trouble().orElse(null)) {
          case null -> post(told);
          case DOUBLED -> CompletableFuture.allOf(post(told), post(told));
          case REORDERED -> holdBack(told);
          case MISSING -> CompletableFuture.completedFuture(null);
        };
    alsoAwait(sent);
    return sent;
  }

  /// Asks the server something beside the call, whose answer counts for nothing.
  void ask(URI url, String what, FormPairs form) {
    alsoAwait(post(new Told(url, what, form)));
  }

  /// Tells the server of a status after a while of real time. Nobody waits for it, and closing the
  /// carrier forgets it.
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
              post(new Told(url, status, form)).join();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  /// Has the call's report wait for something else, too.
  synchronized void alsoAwait(CompletableFuture<Void> other) {
    underway.add(other);
  }

  /// Has something done when the call is over and its end was told.
  synchronized void atTheEnd(Runnable action) {
    atTheEnd.add(action);
  }

  /// The call is over, and its end was told.
  void endOfCall() {
    List<Runnable> actions;
    CompletableFuture<Void> told;
    synchronized (this) {
      actions = List.copyOf(atTheEnd);
      told = allSent();
    }
    if (!actions.isEmpty()) {
      told.handle((_, _) -> null).join();
      actions.forEach(Runnable::run);
    }
    releaseHeldBack();
  }

  /// Done when all that was sent so far was answered, or failed.
  synchronized CompletableFuture<Void> allSent() {
    return CompletableFuture.allOf(underway.toArray(CompletableFuture<?>[]::new));
  }

  private Optional<Trouble> trouble() {
    return faults.take(Fault.StatusCallbacks.class).map(Fault.StatusCallbacks::trouble);
  }

  /// Lets the next one go first.
  private synchronized CompletableFuture<Void> holdBack(Told told) {
    Told earlier = heldBack;
    if (earlier == null) {
      heldBack = told;
      return CompletableFuture.completedFuture(null);
    }
    heldBack = null;
    CompletableFuture<Void> first = lastOfAPair.thenCompose(_ -> post(told));
    CompletableFuture<Void> second = first.thenCompose(_ -> post(earlier));
    lastOfAPair = second;
    return second;
  }

  private synchronized void releaseHeldBack() {
    Told last = heldBack;
    heldBack = null;
    if (last != null) {
      alsoAwait(lastOfAPair.thenCompose(_ -> post(last)));
    }
  }

  private CompletableFuture<Void> post(Told told) {
    return wire.ask(WebRequest.post(told.url(), told.form()))
        .thenAccept(answer -> note(told.url(), told.status(), answer));
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
