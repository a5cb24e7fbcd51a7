package app.kolan.simulator;

/// A text that is no assumption; the message says what could stand there.
public final class MalformedAssumption extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedAssumption(String message) {
    super(message);
  }
}
