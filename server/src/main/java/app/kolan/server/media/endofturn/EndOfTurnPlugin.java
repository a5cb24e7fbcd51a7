package app.kolan.server.media.endofturn;

import java.io.IOException;
import java.nio.file.Path;

/// A model of a turn's sound that is not part of the server: it comes as a jar of its own, which
/// [java.util.ServiceLoader] finds on the class path, and reads a model from a file.
public interface EndOfTurnPlugin {
  /// The name by which it is configured.
  String word();

  /// Loads a model and runs it once.
  ///
  /// @throws IOException when it cannot be used for calls
  AudioEndOfTurnModel load(Path model) throws IOException;
}
