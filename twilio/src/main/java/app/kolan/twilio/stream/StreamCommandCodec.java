package app.kolan.twilio.stream;

import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The JSON codec of a server's messages on a media stream.
///
/// Writing is strict: exactly the keys that Twilio documents. Reading is as strict as Twilio
/// itself, as the simulator needs it: a key too many or too few, or another stream's name, makes
/// the message malformed (31951). Stateless and thread-safe.
public final class StreamCommandCodec {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(1 << 24).build())
          .build();

  private StreamCommandCodec() {}

  /// The text message of a command for a stream.
  public static String write(StreamCommand command, String streamSid) {
    String stream = quoted(streamSid);
    return switch (command) {
      case StreamCommand.Media(var audio) ->
          "{\"event\":\"media\",\"streamSid\":\""
              + stream
              + "\",\"media\":{\"payload\":\""
              + audio.base64()
              + "\"}}";
      case StreamCommand.Mark(var name) ->
          "{\"event\":\"mark\",\"streamSid\":\""
              + stream
              + "\",\"mark\":{\"name\":\""
              + quoted(name)
              + "\"}}";
      case StreamCommand.Clear() -> "{\"event\":\"clear\",\"streamSid\":\"" + stream + "\"}";
    };
  }

  /// A text as it stands between the quotation marks of a JSON text.
  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /// The command in a text message for this stream.
  public static StreamCommand read(String text, String streamSid) throws MalformedMessage {
    Map<String, String> fields = fields(text);
    if (!streamSid.equals(fields.get("streamSid"))) {
      throw new MalformedMessage("the message has no streamSid, or another stream's");
    }
    String event = fields.getOrDefault("event", "");
    return switch (event) {
      case "media" -> {
        String payload = only(fields, event, "media.payload");
        try {
          yield new StreamCommand.Media(Mulaw.ofBase64(payload));
        } catch (IllegalArgumentException e) {
          throw new MalformedMessage("the media payload is not base64");
        }
      }
      case "mark" -> new StreamCommand.Mark(only(fields, event, "mark.name"));
      case "clear" -> {
        requireKeys(fields, event, Set.of("event", "streamSid"));
        yield new StreamCommand.Clear();
      }
      default -> throw new MalformedMessage("the event is none of media, mark and clear");
    };
  }

  private static String only(Map<String, String> fields, String event, String key)
      throws MalformedMessage {
    requireKeys(fields, event, Set.of("event", "streamSid", key));
    return fields.getOrDefault(key, "");
  }

  private static void requireKeys(Map<String, String> fields, String event, Set<String> keys)
      throws MalformedMessage {
    if (!fields.keySet().equals(keys)) {
      throw new MalformedMessage(
          "a %s message has the keys %s and no others"
              .formatted(event, keys.stream().sorted().toList()));
    }
  }

  private static Map<String, String> fields(String text) throws MalformedMessage {
    var fields = new TreeMap<String, String>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedMessage("a message is a JSON object");
      }
      readObject(json, "", fields);
      if (json.nextToken() != null) {
        throw new MalformedMessage("something follows the JSON object");
      }
    } catch (IOException e) {
      throw new MalformedMessage("a message is JSON");
    }
    return fields;
  }

  private static void readObject(JsonParser json, String prefix, Map<String, String> fields)
      throws IOException, MalformedMessage {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      if (key.indexOf('.') >= 0) {
        throw new MalformedMessage("a key has a full stop in it");
      }
      String path = prefix + key;
      switch (json.nextToken()) {
        case START_OBJECT -> {
          int before = fields.size();
          readObject(json, path + ".", fields);
          if (fields.size() == before) {
            throw new MalformedMessage("an object is empty");
          }
        }
        case VALUE_STRING -> fields.put(path, json.getText());
        default -> throw new MalformedMessage("a value is neither a text nor an object");
      }
    }
  }
}
