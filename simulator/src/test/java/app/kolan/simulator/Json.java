package app.kolan.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON read by hand, with another part of the library than what wrote it: objects as maps, arrays
/// as lists, whole numbers as longs, and null as the text of that name.
public final class Json {
  private Json() {}

  public static Map<String, Object> object(String text) {
    return asObject(read(text));
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }

  /// The objects in an array.
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> objects(Map<String, Object> object, String key) {
    return (List<Map<String, Object>>) value(object, key);
  }

  public static Object value(Map<String, Object> object, String key) {
    Object value = object.get(key);
    if (value == null) {
      throw new AssertionError("there is no " + key + " in " + object.keySet());
    }
    return value;
  }

  private static Object read(String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      Object value = value(json, json.nextToken());
      if (json.nextToken() != null) {
        throw new AssertionError("something follows the JSON: " + text);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        var object = new LinkedHashMap<String, Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          object.put(key, value(json, json.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          array.add(value(json, next));
        }
        yield array;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> "null";
      default -> throw new AssertionError("no value: " + token);
    };
  }
}
