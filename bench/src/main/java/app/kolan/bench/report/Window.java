package app.kolan.bench.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/// What one subject did in one steady window of calls.
///
/// @param subject the server: `kolan`, or a floor or peer such as `vertx-bare`
/// @param calls how many there were at once
/// @param round which of the alternating rounds, from 1
/// @param seconds how long the window was
/// @param framesIn media messages that the generator sent in it
/// @param messagesOut messages that the server sent in it
/// @param audioSecondsOut audio that the server sent in it
/// @param cpuSeconds processor time of the server's process in it, of user and system
/// @param generatorBusy the share of its core that the generator used, from 0 to 1
/// @param othersBusy how many cores all other processes used
/// @param latency microseconds from the sending of a frame until the server has dealt with it
/// @param lateness microseconds by which the generator itself sent late
/// @param lost frames without an answer
/// @param late frames that took longer than 20 ms
/// @param underruns gaps within a sentence that the caller heard
/// @param broken failed calls
/// @param heapPerCall bytes of live heap for each call, or [#NOT_MEASURED]
/// @param rss bytes of memory of the process, or [#NOT_MEASURED]
/// @param pauses milliseconds of each pause of the garbage collector
/// @param course one entry for each second
public record Window(
    String subject,
    int calls,
    int round,
    double seconds,
    long framesIn,
    long messagesOut,
    double audioSecondsOut,
    double cpuSeconds,
    double generatorBusy,
    double othersBusy,
    Histogram latency,
    Histogram lateness,
    long lost,
    long late,
    long underruns,
    long broken,
    long heapPerCall,
    long rss,
    List<Double> pauses,
    List<Second> course) {

  public static final long NOT_MEASURED = -1;

  public Window {
    pauses = List.copyOf(pauses);
    course = List.copyOf(course);
  }

  /// One second of a window.
  ///
  /// @param cpu the share of a core that the server used
  /// @param p99 milliseconds of latency that one frame of a hundred exceeded
  public record Second(double cpu, double p99) {}

  /// Processor time for one second of one call, in milliseconds; zero when nothing ran.
  public double cpuMillisPerCallSecond() {
    return per(cpuSeconds * 1e3, calls * seconds);
  }

  /// Processor time for one incoming frame, in microseconds; zero when none came.
  public double cpuMicrosPerFrame() {
    return per(cpuSeconds * 1e6, (double) framesIn);
  }

  /// Messages that the server sent in one second of one call.
  public double messagesPerCallSecond() {
    return per((double) messagesOut, calls * seconds);
  }

  /// Seconds of audio that the server sent in one second of one call.
  public double audioPerCallSecond() {
    return per(audioSecondsOut, calls * seconds);
  }

  /// The share of a core that the server used.
  public double cpuShare() {
    return per(cpuSeconds, seconds);
  }

  private static double per(double amount, double of) {
    return of > 0 ? amount / of : 0;
  }
}
