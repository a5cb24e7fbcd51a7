package app.kolan.bench.endofturn;

import app.kolan.bench.endofturn.Score.Judged;
import app.kolan.server.media.endofturn.EndOfTurnWeights;
import app.kolan.server.media.endofturn.HebrewEndOfTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Judges each theme by a model that was trained on others: the themes are dealt to ten groups, and
/// each group is judged by a model that was trained on the other nine.
final class CrossValidation {
  /// What the threshold must reach over the families. Over sentences of strangers the precision is
  /// higher by one to two hundredths, and 0.95 is wanted there.
  static final double PRECISION = 0.94;

  private static final int GROUPS = 10;

  private CrossValidation() {}

  /// The examples of each theme with the probability by a model that has not seen them.
  static SortedMap<String, List<Judged>> judge(SortedMap<String, List<Example>> themes) {
    List<String> names = List.copyOf(themes.keySet());
    var trainer = new Trainer(themes);
    SortedMap<String, List<Judged>> judged = new TreeMap<>();
    for (int group = 0; group < Math.min(GROUPS, names.size()); group++) {
      Set<String> held = new TreeSet<>();
      for (int i = group; i < names.size(); i += GROUPS) {
        held.add(names.get(i));
      }
      Map<String, Double> weights = trainer.train(name -> !held.contains(name));
      var model = new HebrewEndOfTurn(new EndOfTurnWeights(0, weights));
      themes.forEach(
          (name, examples) -> {
            if (held.contains(name)) {
              judged.put(name, judge(model, examples));
            }
          });
    }
    return judged;
  }

  /// Judges the examples that are one or the other; one of which a model knows nothing is an even
  /// chance.
  static List<Judged> judge(HebrewEndOfTurn model, List<Example> examples) {
    List<Judged> judged = new ArrayList<>();
    for (Example example : examples) {
      if (example.label() != Label.EITHER) {
        judged.add(new Judged(example, model.incomplete(example.turn()).orElse(0.5)));
      }
    }
    return judged;
  }

  /// The threshold for yes or no: by the families alone, whose sentences end as callers' do. The
  /// other themes are cut at any word, which tells more of the limits of words than of callers.
  static double threshold(SortedMap<String, List<Judged>> themes) {
    return threshold(families(themes));
  }

  /// The examples of the families.
  static List<Judged> families(SortedMap<String, List<Judged>> themes) {
    return themes.entrySet().stream()
        .filter(theme -> theme.getKey().startsWith(Corpus.FAMILY))
        .flatMap(theme -> theme.getValue().stream())
        .toList();
  }

  /// The lowest threshold, in hundredths, from which the precision is reached.
  static double threshold(List<Judged> judged) {
    double lowest = 0.99;
    for (int hundredths = 99; hundredths >= 30; hundredths--) {
      double threshold = hundredths / 100.0;
      if (Score.of(judged, threshold).precision() >= PRECISION) {
        lowest = threshold;
      } else {
        break;
      }
    }
    return lowest;
  }
}
