package app.kolan.bench.endofturn;

import app.kolan.bench.endofturn.Score.Judged;
import app.kolan.server.media.endofturn.HebrewEndOfTurn;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures and trains the model of a turn's end; see [#HELP].
public final class EndOfTurnBench {
  private static final Path WEIGHTS = Path.of("server/src/main/resources/turns/hebrew-weights.tsv");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?<=<!-- end of turn -->\n).*?(?=<!-- end of end of turn -->)", Pattern.DOTALL);

  private static final String HELP =
      """
      usage: bench/run endofturn FILE [--wrong]
             bench/run endofturn --cross-validate [--wrong]
             bench/run endofturn --table [--write PAGE]
             bench/run endofturn --train

      FILE              scores the model that is shipped. A line is words, a tab, and complete or
                        incomplete (or either, which is not scored); empty lines and lines that begin with # are skipped. The last
                        lines are the precision and the recall of "incomplete"; before them are
                        those of "complete", and of the same sentences with a full stop, which
                        recognisers set after pauses.
      --cross-validate  scores each theme of the corpus by a model trained on the others
      --table           compares it with timers, on the themes that each model has not seen;
                        --write puts the table into a page
      --train           trains on the whole corpus and writes the weights that are shipped
      --wrong           lists the examples that are judged wrongly
      """;

  private EndOfTurnBench() {}

  public static void main(String[] arguments) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), Path.of(System.getProperty("kolan.root", ".")), out, err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /// @return the exit status: 0, or 2 for a usage or a file that is wrong
  static int run(List<String> arguments, Path repository, PrintStream out, PrintStream err)
      throws IOException {
    boolean wrong = arguments.contains("--wrong");
    List<String> rest = arguments.stream().filter(word -> !word.equals("--wrong")).toList();
    try {
      if (rest.equals(List.of("--help"))) {
        out.print(HELP);
      } else if (rest.equals(List.of("--cross-validate"))) {
        crossValidate(repository, wrong, out);
      } else if (rest.equals(List.of("--train"))) {
        train(repository, out);
      } else if (rest.equals(List.of("--table"))) {
        out.print(table(repository));
      } else if (rest.size() == 3
          && rest.get(0).equals("--table")
          && rest.get(1).equals("--write")) {
        Path page = Path.of(rest.get(2));
        String table = Matcher.quoteReplacement("\n" + table(repository) + "\n");
        Files.writeString(page, TABLE.matcher(Files.readString(page)).replaceFirst(table));
      } else if (rest.size() == 1 && !rest.get(0).startsWith("--")) {
        score(Path.of(rest.get(0)), wrong, out);
      } else {
        err.print(HELP);
        return 2;
      }
      return 0;
    } catch (BadFile e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  private static void score(Path file, boolean wrong, PrintStream out) throws BadFile {
    HebrewEndOfTurn model = HebrewEndOfTurn.shipped();
    List<Example> examples = ExampleFile.read(file);
    List<Judged> judged = CrossValidation.judge(model, examples);
    if (wrong) {
      list(judged, model.threshold(), out);
    }
    Score score = Score.of(judged, model.threshold());
    Score stopped =
        Score.of(
            CrossValidation.judge(model, examples.stream().map(Example::withStop).toList()),
            model.threshold());
    out.printf(
        Locale.ROOT,
        "%d examples, threshold %.2f%n"
            + "incomplete: %d found, %d missed%n"
            + "complete: %d right, %d taken for incomplete%n"
            + "of those called complete %.3f are, and %.3f of the complete are called so%n"
            + "with a full stop behind each: precision %.3f, recall %.3f%n"
            + "precision %.3f%nrecall %.3f%n",
        judged.size(),
        model.threshold(),
        score.found(),
        score.missed(),
        score.over(),
        score.falsely(),
        score.ofComplete().precision(),
        score.ofComplete().recall(),
        stopped.precision(),
        stopped.recall(),
        score.precision(),
        score.recall());
  }

  private static void crossValidate(Path repository, boolean wrong, PrintStream out)
      throws BadFile {
    SortedMap<String, List<Judged>> themes = CrossValidation.judge(Corpus.of(repository));
    List<Judged> all = all(themes);
    double threshold = CrossValidation.threshold(themes);
    themes.forEach(
        (theme, judged) -> {
          out.printf("%-14s %s%n", theme, Score.of(judged, threshold).line());
          if (wrong) {
            list(judged, threshold, out);
          }
        });
    out.printf(Locale.ROOT, "threshold %.2f%n", threshold);
    out.println("families: " + Score.of(CrossValidation.families(themes), threshold).line());
    Score score = Score.of(all, threshold);
    out.println(score.line());
    out.printf(Locale.ROOT, "precision %.3f%nrecall %.3f%n", score.precision(), score.recall());
  }

  private static String table(Path repository) throws BadFile {
    return PauseTable.of(all(CrossValidation.judge(Corpus.of(repository))));
  }

  private static void train(Path repository, PrintStream out) throws BadFile, IOException {
    SortedMap<String, List<Example>> corpus = Corpus.of(repository);
    double threshold = CrossValidation.threshold(CrossValidation.judge(corpus));
    Map<String, Double> weights = new Trainer(corpus).train(_ -> true);
    Path file = repository.resolve(WEIGHTS);
    Files.writeString(file, weights(threshold, weights));
    out.printf("%d weights written to %s%n", weights.size(), file);
  }

  /// The file of weights.
  static String weights(double threshold, Map<String, Double> weights) {
    var text = new StringBuilder();
    text.append(
        "# The weights of the model of a Hebrew turn's end: a feature, a tab, its weight.\n");
    text.append("# Written by: bench/run endofturn --train\n");
    text.append("threshold\t").append(threshold).append('\n');
    weights.forEach((name, weight) -> text.append(name).append('\t').append(weight).append('\n'));
    return text.toString();
  }

  private static List<Judged> all(SortedMap<String, List<Judged>> themes) {
    return themes.values().stream().flatMap(Collection::stream).toList();
  }

  private static void list(List<Judged> judged, double threshold, PrintStream out) {
    for (Judged one : judged) {
      boolean called = one.incomplete() >= threshold;
      if (called != one.example().incomplete()) {
        out.printf(
            Locale.ROOT,
            "  %s %.2f %s%n",
            called ? "false " : "missed",
            one.incomplete(),
            one.example().turn().words());
      }
    }
  }
}
