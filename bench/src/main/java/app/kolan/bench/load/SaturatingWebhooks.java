package app.kolan.bench.load;

/// Closed-loop load: as many webhooks as the server answers, with a fixed number in flight,
/// alternately a new call and its end.
///
/// Belongs to the generator's thread.
final class SaturatingWebhooks implements Generator.Agenda {
  private final int underWay;
  private int begun;
  private boolean over;

  /// @param underWay how many there are at once
  SaturatingWebhooks(int underWay) {
    this.underWay = underWay;
  }

  /// Sends no more; those in flight are the last.
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

  private static void count(LoadResponse reply, GeneratorContext switchboard) {
    if (reply.isGood()) {
      switchboard.tally().webhooks++;
    } else {
      switchboard.tally().webhooksFailed++;
    }
  }
}
