package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.business.BusinessReader;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.web.WebSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a new `kolan.yaml` holds: the answers to the questions of `kolan init`, by setting.
final class FirstSettings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Setting, String> values = new LinkedHashMap<>();

  /// Sets a value; an empty one leaves the default.
  void put(Setting setting, String value) {
    if (value.isBlank()) {
      values.remove(setting);
    } else {
      values.put(setting, value.strip());
    }
  }

  /// The value of a setting; empty when it is not set.
  String get(Setting setting) {
    return values.getOrDefault(setting, "");
  }

  /// What a server would say of this value; empty when it can be used.
  Optional<ConfigProblem> problemOf(Setting setting) {
    var environment = new LinkedHashMap<String, String>();
    values.forEach((other, value) -> environment.put(other.environment(), value));
    return ConfigReader.draft(environment, Path.of("no-such-folder", "kolan.yaml"))
        .problems()
        .stream()
        .filter(problem -> problem.key().equals(setting.environment()))
        .findFirst();
  }

  /// The file, with a comment for each value.
  String yaml() {
    var yaml = new StringBuilder();
    yaml.append("# Written by kolan init. All settings: docs/configuration.md.\n");
    yaml.append("# It holds the token of the account: let nobody else read it.\n\n");
    line(yaml, "", WebSettings.PUBLIC_URL, "as Twilio calls this server");
    yaml.append("twilio:\n");
    line(yaml, "  ", TwilioSettings.ACCOUNT_SID, "");
    line(yaml, "  ", TwilioSettings.AUTH_TOKEN, "");
    if (values.containsKey(BusinessReader.BUSINESS_NAME)
        || values.containsKey(BusinessReader.HUMAN_NUMBER)) {
      yaml.append("business:\n");
      line(yaml, "  ", BusinessReader.BUSINESS_NAME, "");
      line(yaml, "  ", BusinessReader.HUMAN_NUMBER, "who is called when a caller asks for a human");
    }
    return yaml.toString();
  }

  private void line(StringBuilder yaml, String indent, Setting setting, String comment) {
    String value = values.get(setting);
    if (value == null) {
      return;
    }
    String key = setting.yaml().substring(setting.yaml().lastIndexOf('.') + 1);
    yaml.append(indent).append(key).append(": ").append(quoted(value));
    yaml.append(comment.isEmpty() ? "" : " # " + comment).append('\n');
  }

  /// A JSON string is a YAML string, too, whatever is in it.
  private static String quoted(String value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text can always be written", e);
    }
  }

  /// Writes the file for its owner alone. The owner is that of the folder when this process may
  /// give it away, so that the user of a service can read what root has written.
  ///
  /// @throws IOException also when there is such a file already
  void write(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try (var channel =
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        var out = Channels.newOutputStream(channel)) {
      out.write(yaml().getBytes(StandardCharsets.UTF_8));
    }
    if (!Files.getOwner(folder).equals(Files.getOwner(file))) {
      try {
        Files.setOwner(file, Files.getOwner(folder));
      } catch (IOException e) {
        // Only root may, and needs to: whoever else writes into a foreign folder keeps the file.
      }
    }
  }

  /// The settings that `kolan init` asks for, in the order of its questions.
  static List<Setting> asked() {
    return List.of(
        WebSettings.PUBLIC_URL,
        TwilioSettings.ACCOUNT_SID,
        TwilioSettings.AUTH_TOKEN,
        BusinessReader.BUSINESS_NAME,
        BusinessReader.HUMAN_NUMBER);
  }
}
