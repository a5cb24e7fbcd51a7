package app.kolan.bench.load;

/// As many webhooks as the server answers: a few are always under way, in turn a new call and the
/// news that it is over.
///
/// Belongs to the generator's thread.
final class WebhookFlood implements Generator.Agenda {
  private final int underWay;
  private int begun;
  private boolean over;

  /// @param underWay how many there are at once
  WebhookFlood(int underWay) {
    this.underWay = underWay;
  }

  /// Lets those under way be the last.
  void stop() {
    over = true;
  }

  @Override
  public boolean attend(long now, GeneratorContext switchboard) {
    boolean begins = begun < underWay && !over;
    if (begins) {
      begun++;
      call(switchboard);
    }
    return begins;
  }

  private void call(GeneratorContext switchboard) {
    TwilioRequests call = switchboard.freshCall();
    switchboard
        .http()
        .ask(
            call.incomingCall(),
            reply -> {
              count(reply, switchboard);
              leave(call, switchboard);
            });
  }

  private void leave(TwilioRequests call, GeneratorContext switchboard) {
    switchboard
        .http()
        .ask(
            call.completed(1),
            reply -> {
              count(reply, switchboard);
              if (over) {
                begun--;
              } else {
                call(switchboard);
              }
            });
  }

  private static void count(HttpReply reply, GeneratorContext switchboard) {
    if (reply.isGood()) {
      switchboard.tally().webhooks++;
    } else {
      switchboard.tally().webhooksFailed++;
    }
  }
}
