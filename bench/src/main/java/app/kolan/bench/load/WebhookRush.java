package app.kolan.bench.load;

/// New calls at a steady rate, whatever becomes of those before: each is answered with TwiML, and
/// then the caller is gone.
///
/// The time of an answer counts from when its webhook should have been sent: a server that is slow
/// cannot slow the rush down. Belongs to the generator's thread.
final class WebhookRush implements Generator.Agenda {
  private static final int MOST_AT_ONCE = 32;

  private final long begin;
  private final long nanosApart;
  private long sent;

  WebhookRush(int rate, long begin) {
    this.begin = begin;
    this.nanosApart = 1_000_000_000L / rate;
  }

  @Override
  public boolean attend(long now, GeneratorContext switchboard) {
    int before = 0;
    for (; before < MOST_AT_ONCE && due() <= now; before++) {
      call(due(), switchboard);
      sent++;
    }
    return before > 0;
  }

  private long due() {
    return begin + sent * nanosApart;
  }

  private static void call(long due, GeneratorContext switchboard) {
    TwilioRequests call = switchboard.freshCall();
    switchboard.tally().webhooks++;
    switchboard
        .http()
        .ask(
            call.incomingCall(),
            reply -> {
              Tally tally = switchboard.tally();
              if (reply.isGood() && StreamOffer.read(reply.body()).isPresent()) {
                tally.answered(System.nanoTime() - due);
              } else {
                tally.webhooksFailed++;
              }
              leave(call, switchboard);
            });
  }

  private static void leave(TwilioRequests call, GeneratorContext switchboard) {
    switchboard
        .http()
        .ask(
            call.completed(1),
            reply -> {
              if (!reply.isGood()) {
                switchboard.tally().webhooksFailed++;
              }
            });
  }
}
