package app.kolan.bench.endofturn;

/// What a listener expects after some words.
enum Label {
  COMPLETE(0),
  /// Listeners do not agree: "I rented a bicycle from you a week ago". The model is trained to be
  /// of two minds, so that the wait is middling, and no score counts it.
  EITHER(0.5),
  INCOMPLETE(1);

  private final double target;

  Label(double target) {
    this.target = target;
  }

  /// The probability that the model is trained to give.
  double target() {
    return target;
  }
}
