package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.Greeting;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// The rehearsal of the README, against healthy servers: `simulate call` without a story.
@Tag("socket")
class RehearsalTest {
  private static final String ACCOUNT = "AC" + "0".repeat(32);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final PublicUrl PUBLIC = new PublicUrl("https", "phone.example.com", "");
  private static final String GREETING = "שלום, כאן המרפאה. השיחה מוקלטת.";

  @TempDir private Path data;
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @EnumSource(AnswerMode.class)
  void a_healthy_server_passes_in_every_mode(AnswerMode mode) throws Exception {
    assertThat(rehearse(mode, null)).as(out.toString()).isZero();
  }

  @Test
  void a_greeting_of_ones_own_is_printed_and_passes() throws Exception {
    assertThat(rehearse(AnswerMode.CONVERSE, GREETING)).as(out.toString()).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains(GREETING)))
        .singleElement()
        .asString()
        .doesNotContain("marks");
  }

  private int rehearse(AnswerMode mode, @Nullable String greeting) throws Exception {
    Config config =
        Config.builder(
                new TwilioSettings(
                    ACCOUNT, List.of(new Secret(TOKEN)), URI.create("http://127.0.0.1:9")),
                data)
            .publicUrl(PUBLIC)
            .business(
                new Business(
                    Business.FIRST,
                    "test",
                    new PhoneNumber("+972501234567"),
                    mode,
                    BusinessProfile.NONE,
                    greeting == null
                        ? null
                        : new Greeting(greeting, "Google.he-IL-Wavenet-A", "he-IL"),
                    BusinessLocale.ISRAEL))
            .build();
    try (PhoneServer server = PhoneServer.start(config)) {
      return new CommandLine(new SimulateCallCommand())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(out))
          .execute(
              "--to=http://127.0.0.1:" + server.port() + "/webhook/incoming_call",
              "--public-url=" + PUBLIC,
              "--account-sid=" + ACCOUNT,
              "--auth-token=" + TOKEN,
              "--pace=4",
              "--out=" + data.resolve("call.wav"));
    }
  }
}
