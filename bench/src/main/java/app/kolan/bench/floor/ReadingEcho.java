package app.kolan.bench.floor;

import app.kolan.twilio.audio.G711;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads each media message, turns its sound into linear samples and back, and answers with it.
///
/// It does not use the `twilio` codec, so that the baseline stays the same when the codec becomes
/// faster.
final class ReadingEcho implements Echo {
  private static final JsonFactory JSON = new JsonFactory();

  private String streamSid = "";

  @Override
  public @Nullable String answer(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      return answer(Message.read(json));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable String answer(Message message) {
    if (message.streamSid != null) {
      streamSid = message.streamSid;
    }
    if (!"media".equals(message.event) || message.payload == null) {
      return null;
    }
    byte[] codes = Base64.getDecoder().decode(message.payload);
    String payload = Base64.getEncoder().encodeToString(encode(decode(codes)));
    return "{\"event\":\"media\",\"streamSid\":\""
        + streamSid
        + "\",\"media\":{\"payload\":\""
        + payload
        + "\"}}";
  }

  private static short[] decode(byte[] codes) {
    var samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = G711.decode(codes[i]);
    }
    return samples;
  }

  private static byte[] encode(short[] samples) {
    var codes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      codes[i] = G711.encode(samples[i]);
    }
    return codes;
  }

  /// The fields of a message that an echo needs.
  private static final class Message {
    private @Nullable String event;
    private @Nullable String streamSid;
    private @Nullable String payload;

    static Message read(JsonParser json) throws IOException {
      var message = new Message();
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          message.take(json.currentName(), json);
        }
      }
      return message;
    }

    private void take(@Nullable String name, JsonParser json) throws IOException {
      switch (name) {
        case "event" -> event = json.getText();
        case "streamSid" -> streamSid = json.getText();
        case "payload" -> payload = json.getText();
        case null, default -> {}
      }
    }
  }
}
