package app.kolan.server.console.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the query of an address.
public final class Query {
  private Query() {}

  /// The fields with one that has another value, or is new.
  static String with(Form fields, String name, String value) {
    var changed = new LinkedHashMap<>(fields.fields());
    changed.put(name, List.of(value));
    return text(changed);
  }

  /// A query of names and values in turn; values that are empty are left out.
  public static String of(String... namesAndValues) {
    var fields = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].isEmpty()) {
        fields.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
      }
    }
    return text(fields);
  }

  private static String text(Map<String, List<String>> fields) {
    return fields.entrySet().stream()
        .flatMap(
            field ->
                field.getValue().stream()
                    .map(each -> encoded(field.getKey()) + "=" + encoded(each)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
