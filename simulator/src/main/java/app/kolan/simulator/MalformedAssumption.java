package app.kolan.simulator;

/// A text that is not an assumption; the message lists what is valid.
public final class MalformedAssumption extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedAssumption(String message) {
    super(message);
  }
}
