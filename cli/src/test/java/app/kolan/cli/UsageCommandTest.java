package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.Stores;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class UsageCommandTest {
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    var arrived = Instant.parse("2026-11-29T10:00:00Z");
    var number = new PhoneNumber("+972501234567");
    try (Stores stores = StoreFactory.open(folder.resolve("data"))) {
      stores
          .calls()
          .addArrival(CALL, "AC" + "1".repeat(32), 1, 0, number, number, "ticket", arrived);
      var llm = UsageUnits.ofText(1_000_000, 0, 100_000);
      stores
          .usage()
          .write(
              CALL,
              List.of(
                  new ProviderUsage(UsageJob.LLM, "openai", "gpt-6-luna", llm, true),
                  new ProviderUsage(
                      UsageJob.TTS, "azure", "he-IL", UsageUnits.ofCharacters(50), false)),
              arrived);
    }
  }

  @Test
  void a_month_is_printed_with_what_was_used_and_what_it_costs() {
    assertThat(run(Map.of(), "--month", "2026-11")).isZero();

    assertThat(out.toString())
        .contains("2026-11  1 call, 0 minutes, about 0.1500 USD and what has no price")
        .contains("about 1000000 tokens in, 100000 out", "0.1500")
        .containsPattern("tts +azure +he-IL +50 characters +no price");
  }

  @Test
  void json_is_that_of_the_api() {
    assertThat(run(Map.of(), "--month", "2026-11", "--json")).isZero();

    assertThat(out.toString())
        .contains("\"month\" : \"2026-11\"", "\"estimatedUsd\" : \"0.150000\"")
        .contains("\"estimatedUsd\" : null");
  }

  @Test
  void another_month_is_empty() {
    assertThat(run(Map.of(), "--month", "2026-10")).isZero();

    assertThat(out.toString()).contains("2026-10  0 calls, 0 minutes, about 0.00 USD");
  }

  @Test
  void prices_of_ones_own_hold_and_wrong_ones_are_told() throws IOException {
    Path prices = folder.resolve("prices.yaml");
    Files.writeString(
        prices,
        "prices: [{job: tts, provider: azure, million-characters: 20000, date: 2026-11-29, source: x}]");
    assertThat(run(Map.of("KOLAN_PRICES", prices.toString()), "--month", "2026-11")).isZero();
    assertThat(out.toString()).contains("about 1.00 USD and what has no price");

    Files.writeString(prices, "prices: [{job: tts, provider: azure, million-letters: 2}]");
    assertThat(run(Map.of("KOLAN_PRICES", prices.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("KOLAN_PRICES", "million-letters", "million-characters");
  }

  @Test
  void what_is_wrong_on_the_command_line_is_told() {
    assertThat(run(Map.of(), "--month", "November")).isEqualTo(2);
    assertThat(err.toString()).contains("November is no month; write it as 2026-11.");

    assertThat(run(Map.of(), "--business", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no business 'nobody'; there are:");
  }

  private int run(Map<String, String> more, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var environment = new HashMap<>(more);
    environment.put("KOLAN_DATA", folder.resolve("data").toString());
    return new CommandLine(
            new UsageCommand(() -> ConfigReader.draft(environment, folder.resolve("kolan.yaml"))))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
