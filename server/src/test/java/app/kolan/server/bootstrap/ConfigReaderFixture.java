package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/// Reads settings from an environment and a file.
abstract class ConfigReaderFixture {
  static final String SID = "AC00000000000000000000000000000001";
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final Map<String, String> ACCOUNT =
      Map.of("TWILIO_ACCOUNT_SID", SID, "TWILIO_AUTH_TOKEN", TOKEN);

  @TempDir Path folder;

  static Map<String, String> with(String name, String value) {
    var environment = new TreeMap<>(ACCOUNT);
    environment.put(name, value);
    return environment;
  }

  ConfigReading.Usable usable(Map<String, String> environment, String yaml) throws IOException {
    ConfigReading reading = read(environment, yaml);
    assertThat(reading).isInstanceOf(ConfigReading.Usable.class);
    return (ConfigReading.Usable) reading;
  }

  List<ConfigProblem> unusable(Map<String, String> environment, String yaml) throws IOException {
    ConfigReading reading = read(environment, yaml);
    assertThat(reading).isInstanceOf(ConfigReading.Unusable.class);
    return ((ConfigReading.Unusable) reading).problems();
  }

  ConfigReading read(Map<String, String> environment, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("kolan.yaml"), yaml);
    return ConfigReader.read(environment, file);
  }
}
