package app.kolan.bench.load;

import app.kolan.bench.report.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Watches one server while the generator keeps up its calls: first a warm-up, then the window that
/// counts.
///
/// @param where what the lines on the terminal begin with
record WindowRun(ServerProcess server, Generator generator, Progress progress, String where) {
  private static final int ANSWER_TIMEOUT_SECONDS = 3;
  private static final double BUSY = 0.85;
  private static final double NOISE = 0.1;
  private static final double LATE_MICROS = 5000;

  /// What was measured.
  ///
  /// @param window for the report
  /// @param tally all that was counted
  record Measured(Window window, LoadStatistics tally) {}

  /// Lets time pass before the window.
  void warmUp(long seconds) throws IOException, InterruptedException {
    generator.turnOver();
    watch("warm-up", seconds, new LoadStatistics(), new ArrayList<>());
  }

  /// Measures for so long.
  Measured measure(Subject subject, int calls, int round, long seconds)
      throws IOException, InterruptedException {
    Map<String, Double> threadsBefore = ProcStat.threads(server.pid());
    long logFrom = server.gcLog().end();
    generator.turnOver();
    ProcessorSample before = ProcessorSample.of(server);
    var sum = new LoadStatistics();
    var course = new ArrayList<Window.Second>();
    watch("", seconds, sum, course);
    ProcessorSample after = ProcessorSample.of(server);
    sum.add(generator.turnOver());
    generator.expectAnswers();
    List<Double> pauses = server.gcLog().pauses(logFrom, server.gcLog().end());
    double length = after.secondsSince(before);
    progress.threads(threadsBefore, ProcStat.threads(server.pid()), length);
    long rss = ProcStat.rss(server.pid());
    sum.lost += stillUnanswered();
    var window =
        new Window(
            subject.toString(),
            calls,
            round,
            length,
            sum.framesIn,
            sum.messagesOut,
            sum.samplesOut / 8000.0,
            after.serverSince(before),
            after.generatorShare(before),
            after.othersShare(before),
            sum.latency,
            sum.lateness,
            sum.lost,
            sum.late,
            sum.underruns,
            sum.broken(),
            Window.NOT_MEASURED,
            rss,
            pauses,
            course);
    tell(window, sum);
    return new Measured(window, sum);
  }

  private void watch(String what, long seconds, LoadStatistics sum, List<Window.Second> course)
      throws IOException, InterruptedException {
    ProcessorSample last = ProcessorSample.of(server);
    for (int second = 1; second <= seconds; second++) {
      Thread.sleep(Math.max(0, 1000 - (System.nanoTime() - last.at()) / 1_000_000));
      if (!server.isAlive()) {
        throw new IOException("the server has stopped; see " + server.log());
      }
      ProcessorSample now = ProcessorSample.of(server);
      LoadStatistics fresh = generator.turnOver();
      sum.add(fresh);
      double cpu = now.serverShare(last);
      course.add(new Window.Second(cpu, fresh.latency.getValueAtPercentile(99) / 1000.0));
      progress.second(
          where,
          what.isEmpty() ? second + " s" : what,
          generator.streaming(),
          cpu,
          now.generatorShare(last),
          sum,
          sum.lost);
      last = now;
    }
  }

  /// Frames of the window without an answer three seconds after it.
  private long stillUnanswered() throws InterruptedException {
    Thread.sleep(ANSWER_TIMEOUT_SECONDS * 1000L);
    return generator.unanswered() + generator.turnOver().lost;
  }

  private void tell(Window window, LoadStatistics sum) {
    progress.note(
        "  %.2f ms of CPU a call-second, %.1f us a frame; added p50 %.2f, p99 %.2f ms; %.2f s of"
            + " audio out a call-second",
        window.cpuMillisPerCallSecond(),
        window.cpuMicrosPerFrame(),
        millis(window.latency(), 50),
        millis(window.latency(), 99),
        window.audioPerCallSecond());
    progress.note(
        "  begun %d, turns %d, finished %d, lost %d, late %d, under-runs %d, broken %d %s",
        sum.begun,
        sum.turns,
        sum.finished,
        sum.lost,
        sum.late,
        sum.underruns,
        sum.broken(),
        sum.faults.isEmpty() ? "" : sum.faults);
    if (generatorWasTheLimit(window)) {
      progress.note(
          "  the generator was the limit: busy %.0f %%, late by %.1f ms at p99",
          100 * window.generatorBusy(), millis(window.lateness(), 99));
    }
  }

  /// Whether the generator, rather than the server, limits the figures.
  static boolean generatorWasTheLimit(Window window) {
    return window.generatorBusy() > BUSY
        || window.lateness().getValueAtPercentile(99) > LATE_MICROS;
  }

  /// Whether other programs used so much that latencies are theirs as well.
  static boolean wasNoisy(Window window) {
    return window.othersBusy() > NOISE;
  }

  private static double millis(Histogram micros, double percent) {
    return micros.getValueAtPercentile(percent) / 1000.0;
  }
}
