package app.kolan.bench.endofturn;

import app.kolan.bench.endofturn.Score.Judged;
import app.kolan.server.media.endofturn.EndOfTurnWeights;
import app.kolan.server.media.endofturn.HebrewEndOfTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges each theme by a model that was trained on all others.
final class CrossValidation {
  /// What the threshold must reach over all themes.
  static final double PRECISION = 0.95;

  private CrossValidation() {}

  /// The examples of each theme with the probability by a model that has not seen them.
  static SortedMap<String, List<Judged>> judge(SortedMap<String, List<Example>> themes) {
    SortedMap<String, List<Judged>> judged = new TreeMap<>();
    for (String held : themes.keySet()) {
      SortedMap<String, List<Example>> rest = new TreeMap<>(themes);
      List<Example> unseen = rest.remove(held);
      if (unseen != null) {
        var model = new HebrewEndOfTurn(new EndOfTurnWeights(0, Trainer.train(rest)));
        judged.put(held, judge(model, unseen));
      }
    }
    return judged;
  }

  /// Judges examples; one of which a model knows nothing is an even chance.
  static List<Judged> judge(HebrewEndOfTurn model, List<Example> examples) {
    List<Judged> judged = new ArrayList<>();
    for (Example example : examples) {
      judged.add(new Judged(example, model.incomplete(example.turn()).orElse(0.5)));
    }
    return judged;
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
