package app.kolan.bench.endofturn;

import app.kolan.server.media.endofturn.HebrewFeatures;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Logistic regression with a penalty on the square of each weight, by stochastic steps (AdaGrad)
/// in an order that depends on nothing but the examples: the same corpus gives the same weights.
///
/// A feature takes part if it occurs in several themes, so that a word of one trade is not learned.
final class Trainer {
  private static final int PASSES = 40;

  /// The weights are the mean of those after each of the last passes: what the order of the
  /// examples does to them is mostly gone.
  private static final int AVERAGED = 20;

  private static final double STEP = 0.2;
  private static final double PENALTY = 4;

  /// The penalty of features that stand for a whole turn: few examples have them, and all say much.
  private static final double PENALTY_OF_KINDS = PENALTY / 8;

  /// The penalty of what a clause needs, and of the tags of the last words.
  private static final double PENALTY_OF_CLAUSES = PENALTY / 2;

  /// The penalty of the words themselves: each says little, and all of a turn much.
  private static final double PENALTY_OF_WORDS = PENALTY / 4;

  /// What the names of those features begin with.
  private static final String CLAUSE = "clause:";

  private static final String TAGS = "tags:";

  private static final String WORDS = "said";

  /// Listeners do not agree whether who has told what was is done; so this kind is as any feature.
  private static final String UNSURE_KIND = "kind:HISTORY";

  private static final int FEWEST_THEMES = 2;

  /// Smaller weights are left out: they are most of the file, and move nothing.
  private static final double LEAST = 0.08;

  private final Map<String, Integer> index = new TreeMap<>();
  private final Map<String, List<Row>> rows = new TreeMap<>();

  /// Reads the features of a corpus, once for all trainings.
  Trainer(Map<String, List<Example>> themes) {
    Map<String, Integer> found = new HashMap<>();
    new TreeMap<>(themes)
        .forEach(
            (theme, examples) ->
                rows.put(theme, examples.stream().map(example -> row(example, found)).toList()));
    index.putAll(found);
  }

  private static Row row(Example example, Map<String, Integer> found) {
    Set<String> names = new TreeSet<>();
    HebrewFeatures.of(example.turn(), names::add);
    int[] features =
        names.stream().mapToInt(name -> found.computeIfAbsent(name, _ -> found.size())).toArray();
    return new Row(features, example.label().target());
  }

  /// Trains on the themes that are chosen.
  Map<String, Double> train(Predicate<String> chosen) {
    boolean[] known = known(chosen);
    List<Row> seen =
        rows.entrySet().stream()
            .filter(theme -> chosen.test(theme.getKey()))
            .flatMap(theme -> theme.getValue().stream())
            .map(row -> row.only(known))
            .toList();
    double[] weights = descend(seen, penalties(seen));
    Map<String, Double> named = new TreeMap<>();
    index.forEach(
        (name, i) -> {
          double rounded = Math.round(weights[i] * 100) / 100.0;
          if (Math.abs(rounded) >= LEAST) {
            named.put(name, rounded);
          }
        });
    return named;
  }

  /// The penalty of each feature at each of its occurrences: over a pass, all together are as large
  /// for a feature that is seldom as for one that is often. With one penalty for each occurrence,
  /// the features that are often, which are those that hold for new words, would be kept small.
  private double[] penalties(List<Row> seen) {
    int[] occurrences = new int[index.size()];
    seen.forEach(row -> Arrays.stream(row.features).forEach(i -> occurrences[i]++));
    double[] penalties = new double[index.size()];
    index.forEach((name, i) -> penalties[i] = penalty(name) / Math.max(1, occurrences[i]));
    return penalties;
  }

  private static double penalty(String name) {
    boolean kind =
        name.startsWith("kind:") && !name.startsWith(UNSURE_KIND)
            || name.startsWith("number")
            || name.startsWith("0:bound")
            || name.equals("announces only");
    if (kind) {
      return PENALTY_OF_KINDS;
    }
    if (name.startsWith(WORDS)) {
      return PENALTY_OF_WORDS;
    }
    return name.startsWith(CLAUSE) || name.startsWith(TAGS) ? PENALTY_OF_CLAUSES : PENALTY;
  }

  /// The features that occur in several of the themes.
  private boolean[] known(Predicate<String> chosen) {
    int[] themes = new int[index.size()];
    rows.forEach(
        (theme, examples) -> {
          if (chosen.test(theme)) {
            var here = new BitSet();
            examples.forEach(row -> Arrays.stream(row.features).forEach(here::set));
            here.stream().forEach(feature -> themes[feature]++);
          }
        });
    var known = new boolean[themes.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = themes[i] >= FEWEST_THEMES;
    }
    return known;
  }

  private static double[] descend(List<Row> rows, double[] penalties) {
    int size = penalties.length;
    double[] weights = new double[size];
    double[] sums = new double[size];
    double[] squares = new double[size];
    Arrays.fill(squares, 1e-8);
    int count = rows.size();
    int stride = stride(count);
    for (int pass = 0; pass < PASSES; pass++) {
      int at = pass;
      for (int i = 0; i < count; i++) {
        at = (at + stride) % count;
        Row row = rows.get(at);
        int[] present = row.features;
        double sum = 0;
        for (int feature : present) {
          sum += weights[feature];
        }
        double error = 1 / (1 + StrictMath.exp(-sum)) - row.target;
        for (int feature : present) {
          double gradient = error + penalties[feature] * weights[feature];
          squares[feature] += gradient * gradient;
          weights[feature] -= STEP * gradient / Math.sqrt(squares[feature]);
        }
      }
      if (pass >= PASSES - AVERAGED) {
        for (int i = 0; i < size; i++) {
          sums[i] += weights[i];
        }
      }
    }
    return Arrays.stream(sums).map(sum -> sum / AVERAGED).toArray();
  }

  /// A step through all examples that visits each once: it shares no divisor with their number.
  private static int stride(int count) {
    int stride = (int) (count * 0.618) | 1;
    while (gcd(stride, count) != 1) {
      stride++;
    }
    return stride;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /// An example by the numbers of its features.
  private static final class Row {
    private final int[] features;
    private final double target;

    Row(int[] features, double target) {
      this.features = features;
      this.target = target;
    }

    Row only(boolean[] known) {
      return new Row(Arrays.stream(features).filter(i -> known[i]).toArray(), target);
    }
  }
}
