package app.kolan.doctor.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Reads `remedies.txt`: a section for each [Directive], with a line for each kind of proxy.
final class RemedyTexts {
  private static final String FILE = "remedies.txt";

  private RemedyTexts() {}

  /// The texts of each directive, by the key of the kind of proxy.
  static Map<Directive, Map<String, String>> load() {
    var texts = new EnumMap<Directive, Map<String, String>>(Directive.class);
    Map<String, String> section = Map.of();
    for (String line : text().lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section = new HashMap<>();
        texts.put(Directive.valueOf(line.substring(1, line.length() - 1)), section);
      } else {
        String[] parts = line.split(": ", 2);
        if (parts.length < 2 || section.put(parts[0], parts[1]) != null) {
          throw new IllegalStateException(FILE + " has a line that cannot be read: " + line);
        }
      }
    }
    return texts;
  }

  private static String text() {
    try (InputStream in = RemedyTexts.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
