package app.kolan.bench.endofturn;

import app.kolan.server.media.endofturn.HebrewFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Logistic regression with a penalty on the square of each weight, by stochastic steps (AdaGrad)
/// in an order that depends on nothing but the examples: the same corpus gives the same weights.
///
/// A feature takes part if it occurs in several themes, so that a word of one trade is not learned.
final class Trainer {
  private static final int PASSES = 60;
  private static final double STEP = 0.2;
  private static final double PENALTY = 0.15;

  /// The penalty of features that stand for a whole turn: few examples have them, and all say much.
  private static final double PENALTY_OF_KINDS = PENALTY / 8;

  private static final int FEWEST_THEMES = 2;

  /// Smaller weights are left out: they are most of the file, and move nothing.
  private static final double LEAST = 0.02;

  private Trainer() {}

  /// Trains on all themes.
  static Map<String, Double> train(Map<String, List<Example>> themes) {
    Map<String, Integer> index = index(themes);
    List<int[]> features = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (List<Example> theme : themes.values()) {
      for (Example example : theme) {
        Set<String> names = new HashSet<>();
        HebrewFeatures.of(example.turn(), names::add);
        features.add(
            names.stream()
                .sorted()
                .mapToInt(name -> index.getOrDefault(name, -1))
                .filter(i -> i >= 0)
                .toArray());
        labels.add(example.incomplete());
      }
    }
    double[] penalties = new double[index.size()];
    index.forEach(
        (name, i) -> {
          boolean kind =
              name.startsWith("kind:")
                  || name.startsWith("number")
                  || name.startsWith("0:bound")
                  || name.equals("announces only");
          penalties[i] = kind ? PENALTY_OF_KINDS : PENALTY;
        });
    double[] weights = descend(features, labels, penalties);
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

  private static Map<String, Integer> index(Map<String, List<Example>> themes) {
    Map<String, Set<String>> seenIn = new TreeMap<>();
    themes.forEach(
        (theme, examples) -> {
          for (Example example : examples) {
            HebrewFeatures.of(
                example.turn(),
                name -> seenIn.computeIfAbsent(name, _ -> new HashSet<>()).add(theme));
          }
        });
    Map<String, Integer> index = new HashMap<>();
    seenIn.forEach(
        (name, in) -> {
          if (in.size() >= FEWEST_THEMES) {
            index.put(name, index.size());
          }
        });
    return index;
  }

  private static double[] descend(List<int[]> features, List<Boolean> labels, double[] penalties) {
    int size = penalties.length;
    double[] weights = new double[size];
    double[] squares = new double[size];
    Arrays.fill(squares, 1e-8);
    int count = features.size();
    int stride = stride(count);
    for (int pass = 0; pass < PASSES; pass++) {
      int at = pass;
      for (int i = 0; i < count; i++) {
        at = (at + stride) % count;
        int[] present = features.get(at);
        double sum = 0;
        for (int feature : present) {
          sum += weights[feature];
        }
        double error = 1 / (1 + StrictMath.exp(-sum)) - (labels.get(at) ? 1 : 0);
        for (int feature : present) {
          double gradient = error + penalties[feature] * weights[feature];
          squares[feature] += gradient * gradient;
          weights[feature] -= STEP * gradient / Math.sqrt(squares[feature]);
        }
      }
    }
    return weights;
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
}
