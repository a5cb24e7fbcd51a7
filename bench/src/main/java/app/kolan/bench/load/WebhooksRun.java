package app.kolan.bench.load;

import app.kolan.bench.report.WebhookWindow;
import java.io.IOException;
import java.time.Duration;

/// One start of a Kolan that answers new calls at a steady rate during other calls; then, without
/// media, as many as it can.
///
/// @param rate new calls in a second
/// @param talking concurrent calls with media
/// @param warmUp seconds before each figure is taken
/// @param seconds of each figure
record WebhooksRun(
    SubjectStart starts,
    Clips clips,
    Progress progress,
    int rate,
    int talking,
    long warmUp,
    long seconds) {
  private static final int AT_ONCE = 16;
  private static final Duration TURN = Duration.ofSeconds(4);

  WebhookWindow run(Subject subject, int round) throws IOException, InterruptedException {
    try (ServerProcess server = starts.start(subject, "webhooks-" + subject + "-" + round);
        Generator generator =
            new Generator(
                server.port(), clips, GeneratorContext.CallBehavior.story(starts.sentence()))) {
      WindowRun.Measured measured = rush(subject, server, generator, round);
      double most = flood(generator);
      progress.note("  %.0f webhooks a second, with %d under way", most, AT_ONCE);
      ServerLog.tell(server, progress);
      LoadStatistics tally = measured.tally();
      return new WebhookWindow(
          subject.toString(),
          rate,
          talking,
          round,
          measured.window().seconds(),
          tally.webhooks,
          tally.twiml.getTotalCount(),
          tally.webhooksFailed,
          tally.twiml,
          tally.latency,
          measured.window().cpuSeconds(),
          most,
          measured.window().generatorBusy());
    }
  }

  private WindowRun.Measured rush(
      Subject subject, ServerProcess server, Generator generator, int round)
      throws IOException, InterruptedException {
    String where = "%s %d/s, %d talk, round %d".formatted(subject, rate, talking, round);
    var run = new WindowRun(server, generator, progress, where);
    Duration over = starts.sentence().plus(TURN);
    generator.keepUp(talking, over);
    run.warmUp(over.toSeconds());
    var rush = new ConstantRateWebhooks(rate, System.nanoTime());
    generator.add(rush);
    run.warmUp(warmUp);
    WindowRun.Measured measured = run.measure(subject, talking, round, seconds);
    generator.remove(rush);
    LoadStatistics tally = measured.tally();
    progress.note(
        "  %d webhooks, %d answered with TwiML, %d failed; TwiML p50 %.2f, p99 %.2f ms",
        tally.webhooks,
        tally.twiml.getTotalCount(),
        tally.webhooksFailed,
        tally.twiml.getValueAtPercentile(50) / 1000.0,
        tally.twiml.getValueAtPercentile(99) / 1000.0);
    HangUpAll.say(generator, progress);
    return measured;
  }

  private double flood(Generator generator) throws InterruptedException {
    var flood = new SaturatingWebhooks(AT_ONCE);
    generator.add(flood);
    Thread.sleep(Duration.ofSeconds(warmUp));
    generator.turnOver();
    long from = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(seconds));
    long answered = generator.turnOver().webhooks;
    double length = (System.nanoTime() - from) / 1e9;
    generator.ask(
        () -> {
          flood.stop();
          return true;
        });
    Thread.sleep(Duration.ofSeconds(1));
    return answered / length;
  }
}
