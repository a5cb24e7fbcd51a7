package app.kolan.bench.turns;

import app.kolan.bench.stubs.StubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures the engine's own part of turns and interruptions, with few and with many calls.
/// `--calls 1,200` says how many at once, one run after the other; `--write PAGE` puts the table
/// between the marks of a page. The stubs of providers are a process of their own, on the processor
/// that `--stubs-core N` names, if it does. With `--live N`, so many people watch the calls on the
/// console's live page, and the table says how soon they have the words. With `--gap` it measures
/// how long a caller waits whose providers take as long as real ones, with and without answers that
/// are asked for early.
public final class TurnsBench {
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- turns -->\n).*?(?=<!-- end of turns -->)", Pattern.DOTALL);
  private static final Pattern GAP_TABLE =
      Pattern.compile("(?<=<!-- gap -->\n).*?(?=<!-- end of gap -->)", Pattern.DOTALL);
  private static final String USUAL = "1,200";
  private static final int FEWEST_TURNS = 20;
  private static final int FEWEST_ROUNDS = 5;

  private TurnsBench() {}

  public static void main(String[] arguments) throws Exception {
    if (Arrays.asList(arguments).contains("--gap")) {
      gap(option(arguments, "--write", ""));
      return;
    }
    List<Integer> calls =
        Arrays.stream(option(arguments, "--calls", USUAL).split(",", -1))
            .map(Integer::valueOf)
            .toList();
    String page = option(arguments, "--write", "");
    int watchers = Integer.parseInt(option(arguments, "--live", "0"));
    String machine = Machine.describe();
    String core = option(arguments, "--stubs-core", "");
    var trials = new ArrayList<TurnsTrial>();
    try (StubProcess stubs =
        StubProcess.start(core.isEmpty() ? List.of() : List.of("taskset", "-c", core))) {
      TurnsTrial.run(2, 2, stubs.addresses(), 0);
      for (int many : calls) {
        int rounds = Math.max(FEWEST_ROUNDS, FEWEST_TURNS / many);
        trials.add(TurnsTrial.run(many, rounds, stubs.addresses(), watchers));
      }
    }
    String table = "\nMeasured on %s.\n\n%s\n".formatted(machine, TurnsTable.write(trials));
    show(table, TABLE, page);
  }

  private static void gap(String page) throws Exception {
    String machine = Machine.describe();
    // The first turns of a fresh program are slower than others.
    var _ = GapTrial.run(true, 1);
    var trials = List.of(GapTrial.run(true, GapTrial.ROUNDS), GapTrial.run(false, GapTrial.ROUNDS));
    show("\nMeasured on %s.\n\n%s\n".formatted(machine, GapTable.write(trials)), GAP_TABLE, page);
  }

  private static void show(String table, Pattern place, String page) throws IOException {
    if (page.isEmpty()) {
      System.out.print(table);
    } else {
      String before = Files.readString(Path.of(page));
      Files.writeString(
          Path.of(page), place.matcher(before).replaceFirst(Matcher.quoteReplacement(table)));
    }
  }

  private static String option(String[] arguments, String name, String usual) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : usual;
  }
}
