package app.kolan.server.bootstrap;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;

/// The entry point of the server process: `kolan serve`, without the other commands and what they
/// depend on.
public final class ServerMain {
  private ServerMain() {}

  /// Prints UTF-8 whatever the locale is: under the locale C, the JVM would print Hebrew as
  /// question marks.
  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  private static int run(PrintWriter out, PrintWriter err, String... arguments) {
    OptionalInt grace = grace(arguments);
    if (grace.isEmpty()) {
      return new CommandLine(ServeCommand.standalone()).setOut(out).setErr(err).execute(arguments);
    }
    try {
      return ServeCommand.serve(out, err, grace.getAsInt());
    } catch (InterruptedException | RuntimeException e) {
      e.printStackTrace(err);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// The grace of no arguments and of `--grace SECONDS`; empty for all else. These start while
  /// callers may be waiting, and picocli would take an eighth of a second to parse them.
  static OptionalInt grace(String... arguments) {
    List<String> words = List.of(arguments);
    if (words.isEmpty()) {
      return OptionalInt.of(ServeCommand.USUAL_GRACE);
    }
    boolean isQuick =
        words.size() == 2
            && words.getFirst().equals("--grace")
            && words.getLast().matches("[0-9]{1,6}");
    return isQuick ? OptionalInt.of(Integer.parseInt(words.getLast())) : OptionalInt.empty();
  }
}
