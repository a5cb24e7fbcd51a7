package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BusinessProfile;
import app.kolan.server.settings.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/// Reads the settings of a business from a file.
abstract class BusinessProfileFixture {
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TWILIO_ACCOUNT_SID", "AC" + "a".repeat(32),
          "TWILIO_AUTH_TOKEN", "token",
          "KOLAN_PUBLIC_URL", "https://phone.example.com",
          "BOOKING_SECRET", "signs",
          "BOOKING_TOKEN", "opens");

  @TempDir Path folder;

  static String summaryTo(String url, boolean local) {
    return "business:\n  summary-url: \"%s\"\n  summary-secret: x\n  local-tools: %s\n"
        .formatted(url, local);
  }

  BusinessProfile profile(String yaml) throws IOException {
    ConfigReading reading = read(yaml);
    assertThat(reading).isInstanceOf(ConfigReading.Usable.class);
    return ((ConfigReading.Usable) reading).config().business().profile();
  }

  List<String> problems(String yaml) throws IOException {
    ConfigReading reading = read(yaml);
    assertThat(reading).isInstanceOf(ConfigReading.Unusable.class);
    return ((ConfigReading.Unusable) reading).problems().stream().map(ConfigProblem::line).toList();
  }

  ConfigReading read(String yaml) throws IOException {
    return ConfigReader.read(ENVIRONMENT, Files.writeString(folder.resolve("kolan.yaml"), yaml));
  }

  static Path documentation() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder.resolve("docs/configuration.md");
  }
}
