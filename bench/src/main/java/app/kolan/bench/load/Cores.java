package app.kolan.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which cores the server and the generator run on.
///
/// @param pinned whether processes are kept to their cores
record Cores(boolean pinned, int server, int generator) {
  private static final String PROGRAM = "taskset";

  /// Moves this process, with all its threads, to the generator's core.
  ///
  /// @throws IOException when that cannot be done; the message says why and what to do
  void takeMine() throws IOException {
    if (!pinned) {
      return;
    }
    String mine = Long.toString(ProcessHandle.current().pid());
    Process program;
    try {
      program =
          new ProcessBuilder(PROGRAM, "-a", "-c", "-p", Integer.toString(generator), mine)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new IOException(
          "there is no taskset here to give the server a core of its own: install util-linux, or"
              + " say --no-pin, and read the figures as those of a shared machine",
          e);
    }
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (program.waitFor() != 0) {
        throw new IOException(
            "the generator cannot have the core %d: %s; choose another with --generator-core, or say --no-pin"
                .formatted(generator, said.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// The command that starts a server on its core.
  List<String> onServerCore(List<String> command) {
    return on(server, command);
  }

  /// The command that starts something on the generator's core.
  List<String> onGeneratorCore(List<String> command) {
    return on(generator, command);
  }

  private List<String> on(int core, List<String> command) {
    if (!pinned) {
      return command;
    }
    var all = new ArrayList<>(List.of(PROGRAM, "-c", Integer.toString(core)));
    all.addAll(command);
    return all;
  }
}
