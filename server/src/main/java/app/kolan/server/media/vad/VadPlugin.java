package app.kolan.server.media.vad;

import java.nio.file.Path;

/// A detector that is no part of the server: it comes as a jar of its own, which
/// [java.util.ServiceLoader] finds on the class path, and hears by a model from a file.
public interface VadPlugin {
  /// The word by which it is chosen.
  String word();

  /// Loads a model and tries it once.
  ///
  /// @throws UnusableModel when no call can be heard by it
  VadFactory load(Path model) throws UnusableModel;
}
