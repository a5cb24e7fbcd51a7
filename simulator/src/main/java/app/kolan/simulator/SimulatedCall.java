package app.kolan.simulator;

import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.twilio.webhook.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call, active or finished. Thread-safe.
public final class SimulatedCall {
  private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(20);

  private final VerbContext call;
  private final ScriptedCaller caller;
  private final StatusCallbackSender progress;
  private final Interpreter interpreter;
  private final CompletableFuture<CallReport> report = new CompletableFuture<>();
  private final Instant begin = Instant.now();
  private volatile CallStatus status = CallStatus.RINGING;
  private volatile Duration length = Duration.ZERO;

  SimulatedCall(VerbContext call, ScriptedCaller caller, URI restUrl, Executor executor) {
    this.call = call;
    this.caller = caller;
    this.progress = new StatusCallbackSender(call);
    this.interpreter = new Interpreter(call, progress, restUrl, executor);
  }

  /// The call's SID, `CA…`.
  public String callSid() {
    return call.callSid();
  }

  /// Waits until the call is over and its status callbacks were answered.
  ///
  /// @param longest in real time
  /// @throws TimeoutException when the call lasts longer
  /// @throws IllegalStateException when the simulator itself failed
  public CallReport await(Duration longest) throws InterruptedException, TimeoutException {
    try {
      return report.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulated call broke", e.getCause());
    }
  }

  /// The caller hangs up now, regardless of the script.
  public void hangUp() {
    end(CallEnd.CALLER_HUNG_UP);
  }

  /// The moments so far; the list can grow after the call, when a recording becomes available.
  public List<CallMoment> moments() {
    return call.log().moments();
  }

  /// The call's status.
  public CallStatus status() {
    return status == CallStatus.RINGING && answered() ? CallStatus.IN_PROGRESS : status;
  }

  void end(CallEnd reason) {
    call.line().post(() -> call.line().turnTo(new VerbInterruption.CallOver(reason)));
  }

  void goOnWith(NextInstructions next) {
    call.line().post(() -> call.line().turnTo(new VerbInterruption.NewInstructions(next)));
  }

  Duration length() {
    return length;
  }

  CallFaults faults() {
    return call.faults();
  }

  CarrierSettings settings() {
    return call.settings();
  }

  /// Twilio's word for who placed it: `inbound` or `outbound-api`.
  public String direction() {
    return call.facts().origin().direction();
  }

  /// Whether it is over, its status callbacks were answered, and the report is there.
  public boolean isOver() {
    return report.isDone();
  }

  /// The wall clock's time of a moment.
  Instant timeOf(Duration at) {
    return begin.plusNanos((long) (at.toNanos() / call.settings().pace()));
  }

  /// Whether the report is there within this time.
  boolean isOverWithin(Duration longest) throws InterruptedException {
    try {
      report.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException _) {
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }

  /// Runs the call on its own thread.
  void run() {
    try {
      CallEnd end = interpreter.run();
      call.line().end();
      length = call.line().length();
      status = finalStatus(end);
      call.log().add(at -> new CallMoment.CallEnded(at, end, length));
      progress.sendEnd(status, length);
      call.callbacks().endOfCall();
      awaitCallbacks();
      report.complete(
          new CallReport(
              callSid(),
              call.log().moments(),
              caller.failures(),
              call.line().callerSide(),
              call.line().agentSide(),
              end,
              length));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      report.completeExceptionally(e);
    } finally {
      call.client().close();
    }
  }

  private boolean answered() {
    return call.log().moments().stream().anyMatch(CallMoment.CallAnswered.class::isInstance);
  }

  private CallStatus finalStatus(CallEnd end) {
    if (call.line().isAnswered()) {
      return CallStatus.COMPLETED;
    }
    return switch (end) {
      case BUSY, CALLEE_BUSY -> CallStatus.BUSY;
      case REJECTED, CALLER_HUNG_UP, NOT_ANSWERED, CARRIER_CLOSED -> CallStatus.NO_ANSWER;
      case INSTRUCTIONS_FAILED, UNREACHABLE -> CallStatus.FAILED;
      case DOCUMENT_ENDED, HANGUP_VERB -> CallStatus.COMPLETED;
      case COMPLETED_BY_REST ->
          switch (call.facts().origin()) {
            case CallOrigin.Inbound() -> CallStatus.COMPLETED;
            case CallOrigin.Outbound _, CallOrigin.Dialled _ -> CallStatus.CANCELED;
          };
    };
  }

  /// Waits for pending callbacks. Closing the carrier ends the wait, and the report goes without
  /// them.
  private void awaitCallbacks() {
    try {
      call.callbacks().allSent().get(CALLBACK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a callback neither arrived nor failed", e);
    }
  }
}
