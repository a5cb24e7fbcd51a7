package app.kolan.bench.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Made-up windows.
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final int SECONDS = 30;

  private Samples() {}

  /// A window in which only this processor time was spent.
  static Window window(String subject, int calls, int round, double cpuSeconds) {
    return window(subject, calls, round, cpuSeconds, micros(900, 1000, 1100));
  }

  static Window window(String subject, int calls, int round, double cpuSeconds, Histogram latency) {
    return new Window(
        subject,
        calls,
        round,
        10,
        calls * 500L,
        calls * 500L,
        calls * 10.0,
        cpuSeconds,
        0.5,
        0.01,
        latency,
        micros(20),
        0,
        0,
        0,
        0,
        20 * 1024,
        300L * 1024 * 1024,
        List.of(1.0, 3.0),
        List.of());
  }

  /// A window in which nothing could be measured.
  static Window empty(String subject) {
    return new Window(
        subject,
        500,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        micros(),
        micros(),
        0,
        0,
        0,
        0,
        Window.NOT_MEASURED,
        Window.NOT_MEASURED,
        List.of(),
        List.of());
  }

  static Histogram micros(long... values) {
    var histogram = new Histogram(3);
    for (long value : values) {
      histogram.recordValue(value);
    }
    return histogram;
  }

  /// A whole run: five subjects, two rounds, three numbers of calls.
  static LoadReport run() {
    var windows = new ArrayList<Window>();
    for (int calls : new int[] {500, 1000, 2000}) {
      for (int round = 1; round <= 2; round++) {
        windows.add(lifelike("kolan", calls, round, 1.05, 0.9));
        windows.add(lifelike("vertx-bare", calls, round, 1.0, 0.8));
        windows.add(lifelike("vertx-echo", calls, round, 1.12, 1.0));
        windows.add(lifelike("netty-bare", calls, round, 0.9, 0.5));
        windows.add(lifelike("fastify", calls, round, 1.6, 20));
      }
    }
    return new LoadReport(
        "2 processors (a made-up machine), Java 25.0.3, Linux",
        NOON,
        "bench/run calls --calls 500,1000,2000 --rounds 2",
        windows);
  }

  private static Window lifelike(
      String subject, int calls, int round, double cost, double slowness) {
    var random = new Random((subject + calls + round).hashCode());
    double perFrame = 26e-6 * cost * Math.pow(500.0 / calls, 0.35);
    double share = Math.min(1, perFrame * calls * 50);
    var latency = new Histogram(3);
    for (int i = 0; i < 20_000; i++) {
      double tail = Math.exp(random.nextGaussian() * 1.1 * (0.6 + share));
      latency.recordValue(Math.min(8_000_000, (long) (60 * tail * (1 + slowness * share))));
    }
    var course =
        IntStream.range(0, SECONDS)
            .mapToObj(_ -> new Window.Second(share * (0.96 + random.nextDouble() * 0.06), 3))
            .toList();
    long frames = calls * 50L * SECONDS;
    long late = latency.getTotalCount() - latency.getCountBetweenValues(0, 20_000);
    boolean overloaded = subject.equals("fastify") && calls == 2000;
    return new Window(
        subject,
        calls,
        round,
        SECONDS,
        frames,
        subject.equals("kolan") ? frames / 10 : frames,
        calls * SECONDS * 1.0,
        share * SECONDS,
        Math.min(0.97, calls / 2100.0),
        0.02,
        latency,
        micros(200, 300, calls > 1000 ? 31_000 : 400),
        overloaded ? 48_213 : 0,
        late,
        0,
        overloaded ? 3 : 0,
        subject.equals("fastify") ? Window.NOT_MEASURED : 22_000,
        300L * 1024 * 1024,
        subject.equals("fastify") ? List.of() : List.of(0.4, 0.9, 1.2 + round),
        course);
  }
}
