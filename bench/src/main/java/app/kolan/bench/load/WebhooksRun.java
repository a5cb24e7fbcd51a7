package app.kolan.bench.load;

import app.kolan.bench.report.WebhookWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One start of a Kolan that answers new calls at a steady rate during other calls; then, without
/// media, as many as it can.
///
/// @param rate new calls in a second
/// @param talking concurrent calls with media
/// @param clicking people who look at the console in a further window
/// @param warmUp seconds before each figure is taken
/// @param seconds of each figure
record WebhooksRun(
    SubjectStart starts,
    Clips clips,
    Progress progress,
    int rate,
    int talking,
    Clicking clicking,
    long warmUp,
    long seconds) {
  private static final int AT_ONCE = 16;
  private static final Duration TURN = Duration.ofSeconds(4);

  /// People who look at the console.
  ///
  /// @param every how many seconds each looks at a page
  record Clicking(int people, double every) {}

  /// The windows of the round: where people click, one without them and one with them, in turn the
  /// one or the other first.
  List<WebhookWindow> run(Subject subject, int round) throws IOException, InterruptedException {
    try (ServerProcess server = starts.start(subject, "webhooks-" + subject + "-" + round);
        Generator generator =
            new Generator(
                server.port(), clips, GeneratorContext.CallBehavior.story(starts.sentence()))) {
      var sessions = ConsoleSessions.open(server, starts.root(), starts.cores(), clicking.people());
      List<Rush> rushes = rush(subject, server, generator, sessions, round);
      double most = flood(generator);
      progress.note("  %.0f webhooks a second, with %d under way", most, AT_ONCE);
      ServerLog.tell(server, progress);
      return rushes.stream().map(rush -> window(subject, round, rush, most)).toList();
    }
  }

  /// What was measured while so many people clicked.
  private record Rush(int people, WindowRun.Measured measured) {}

  private WebhookWindow window(Subject subject, int round, Rush rush, double most) {
    WindowRun.Measured measured = rush.measured();
    LoadStatistics tally = measured.tally();
    return new WebhookWindow(
        subject.toString(),
        rate,
        talking,
        rush.people(),
        round,
        measured.window().seconds(),
        tally.webhooks,
        tally.twiml.getTotalCount(),
        tally.webhooksFailed,
        tally.twiml,
        tally.latency,
        tally.pages,
        tally.pagesFailed,
        measured.window().cpuSeconds(),
        most,
        measured.window().generatorBusy());
  }

  private List<Rush> rush(
      Subject subject,
      ServerProcess server,
      Generator generator,
      ConsoleSessions sessions,
      int round)
      throws IOException, InterruptedException {
    String where = "%s %d/s, %d talk, round %d".formatted(subject, rate, talking, round);
    var run = new WindowRun(server, generator, progress, where);
    Duration over = starts.sentence().plus(TURN);
    generator.keepUp(talking, over);
    run.warmUp(over.toSeconds());
    var rush = new ConstantRateWebhooks(rate, System.nanoTime());
    generator.add(rush);
    var rushes = new ArrayList<Rush>();
    for (int people : people(round)) {
      rushes.add(measure(run, subject, generator, people == 0 ? null : sessions, round));
    }
    generator.remove(rush);
    HangUpAll.say(generator, progress);
    return rushes;
  }

  private List<Integer> people(int round) {
    int people = clicking.people();
    List<Integer> without = people == 0 ? List.of(0) : List.of(0, people);
    return round % 2 == 0 ? without.reversed() : without;
  }

  /// @param sessions of those who click; null for nobody
  private Rush measure(
      WindowRun run,
      Subject subject,
      Generator generator,
      @Nullable ConsoleSessions sessions,
      int round)
      throws IOException, InterruptedException {
    ConsoleLoad clicks =
        sessions == null ? null : new ConsoleLoad(sessions, clicking.every(), System.nanoTime());
    if (clicks != null) {
      generator.add(clicks);
    }
    run.warmUp(warmUp);
    WindowRun.Measured measured = run.measure(subject, talking, round, seconds);
    if (clicks != null) {
      generator.remove(clicks);
    }
    LoadStatistics tally = measured.tally();
    progress.note(
        "  %d webhooks, %d answered with TwiML, %d failed; TwiML p50 %.2f, p99 %.2f ms",
        tally.webhooks,
        tally.twiml.getTotalCount(),
        tally.webhooksFailed,
        tally.twiml.getValueAtPercentile(50) / 1000.0,
        tally.twiml.getValueAtPercentile(99) / 1000.0);
    if (sessions == null) {
      return new Rush(0, measured);
    }
    progress.note(
        "  %d pages for %d people who click, %d failed; p50 %.1f, p99 %.1f ms",
        tally.pages.getTotalCount(),
        sessions.cookies().size(),
        tally.pagesFailed,
        tally.pages.getValueAtPercentile(50) / 1000.0,
        tally.pages.getValueAtPercentile(99) / 1000.0);
    return new Rush(sessions.cookies().size(), measured);
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
