package app.kolan.server.llm;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recorded response of a provider as a resource, with a request that it could answer.
record SampleResponse(String name) {
  static final ChatInput QUESTION =
      new ChatInput(
          "Say what you can do.",
          List.of(
              new Message.FromCaller("Hello"),
              new Message.Uses(List.of(new ToolCall("use_1", "look_up", "{\"name\":\"a\"}"))),
              new Message.Outcome("use_1", "look_up", "{}"),
              new Message.FromUs("Yes", true),
              new Message.FromCaller("Go on")),
          List.of(
              new ToolSpec(
                  "look_up",
                  "Looks a name up.",
                  """
                  {"type": "object",
                   "properties": {"name": {"type": "string", "description": "whose"}},
                   "required": ["name"]}
                  """)));

  ByteFlow flow() {
    return new Whole(bytes());
  }

  private byte[] bytes() {
    String resource = "providers/warm-up/" + name;
    try (InputStream in = SampleResponse.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The whole body in one piece.
  private static final class Whole implements ByteFlow {
    private byte @Nullable [] left;

    Whole(byte[] bytes) {
      this.left = bytes;
    }

    @Override
    public byte @Nullable [] next() {
      byte[] all = left;
      left = null;
      return all;
    }

    @Override
    public byte[] all(int mostBytes) {
      byte[] all = next();
      return all == null ? new byte[0] : all;
    }

    @Override
    public void close() {
      left = null;
    }
  }
}
