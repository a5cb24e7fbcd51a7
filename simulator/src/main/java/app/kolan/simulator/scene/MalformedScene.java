package app.kolan.simulator.scene;

/// A text that is no scene; the message says which line, and what could stand there.
public final class MalformedScene extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedScene(int lineNumber, String message) {
    super("line " + lineNumber + ": " + message);
  }

  MalformedScene(String message) {
    super(message);
  }
}
