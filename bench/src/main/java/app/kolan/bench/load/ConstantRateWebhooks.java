package app.kolan.bench.load;

/// Open-loop load: new calls at a constant rate, regardless of earlier ones; each is answered with
/// TwiML, and then the caller hangs up.
///
/// Latency counts from when the webhook should have been sent, so that a slow server cannot lower
/// the rate (coordinated omission). Belongs to the generator's thread.
final class ConstantRateWebhooks implements Generator.Agenda {
  private static final int MOST_AT_ONCE = 32;

  private final long begin;
  private final long nanosApart;
  private long sent;

  ConstantRateWebhooks(int rate, long begin) {
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
              LoadStatistics tally = switchboard.tally();
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
