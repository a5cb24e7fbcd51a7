package app.kolan.silero;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a network with the inputs and outputs of Silero's, which finds speech where it is loud:
/// the probability is twelve times the mean of the samples' sizes, and the mean of the state, up to
/// 1. The next state is half of this one and a quarter of the probability.
///
/// Source: the messages of `onnx.proto`, of ONNX 1.16.
final class TinyNetwork {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final Proto graph = new Proto().text(2, "tiny");

  private TinyNetwork() {}

  static Path write(Path file) throws IOException {
    return write(file, "input");
  }

  /// @param input the name of its first input
  static Path write(Path file, String input) throws IOException {
    var network = new TinyNetwork();
    network
        .node("Abs", List.of(input), "sizes")
        .node("ReduceMean", List.of("sizes"), "mean")
        .constant("twelve", 12)
        .constant("zero", 0)
        .constant("one", 1)
        .constant("half", 0.5f)
        .constant("quarter", 0.25f)
        .node("Mul", List.of("mean", "twelve"), "loudness")
        .node("ReduceMean", List.of("state"), "memory")
        .node("Reshape", List.of("memory", "shape"), "remembered")
        .node("Add", List.of("loudness", "remembered"), "sum")
        .node("Clip", List.of("sum", "zero", "one"), "output")
        .node("Mul", List.of("state", "half"), "faded")
        .node("Mul", List.of("output", "quarter"), "found")
        .node("Add", List.of("faded", "found"), "stateN")
        .shape()
        .value(11, input, FLOAT, -1, -1)
        .value(11, "state", FLOAT, 2, -1, 128)
        .value(11, "sr", INT64)
        .value(12, "output", FLOAT, -1, 1)
        .value(12, "stateN", FLOAT, -1, -1, -1);
    var opset = new Proto().text(1, "").number(2, 13);
    var model = new Proto().number(1, 8).message(8, opset).message(7, network.graph);
    return Files.write(file, model.bytes());
  }

  private TinyNetwork node(String operation, List<String> inputs, String output) {
    var node = new Proto();
    inputs.forEach(input -> node.text(1, input));
    graph.message(1, node.text(2, output).text(3, output).text(4, operation));
    return this;
  }

  private TinyNetwork constant(String name, float value) {
    byte[] raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    graph.message(5, new Proto().number(2, FLOAT).text(8, name).bytes(9, raw));
    return this;
  }

  /// The tensor `shape`: one row of one.
  private TinyNetwork shape() {
    byte[] raw =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1).putLong(1).array();
    graph.message(5, new Proto().number(1, 2).number(2, INT64).text(8, "shape").bytes(9, raw));
    return this;
  }

  private TinyNetwork value(int field, String name, int type, int... dimensions) {
    var shape = new Proto();
    for (int dimension : dimensions) {
      shape.message(
          1, dimension < 0 ? new Proto().text(2, name + "?") : new Proto().number(1, dimension));
    }
    var tensor = new Proto().number(1, type).message(2, shape);
    graph.message(field, new Proto().text(1, name).message(2, new Proto().message(1, tensor)));
    return this;
  }

  /// A message of protocol buffers.
  private static final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Proto text(int field, String text) {
      return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, Proto message) {
      return bytes(field, message.bytes());
    }

    Proto bytes(int field, byte[] bytes) {
      varint((long) field << 3 | 2);
      varint(bytes.length);
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      for (; rest > 127; rest >>>= 7) {
        out.write((int) (rest & 127 | 128));
      }
      out.write((int) rest);
    }
  }
}
