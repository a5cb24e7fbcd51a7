package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class EraseCommandTest {
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path data;

  /// Half past midnight of 1 November in Israel, where it is still October in UTC.
  @BeforeEach
  void addCall() {
    try (Stores stores = StoreFactory.open(data)) {
      stores
          .calls()
          .addArrival(
              CALL,
              "AC" + "a".repeat(32),
              1,
              0,
              new PhoneNumber("+972501112223"),
              new PhoneNumber("+97237654321"),
              "ticket",
              Instant.parse("2026-10-31T22:30:00Z"));
    }
  }

  @Test
  void a_dry_run_says_what_would_be_deleted_and_deletes_nothing() {
    assertThat(erase("", "--number", "050-111-2223", "--dry-run")).isZero();

    assertThat(out.toString()).startsWith("Would be deleted: 1 call, 0 turns, 0 leads,");
    assertThat(isThere()).isTrue();
  }

  @Test
  void it_asks_and_deletes_only_on_yes() {
    assertThat(erase("no", "--call", CALL.value())).isZero();
    assertThat(out.toString()).contains("To be deleted: 1 call", "Nothing is deleted.");
    assertThat(isThere()).isTrue();

    assertThat(erase("yes", "--call", CALL.value())).isZero();
    assertThat(out.toString()).contains("Deleted: 1 call");
    assertThat(isThere()).isFalse();
  }

  @Test
  void without_somebody_to_ask_it_deletes_only_with_yes() {
    assertThat(erase(null, "--number", "+972501112223")).isEqualTo(2);
    assertThat(err.toString()).contains("add --yes");
    assertThat(isThere()).isTrue();

    assertThat(erase(null, "--number", "+972501112223", "--yes")).isZero();
    assertThat(isThere()).isFalse();
  }

  @Test
  void a_day_begins_at_midnight_at_the_business() {
    assertThat(erase(null, "--before", "2026-11-01", "-y")).isZero();
    assertThat(out.toString()).contains("There is no such call.");
    assertThat(isThere()).isTrue();

    assertThat(erase(null, "--before", "2026-11-02", "-y")).isZero();
    assertThat(isThere()).isFalse();
  }

  @Test
  void what_names_no_calls_is_a_usage_error() {
    assertThat(erase("yes")).isEqualTo(2);
    assertThat(erase("yes", "--call", "MZ12")).isEqualTo(2);
    assertThat(erase("yes", "--before", "yesterday")).isEqualTo(2);
    assertThat(erase("yes", "--before", "2026-11-02", "--call", CALL.value())).isEqualTo(2);
    assertThat(isThere()).isTrue();
  }

  @Test
  void a_folder_without_calls_is_said() {
    assertThat(erase("yes", "--data", data.resolve("none").toString(), "--call", CALL.value()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("There is no kolan.db in", "none");
  }

  private boolean isThere() {
    try (Stores stores = StoreFactory.open(data)) {
      return stores.calls().find(CALL).isPresent();
    }
  }

  /// @param answer what is typed; null without a terminal
  private int erase(@Nullable String answer, String... arguments) {
    var terminal =
        new Terminal() {
          @Override
          public boolean isThere() {
            return answer != null;
          }

          @Override
          public boolean hasColours() {
            return false;
          }

          @Override
          public String ask(String question) {
            return String.valueOf(answer);
          }
        };
    Path none = data.resolve("no-such-file.yaml");
    return new CommandLine(
            new EraseCommand(
                () -> ConfigReader.draft(Map.of("KOLAN_DATA", data.toString()), none), terminal))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
