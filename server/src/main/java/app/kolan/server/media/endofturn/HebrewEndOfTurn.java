package app.kolan.server.media.endofturn;

import java.util.OptionalDouble;

/// Hebrew's model: a logistic regression over [HebrewFeatures]. Stateless; for any thread.
public final class HebrewEndOfTurn implements EndOfTurnModel {
  private final EndOfTurnWeights weights;

  /// A model with weights of its own.
  public HebrewEndOfTurn(EndOfTurnWeights weights) {
    this.weights = weights;
  }

  /// The model that comes with Kolan.
  public static HebrewEndOfTurn shipped() {
    return new HebrewEndOfTurn(EndOfTurnWeights.shipped());
  }

  @Override
  public OptionalDouble incomplete(TurnText turn) {
    var sum = new Sum();
    HebrewFeatures.of(turn, feature -> sum.add(weights.of(feature)));
    return sum.features == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 / (1 + StrictMath.exp(-sum.value)));
  }

  /// The probability from which a turn is called incomplete where yes or no is asked.
  public double threshold() {
    return weights.threshold();
  }

  private static final class Sum {
    double value;
    int features;

    void add(double weight) {
      value += weight;
      features++;
    }
  }
}
