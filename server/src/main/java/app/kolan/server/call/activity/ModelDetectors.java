package app.kolan.server.call.activity;

import app.kolan.carrier.stream.StreamEvent.Track;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The detectors of a [DetectorModule], as they are chosen: they hear once they are loaded. Until
/// then, and if they cannot be, the layered detector does.
///
/// @param word the module's
/// @param model the file that it needs
public record ModelDetectors(String word, Path model) implements DetectorSource {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDetectors.class);

  @Override
  public ActivityDetector fresh(Track side) {
    return Detectors.LAYERED.fresh();
  }

  @Override
  public DetectorSource loaded() {
    try {
      return module().load(model);
    } catch (UnusableModel e) {
      return instead(String.valueOf(e.getMessage()));
    } catch (ServiceConfigurationError | LinkageError e) {
      return instead("its module is damaged; docs/listening.md says how to install it (" + e + ")");
    }
  }

  private DetectorSource instead(String why) {
    LOG.warn(
        "the detector {} cannot be used, and calls are heard by {}: {}",
        word,
        Detectors.LAYERED.word(),
        why);
    return Detectors.LAYERED;
  }

  private DetectorModule module() throws UnusableModel {
    Optional<DetectorModule> module =
        ServiceLoader.load(DetectorModule.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(known -> known.word().equals(word))
            .findFirst();
    if (module.isEmpty()) {
      throw new UnusableModel("its module is not installed; docs/listening.md says how it is");
    }
    return module.get();
  }
}
