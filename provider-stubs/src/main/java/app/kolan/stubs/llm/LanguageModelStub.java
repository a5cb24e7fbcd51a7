package app.kolan.stubs.llm;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A stub of a language model provider. Subclasses parse requests as their provider does, which
/// includes rejecting what it rejects, and write responses as it does; a [StubModel] decides what
/// to say.
public abstract class LanguageModelStub extends ProviderStub {
  static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger count = new AtomicInteger();
  private volatile StubModel stubModel;
  private volatile int cut = Integer.MAX_VALUE;
  private volatile int mostFrames = Integer.MAX_VALUE;
  private volatile @Nullable String trouble;

  LanguageModelStub(StubModel stubModel) {
    this.stubModel = stubModel;
  }

  /// Replaces the model.
  public final void answerWith(StubModel other) {
    stubModel = other;
  }

  /// Sends a response in pieces of this many bytes, wherever that divides it.
  public final void cutEvery(int bytes) {
    cut = bytes;
  }

  /// Ends its responses after this many messages, in order but too early.
  public final void endEarly(int messages) {
    mostFrames = messages;
  }

  /// Ends its responses early, with an error in the middle.
  ///
  /// @param type the provider's own name of the error
  public final void failAfter(int messages, String type) {
    mostFrames = messages;
    trouble = type;
  }

  /// Parses a request as the provider does.
  abstract Question read(StubRequest request) throws Refused;

  /// The response as it goes over the wire: one element for each piece of the reply, and what comes
  /// before and after.
  abstract List<String> frames(Question question, ModelReply reply);

  abstract String contentType();

  /// An error in the middle of a response.
  String errorFrame(String type) {
    return "data: " + error(500, type, "what the caller said: SECRET") + "\n\n";
  }

  /// The body of an error response in the provider's format.
  abstract ObjectNode error(int status, String type, String message);

  /// A unique identifier.
  final String fresh(String prefix) {
    return prefix + count.incrementAndGet();
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static JsonNode json(String text) throws Refused {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Refused(400, "invalid_request_error", "this is no JSON");
    }
  }

  static void require(boolean fine, String type, String message) throws Refused {
    if (!fine) {
      throw new Refused(400, type, message);
    }
  }

  @Override
  protected final void answer(StubRequest request, StubResponse answer) {
    try {
      Question question = read(request);
      ModelReply reply =
          stubModel.reply(question.instructions(), question.turns(), question.tools());
      answer.header("Content-Type", contentType());
      send(cut(frames(question, reply)), 0, reply.pace().toMillis(), answer);
    } catch (Refused e) {
      answer
          .status(e.status())
          .header("Content-Type", "application/json")
          .write(error(e.status(), e.type(), e.message()).toString());
      answer.end();
    }
  }

  private List<String> cut(List<String> frames) {
    if (frames.size() <= mostFrames) {
      return frames;
    }
    var left = new ArrayList<>(frames.subList(0, mostFrames));
    String error = trouble;
    if (error != null) {
      left.add(errorFrame(error));
    }
    return left;
  }

  private void send(List<String> frames, int from, long pace, StubResponse answer) {
    int at = from;
    while (at < frames.size() && !answer.abandoned()) {
      write(frames.get(at), answer);
      at++;
      if (pace > 0 && at < frames.size()) {
        int next = at;
        answer.after(pace, () -> send(frames, next, pace, answer));
        return;
      }
    }
    answer.end();
  }

  private void write(String frame, StubResponse answer) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += Math.min(cut, bytes.length)) {
      answer.write(Arrays.copyOfRange(bytes, at, (int) Math.min((long) at + cut, bytes.length)));
    }
  }

  @Override
  protected final String rejectionBody(int status) {
    return error(status, "stand_in_" + status, "wrong key sk-SECRET").toString();
  }
}
