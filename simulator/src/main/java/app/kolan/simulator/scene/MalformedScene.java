package app.kolan.simulator.scene;

/// A text that is not a scene; the message names the line and what is valid there.
public final class MalformedScene extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedScene(int lineNumber, String message) {
    super("line " + lineNumber + ": " + message);
  }

  MalformedScene(String message) {
    super(message);
  }
}
