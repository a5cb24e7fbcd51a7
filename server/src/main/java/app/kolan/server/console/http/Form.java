package app.kolan.server.console.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a query or of a form that was sent. It prints without their values.
///
/// @param files that were chosen, by the names of their fields
/// @param fileNames what they are called, by the names of their fields
public record Form(
    Map<String, List<String>> fields, Map<String, byte[]> files, Map<String, String> fileNames) {
  static final Form EMPTY = new Form(Map.of());
  private static final int MOST = 5000;
  private static final byte[] NOTHING = {};

  Form(Map<String, List<String>> fields) {
    this(fields, Map.of(), Map.of());
  }

  /// The fields of a text (`application/x-www-form-urlencoded`). What is no field is left out.
  public static Form of(String text) {
    var fields = new LinkedHashMap<String, List<String>>();
    int count = 0;
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty() || ++count > MOST) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return new Form(fields);
  }

  /// The first value of a field, if it was filled in.
  public Optional<String> filled(String name) {
    return Optional.of(text(name)).filter(value -> !value.isBlank());
  }

  /// The first value of a field; empty when there is none.
  public String text(String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// All values of a field.
  public List<String> all(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }

  /// What a file holds that was chosen; empty when none was.
  public byte[] file(String name) {
    return files.getOrDefault(name, NOTHING);
  }

  /// What a file is called, without its folders; empty when none was chosen.
  public String fileName(String name) {
    String whole = fileNames.getOrDefault(name, "");
    return whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// Without what no keyboard has and no database takes (NUL).
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\0", "");
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
