package app.kolan.server.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// JSON as models write it into their text: with single quotes, bare names, commas too many, and
/// tags and fences around it.
final class LenientJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private static final List<String> WORDS =
      List.of(
          "response",
          "text",
          "message",
          "answer",
          "content",
          "reply",
          "speech",
          "say",
          "output",
          "final_answer");

  private LenientJson() {}

  /// What is to be said of a text in brackets that is no call: the words of a JSON object that
  /// holds nothing but an answer, and a text that is no JSON as it is.
  static String wordsOf(String text) {
    JsonNode value = value(text.replaceFirst("^\\s*```\\w*", ""));
    if (value == null) {
      return text.contains("\":") || text.contains("\" :") ? "" : text;
    }
    if (value.isArray()) {
      return value.valueStream().map(LenientJson::wordsOf).collect(Collectors.joining(" "));
    }
    return wordsOf(value);
  }

  private static String wordsOf(JsonNode value) {
    List<String> words =
        WORDS.stream()
            .map(value::path)
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .toList();
    return words.size() == 1 ? words.getFirst() : "";
  }

  /// The JSON values of a text, up to the first thing that is none. What stands before the first
  /// bracket, and fences around, are left out.
  static List<JsonNode> values(String text) {
    var values = new ArrayList<JsonNode>();
    int start = text.indexOf('{');
    int list = text.indexOf('[');
    if (list >= 0 && list < start) {
      start = list;
    }
    if (start < 0 || !text.substring(0, start).replaceAll("<[^<>]*>|```\\w*", "").isBlank()) {
      return values;
    }
    try (MappingIterator<JsonNode> read =
        JSON.readerFor(JsonNode.class).readValues(text.substring(start))) {
      while (read.hasNextValue()) {
        values.add(read.nextValue());
      }
    } catch (IOException _) {
      // the rest is no JSON
    }
    return values;
  }

  /// The first of some values; null when there is none.
  static @Nullable JsonNode first(List<JsonNode> values) {
    return values.isEmpty() ? null : values.getFirst();
  }

  /// A text that is one JSON value; null when it is none.
  static @Nullable JsonNode value(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      return read == null || read.isMissingNode() ? null : read;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
