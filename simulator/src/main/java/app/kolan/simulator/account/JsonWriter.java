package app.kolan.simulator.account;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes JSON: maps, lists, texts, numbers, truth values and null.
public final class JsonWriter {
  private JsonWriter() {}

  /// The value as JSON; anything else is a text.
  public static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Collection<?> list ->
          list.stream().map(JsonWriter::of).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
