package app.kolan.silero;

import ai.onnxruntime.OrtException;
import app.kolan.server.media.vad.VadPlugin;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.media.vad.UnusableModel;
import java.nio.file.Path;

/// Brings Silero's detector to a server that has this jar on its class path.
public final class SileroModule implements VadPlugin {
  static final String WORD = "silero";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public VadFactory load(Path file) throws UnusableModel {
    try {
      return new SileroSource(SileroModel.load(file));
    } catch (OrtException e) {
      throw new UnusableModel(
          "%s is no model of Silero's that can be used; take silero_vad.onnx of its release 5 or 6 (%s)"
              .formatted(file, e.getMessage()));
    } catch (LinkageError e) {
      throw new UnusableModel(
          "ONNX Runtime does not run on this machine; build its module here anew (%s)"
              .formatted(e.getMessage()));
    }
  }
}
