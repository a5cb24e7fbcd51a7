package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Target;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one examination leaves behind for the next.
@Tag("socket")
class SecondRunTest {
  @TempDir private Path folder;

  @Test
  void the_forgeries_of_the_doctor_are_known_as_its_own() throws Exception {
    try (PhoneServer server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8")) {
      String base = "http://127.0.0.1:" + server.port();
      var unknownAccount =
          new Target(
              URI.create(base + TwilioPaths.INCOMING_CALL),
              null,
              null,
              "AC00000000000000000000000000000000",
              List.of(Examined.TOKEN),
              new PhoneNumber("+15005550006"),
              false,
              Duration.ZERO,
              Target.TWILIOS_PATIENCE);
      Examined.diagnose(unknownAccount);
      Examined.diagnose(Examined.kolan(base));

      var refused = new ArrayList<JsonNode>();
      URI page = URI.create("http://127.0.0.1:" + server.managementPort() + "/diagnostics/refused");
      try (InputStream in = page.toURL().openStream()) {
        new ObjectMapper().readTree(in).path("refused").forEach(refused::add);
      }

      assertThat(refused)
          .filteredOn(one -> one.path("diagnosis").asText().equals("other-account"))
          .isNotEmpty()
          .allMatch(one -> one.path("doctor").asBoolean());
      assertThat(refused)
          .filteredOn(one -> !one.path("doctor").asBoolean())
          .extracting(one -> one.path("diagnosis").asText())
          .doesNotContain("would-match", "body-changed", "other-account", "not-a-signature");
    }
  }
}
