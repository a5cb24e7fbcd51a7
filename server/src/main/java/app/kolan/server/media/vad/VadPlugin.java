package app.kolan.server.media.vad;

import java.nio.file.Path;

/// A detector that is not part of the server: it comes as a jar of its own, which
/// [java.util.ServiceLoader] finds on the class path, and uses a model from a file.
public interface VadPlugin {
  /// The name by which it is configured.
  String word();

  /// Loads a model and runs it once.
  ///
  /// @throws UnusableModel when it cannot be used for calls
  VadFactory load(Path model) throws UnusableModel;
}
