package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.console.ConsoleSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server without a console.
@Tag("socket")
class ConsoleSwitchTest {
  @TempDir private Path data;

  @Test
  void a_console_that_is_switched_off_is_not_found_and_invites_nobody() throws Exception {
    Config config =
        ApiByHand.config(data).with(ConsoleSettings.GROUP, new ConsoleSettings(false)).build();
    try (PhoneServer server = PhoneServer.start(config);
        var console = new ConsoleByHand(server)) {
      assertThat(console.get("/login").status()).isEqualTo(404);
      assertThat(console.get("").status()).isEqualTo(404);
      assertThat(server.inviteFirstUser()).isEmpty();
    }
  }
}
