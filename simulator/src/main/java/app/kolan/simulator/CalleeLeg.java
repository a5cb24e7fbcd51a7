package app.kolan.simulator;

import app.kolan.simulator.script.CallerFrame;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/*
 * The two legs of a <Dial>:
 *
 *   caller's leg   ringing ────────────────┐ frame ⇄ frame ─▶ action
 *   callee's leg      answered, whisper ───┘
 *
 * Until the whisper is over the callee's leg runs on a thread and a clock of its own. From then on
 * the caller's thread advances both, frame by frame.
 */

/// The other end of a `<Dial>`: a person with a script who answers, hears what the `url` of the
/// `<Number>` says, and is then connected with the caller.
///
/// Source: https://www.twilio.com/docs/voice/twiml/number#attributes-url
final class CalleeLeg {
  private final VerbContext parent;
  private final VerbContext leg;
  private final ScriptedCaller person;
  private final PhoneNumber number;
  private final PhoneNumber callerId;
  private final URI restUrl;
  private final Executor executor;
  private boolean bridged;

  CalleeLeg(
      VerbContext parent,
      String callSid,
      PhoneNumber number,
      PhoneNumber callerId,
      Callee callee,
      URI restUrl,
      Executor executor) {
    this.parent = parent;
    this.number = number;
    this.callerId = callerId;
    this.restUrl = restUrl;
    this.executor = executor;
    person = callee.plan().caller().get();
    CarrierSettings settings = parent.settings().withCaller(callerId).withCalled(number);
    var log = new CallLog(settings.pace(), callee.plan().listener());
    leg =
        new VerbContext(
            new CallParameters(callSid, settings, new CallOrigin.Dialled(parent.callSid())),
            settings,
            new CallLine(person, log, settings.pace()),
            log,
            parent.client(),
            parent.callbacks(),
            parent.recordings(),
            parent.faults(),
            parent.callees());
  }

  boolean isBridged() {
    return bridged;
  }

  /// He answers, and hears the whisper alone.
  ///
  /// @param whisper null for none
  /// @return how it ended; the two are connected at the end of the document
  CompletableFuture<CallEnd> answer(@Nullable URI whisper) {
    if (whisper == null) {
      leg.line().answer();
      return CompletableFuture.completedFuture(CallEnd.DOCUMENT_ENDED);
    }
    var over = new CompletableFuture<CallEnd>();
    var first = new NextInstructions.Ask(whisper, FormPairs.NONE);
    executor.execute(
        () -> {
          try {
            over.complete(
                new Interpreter(leg, new StatusCallbackSender(leg), restUrl, executor)
                    .runFrom(first));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over.completeExceptionally(e);
          } catch (RuntimeException | Error e) {
            over.completeExceptionally(e);
          }
        });
    return over;
  }

  /// Connects the two until one of them hangs up.
  void talk() throws VerbInterruption, InterruptedException {
    bridged = true;
    boolean over = false;
    while (!over) {
      var callee = new CallerFrame[1];
      parent
          .line()
          .frame(
              caller -> {
                callee[0] = leg.line().inStepWith(caller.audio());
                return callee[0].audio();
              });
      over = callee[0].hangsUp();
    }
  }

  /// The leg is over, whoever ended it.
  void end(CompletableFuture<CallEnd> whisper) {
    leg.line().post(() -> leg.line().turnTo(new VerbInterruption.CallOver(CallEnd.CARRIER_CLOSED)));
    whisper.handle((_, _) -> null).join();
    leg.line().end();
    parent
        .callees()
        .over(
            new DialledLeg(
                leg.callSid(),
                parent.callSid(),
                number,
                callerId,
                bridged,
                leg.log().moments(),
                person.failures(),
                leg.line().callerSide(),
                leg.line().agentSide()));
  }
}
