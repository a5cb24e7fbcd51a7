package app.kolan.server.media.endofturn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The weights of a logistic regression over features that are there or not.
///
/// @param threshold the probability from which a turn is called incomplete where yes or no is asked
/// @param weights the weight of each feature; others weigh nothing
public record EndOfTurnWeights(double threshold, Map<String, Double> weights) {
  private static final String THRESHOLD = "threshold";

  public EndOfTurnWeights {
    weights = Map.copyOf(weights);
  }

  /// The weights that come with Kolan, as `bench/run endofturn --train` writes them.
  static EndOfTurnWeights shipped() {
    try (InputStream in = EndOfTurnWeights.class.getResourceAsStream("/turns/hebrew-weights.tsv")) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: /turns/hebrew-weights.tsv");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads lines of a name, a tab and a number; `#` begins a comment.
  ///
  /// @throws IllegalArgumentException for another line, with its number
  public static EndOfTurnWeights parse(String text) {
    double threshold = 0.5;
    Map<String, Double> weights = new HashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int tab = line.indexOf('\t');
      double value = tab < 0 ? Double.NaN : value(line.substring(tab + 1));
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("line " + number + " is no name, tab and number");
      }
      String name = line.substring(0, tab);
      if (name.equals(THRESHOLD)) {
        threshold = value;
      } else {
        weights.put(name, value);
      }
    }
    return new EndOfTurnWeights(threshold, weights);
  }

  private static double value(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// The weight of a feature.
  double of(String feature) {
    return weights.getOrDefault(feature, 0.0);
  }
}
