package app.kolan.simulator.switchboard;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads orders from JSON. Any text gives an order, or a [MalformedOrder] that says what is wrong.
final class CallRequestReader {
  private static final String SEND =
      "send one JSON object with keys of: voiceUrl, publicUrl, statusCallback, fallback, from, to,"
          + " story, say, pace, faults, seed";
  private static final int FASTEST = 100;
  private static final int MOST_STRINGS = 100;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxStringLength(Switchboard.LARGEST_BODY)
                  .build())
          .build();

  private final Map<String, String> texts = new TreeMap<>();
  private List<String> say = List.of();
  private List<String> faults = List.of();
  private @Nullable Double pace;
  private long seed;

  private CallRequestReader() {}

  static CallRequest read(String text) throws MalformedOrder {
    var reader = new CallRequestReader();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedOrder("the body is no JSON object", SEND);
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        reader.take(json, key);
      }
      if (json.nextToken() != null) {
        throw new MalformedOrder("something follows the JSON object", SEND);
      }
    } catch (IOException e) {
      throw new MalformedOrder("the body is not JSON", SEND);
    }
    return reader.order();
  }

  private void take(JsonParser json, String key) throws IOException, MalformedOrder {
    switch (key) {
      case "voiceUrl", "publicUrl", "statusCallback", "fallback", "from", "to", "story" ->
          texts.put(key, string(json, key));
      case "say" -> say = strings(json, key);
      case "faults" -> faults = strings(json, key);
      case "pace" -> {
        double value = json.currentToken().isNumeric() ? json.getDoubleValue() : 0;
        if (!(value > 0 && value <= FASTEST)) {
          throw new MalformedOrder(
              "pace is no number above 0", "send a number up to %d, such as 4".formatted(FASTEST));
        }
        pace = value;
      }
      case "seed" -> {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw new MalformedOrder("seed is no whole number", "send one, such as 7");
        }
        seed = json.getLongValue();
      }
      default -> throw new MalformedOrder(key + " is no key of an order", SEND);
    }
  }

  private static String string(JsonParser json, String key) throws IOException, MalformedOrder {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new MalformedOrder(key + " is no string", "put it between quotation marks");
    }
    return json.getText();
  }

  private static List<String> strings(JsonParser json, String key)
      throws IOException, MalformedOrder {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedOrder(key + " is no array", "send an array of strings");
    }
    var strings = new ArrayList<String>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      strings.add(string(json, "each of " + key));
      if (strings.size() > MOST_STRINGS) {
        throw new MalformedOrder(
            key + " has too many strings", "send up to " + MOST_STRINGS + " of them");
      }
    }
    return strings;
  }

  private CallRequest order() throws MalformedOrder {
    if (!say.isEmpty() && texts.containsKey("story")) {
      throw new MalformedOrder("say and story do not go together", "leave one of them out");
    }
    return new CallRequest(
        url("voiceUrl"),
        url("publicUrl"),
        url("statusCallback"),
        url("fallback"),
        texts.get("from"),
        texts.get("to"),
        texts.get("story"),
        sounds(),
        pace,
        faults,
        seed);
  }

  private @Nullable URI url(String key) throws MalformedOrder {
    String text = texts.get(key);
    if (text == null) {
      return null;
    }
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new MalformedOrder(
        key + " is no absolute http or https URL", "send one, such as http://127.0.0.1:8080/voice");
  }

  private List<Mulaw> sounds() throws MalformedOrder {
    var sounds = new ArrayList<Mulaw>();
    for (String encoded : say) {
      try {
        sounds.add(Wav.read(Base64.getDecoder().decode(encoded)).toMulaw());
      } catch (IllegalArgumentException _) {
        throw new MalformedOrder("one of say is not base64", "send WAV files in base64");
      } catch (MalformedWav e) {
        throw new MalformedOrder(
            "one of say is no WAV file that can be played: " + e.getMessage(),
            "send PCM of 16 bits, or µ-law");
      }
    }
    return sounds;
  }
}
