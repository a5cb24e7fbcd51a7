package app.kolan.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import app.kolan.twilio.audio.Mulaw;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Silero's network. Thread-safe: the state of a call is in the [Memory] that it is given.
///
/// Source: the wrapper in `src/silero_vad/utils_vad.py` of github.com/snakers4/silero-vad, release
/// 6. At 8,000 samples a second it takes 256 new samples behind the last 32 of those before.
final class SileroModel {
  static final int WINDOW = 256;

  private static final int CONTEXT = 32;
  private static final int STATE = 2 * 128;
  private static final long[] INPUT_SHAPE = {1, CONTEXT + WINDOW};
  private static final long[] STATE_SHAPE = {2, 1, STATE / 2};
  private static final Set<String> INPUTS = Set.of("input", "state", "sr");

  private final OrtEnvironment environment;
  private final OrtSession session;

  private SileroModel(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /// What the network remembers of one side of a call.
  static final class Memory {
    private final float[] input = new float[CONTEXT + WINDOW];
    private float[] state = new float[STATE];

    /// Sets a new sample, from -1 to 1.
    void set(int index, float sample) {
      input[CONTEXT + index] = sample;
    }
  }

  /// Loads it from its file, and throws when it is not Silero's. It computes on the thread that
  /// asks.
  static SileroModel load(Path file) throws OrtException {
    SileroModel model = open(file);
    try {
      model.check();
      return model;
    } catch (OrtException e) {
      model.close();
      throw e;
    }
  }

  private static SileroModel open(Path file) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new SileroModel(environment, environment.createSession(file.toString(), options));
    }
  }

  /// Computes a second of silence, and throws when that is not what Silero's network makes of it.
  private void check() throws OrtException {
    if (!session.getInputNames().equals(INPUTS)) {
      throw new OrtException("its inputs are " + session.getInputNames());
    }
    var memory = new Memory();
    for (int i = 0; i < Mulaw.RATE / WINDOW; i++) {
      float probability = probability(memory);
      if (!(probability >= 0 && probability <= 1)) {
        throw new OrtException("it says " + probability + " of silence");
      }
    }
  }

  /// How likely there is speech in the samples that were set, from 0 to 1.
  float probability(Memory memory) throws OrtException {
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(memory.input), INPUT_SHAPE);
        OnnxTensor state =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(memory.state), STATE_SHAPE);
        OnnxTensor rate = OnnxTensor.createTensor(environment, (long) Mulaw.RATE);
        OrtSession.Result result =
            session.run(Map.of("input", input, "state", state, "sr", rate))) {
      float[] probability = floats(result, 0, 1);
      memory.state = floats(result, 1, STATE);
      System.arraycopy(memory.input, WINDOW, memory.input, 0, CONTEXT);
      return probability[0];
    }
  }

  void close() throws OrtException {
    session.close();
  }

  private static float[] floats(OrtSession.Result result, int index, int count)
      throws OrtException {
    if (index < result.size() && result.get(index) instanceof OnnxTensor tensor) {
      FloatBuffer values = tensor.getFloatBuffer();
      if (values != null && values.remaining() == count) {
        var floats = new float[count];
        values.get(floats);
        return floats;
      }
    }
    throw new OrtException("its outputs are not those of Silero's network");
  }
}
