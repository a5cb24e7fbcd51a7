package app.kolan.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `kolan bench`: says where the benches are. They are built from the source tree and run by the
/// launcher there; the server contains none.
@Command(
    name = "bench",
    description =
        "Measures Kolan under load: `bench calls` and `bench webhooks`. Only in a source tree.")
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /// What to measure; declared so that picocli accepts it.
  @SuppressWarnings("UnusedVariable")
  @Unmatched
  private List<String> words = List.of();

  BenchCommand() {}

  @Override
  public Integer call() {
    spec.commandLine()
        .getErr()
        .printf(
            "The benches are run from Kolan's source tree, by its launcher: ./kolan bench calls%n"
                + "and ./kolan bench webhooks. This Kolan was started in another way, and has none.%n");
    return ExitCode.USAGE;
  }
}
