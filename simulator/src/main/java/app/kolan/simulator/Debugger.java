package app.kolan.simulator;

import app.kolan.simulator.account.Account;
import app.kolan.simulator.account.DebuggerAlert;
import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;

/// Records the problems of one call as the account's alerts, with the last requested URL, and
/// passes every moment on.
///
/// Called by one thread at a time.
final class Debugger implements Consumer<CallMoment> {
  private final Account account;
  private final String callSid;
  private final Consumer<CallMoment> next;
  private URI lastAsked;

  Debugger(Account account, String callSid, URI voiceUrl, Consumer<CallMoment> next) {
    this.account = account;
    this.callSid = callSid;
    this.lastAsked = voiceUrl;
    this.next = next;
  }

  @Override
  public void accept(CallMoment moment) {
    if (moment instanceof CallMoment.WebhookAnswered answered) {
      lastAsked = answered.url();
    } else if (moment instanceof CallMoment.StatusSent sent) {
      lastAsked = sent.url();
    } else if (moment instanceof CallMoment.ProblemRaised raised) {
      account.raise(
          new DebuggerAlert(
              Instant.now(), raised.problem(), callSid, lastAsked.toString(), raised.detail()));
    }
    next.accept(moment);
  }
}
