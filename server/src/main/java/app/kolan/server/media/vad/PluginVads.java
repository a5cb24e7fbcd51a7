package app.kolan.server.media.vad;

import app.kolan.twilio.stream.StreamEvent.Track;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The detectors of a [VadPlugin], as they are configured: they are used once they are loaded.
/// Until then, and if loading fails, the layered detector is used.
///
/// @param word the plugin's name
/// @param model the file that it needs
public record PluginVads(String word, Path model) implements VadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PluginVads.class);

  @Override
  public VoiceActivityDetector fresh(Track side) {
    return VadFactories.LAYERED.fresh();
  }

  @Override
  public VadFactory loaded() {
    try {
      return module().load(model);
    } catch (UnusableModel e) {
      return instead(String.valueOf(e.getMessage()));
    } catch (ServiceConfigurationError | LinkageError e) {
      return instead("its module is damaged; docs/listening.md says how to install it (" + e + ")");
    }
  }

  private VadFactory instead(String why) {
    LOG.warn(
        "the detector {} cannot be used, and calls are heard by {}: {}",
        word,
        VadFactories.LAYERED.word(),
        why);
    return VadFactories.LAYERED;
  }

  private VadPlugin module() throws UnusableModel {
    Optional<VadPlugin> module =
        ServiceLoader.load(VadPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(known -> known.word().equals(word))
            .findFirst();
    if (module.isEmpty()) {
      throw new UnusableModel("its module is not installed; docs/listening.md says how it is");
    }
    return module.get();
  }
}
