package app.kolan.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What the generator has counted and timed in some stretch of time, in microseconds.
///
/// The generator's thread fills one; once it has begun another, the old one may be read elsewhere.
final class LoadStatistics {
  private static final long LONGEST = 120_000_000;
  private static final long LATE = 20_000;

  final Histogram latency = new Histogram(LONGEST, 3);
  final Histogram echo = new Histogram(LONGEST, 3);
  final Histogram lateness = new Histogram(LONGEST, 3);
  final Histogram twiml = new Histogram(LONGEST, 3);
  final Histogram pages = new Histogram(LONGEST, 3);
  final Map<String, Integer> faults = new TreeMap<>();
  long framesIn;
  long messagesOut;
  long samplesOut;
  long lost;
  long late;
  long underruns;
  long begun;
  long turns;
  long finished;
  long hungUp;
  long webhooks;
  long webhooksFailed;
  long pagesFailed;

  /// The server has dealt with a frame.
  void dealtWith(long nanos) {
    long micros = micros(nanos);
    latency.recordValue(micros);
    if (micros > LATE) {
      late++;
    }
  }

  /// A frame was echoed.
  void echoed(long nanos) {
    echo.recordValue(micros(nanos));
  }

  /// A frame was sent, so much later than it was due.
  void sent(long lateNanos) {
    framesIn++;
    lateness.recordValue(micros(lateNanos));
  }

  /// A webhook was answered with TwiML.
  void answered(long nanos) {
    twiml.recordValue(micros(nanos));
  }

  /// A page of the console was shown.
  void shown(long nanos) {
    pages.recordValue(micros(nanos));
  }

  /// A call failed.
  void broke(String why) {
    faults.merge(why, 1, Integer::sum);
  }

  long broken() {
    return faults.values().stream().mapToLong(Integer::intValue).sum();
  }

  void add(LoadStatistics other) {
    latency.add(other.latency);
    echo.add(other.echo);
    lateness.add(other.lateness);
    twiml.add(other.twiml);
    pages.add(other.pages);
    other.faults.forEach((why, count) -> faults.merge(why, count, Integer::sum));
    framesIn += other.framesIn;
    messagesOut += other.messagesOut;
    samplesOut += other.samplesOut;
    lost += other.lost;
    late += other.late;
    underruns += other.underruns;
    begun += other.begun;
    turns += other.turns;
    finished += other.finished;
    hungUp += other.hungUp;
    webhooks += other.webhooks;
    webhooksFailed += other.webhooksFailed;
    pagesFailed += other.pagesFailed;
  }

  private static long micros(long nanos) {
    return Math.clamp(nanos / 1000, 0, LONGEST);
  }
}
