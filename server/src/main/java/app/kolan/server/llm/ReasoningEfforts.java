package app.kolan.server.llm;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The default reasoning effort of each model: the resource `providers/reasoning-effort.yaml`,
/// whose first matching entry counts.
record ReasoningEfforts(List<Entry> entries) {
  private static final String RESOURCE = "providers/reasoning-effort.yaml";

  ReasoningEfforts {
    entries = List.copyOf(entries);
  }

  /// @param models a regular expression for the whole of a model's identifier
  record Entry(String provider, Pattern models, String effort) {}

  static ReasoningEfforts read() {
    try (InputStream in = ReasoningEfforts.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + RESOURCE);
      }
      return new YAMLMapper().readValue(in, ReasoningEfforts.class);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " is not in order: " + e.getMessage(), e);
    }
  }

  /// The effort to request; null when none should be sent.
  @Nullable String of(String provider, String model) {
    return entries.stream()
        .filter(entry -> entry.provider().equals(provider))
        .filter(entry -> entry.models().matcher(model).matches())
        .map(Entry::effort)
        .findFirst()
        .orElse(null);
  }
}
