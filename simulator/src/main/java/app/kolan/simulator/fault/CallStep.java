package app.kolan.simulator.fault;

import java.util.Locale;

/// A step of a call, at which a caller may hang up.
public sealed interface CallStep {
  /// As it is written in a line.
  String words();

  /// A step that has a name.
  enum Point implements CallStep {
    /// The voice URL is being asked.
    RINGING,
    /// The first sound of the instructions begins.
    GREETING,
    /// A stream's socket is being opened.
    HANDSHAKE,
    /// The stream's `start` was sent.
    START,
    /// A mark came back for the first time.
    MARK,
    /// The server cleared audio for the first time.
    CLEAR,
    /// Keys are waited for.
    GATHER,
    /// The caller is being recorded.
    RECORDING,
    /// Another number is being called.
    DIAL;

    @Override
    public String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// This many frames were sent on a stream.
  record Frame(int number) implements CallStep {
    @Override
    public String words() {
      return "frame " + number;
    }
  }

  /// This path is being asked.
  record Asking(String path) implements CallStep {
    @Override
    public String words() {
      return "webhook " + path;
    }
  }
}
