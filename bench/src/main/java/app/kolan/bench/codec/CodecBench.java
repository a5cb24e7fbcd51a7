package app.kolan.bench.codec;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;

/// Measures the codecs: `bench/run codecs`.
@CommandLine.Command(
    name = "bench/run codecs",
    mixinStandardHelpOptions = true,
    description = "Measures time and allocation of each translation of a call alone.")
public final class CodecBench implements Runnable {
  @CommandLine.Option(
      names = "--quick",
      description = "Measure for seconds in place of minutes; the figures are rough.")
  private boolean quick;

  @CommandLine.Option(
      names = "--only",
      defaultValue = ".*",
      description = "A regular expression for the names of what is measured.")
  private String only = ".*";

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CodecBench()).execute(arguments));
  }

  @Override
  public void run() {
    try {
      var results = new Runner(options().build()).run();
      System.out.println();
      System.out.print(CodecTable.write(results));
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmarks could not be run", e);
    }
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(CodecBench.class.getPackageName() + ".*" + only)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(GCProfiler.class);
    return quick
        ? options
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(8)
            .measurementTime(TimeValue.milliseconds(200))
        : options
            .forks(2)
            .warmupIterations(4)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1));
  }
}
