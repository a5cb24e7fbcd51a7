package app.kolan.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.TestJvm;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class SqliteCrashTest {
  private static final int MOST_BEFORE_THE_KILL = 1500;

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8})
  void what_was_acknowledged_outlives_a_kill(long seed) throws Exception {
    int killAfter = 1 + new Random(seed).nextInt(MOST_BEFORE_THE_KILL);

    List<String[]> acknowledged = acknowledgedBeforeKill(killAfter);

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(killAfter);
    try (Stores stores = SqliteStores.open(folder)) {
      assertThat(integrity(stores)).isEqualTo("ok");
      for (String[] line : acknowledged) {
        isThere(stores, line[0], new CallSid(line[1]), line[2]);
      }
    }
  }

  private static void isThere(Stores stores, String what, CallSid call, String detail) {
    switch (what) {
      case "call" -> assertThat(stores.calls().find(call)).map(LoggedCall::ticket).contains(detail);
      case "turn" ->
          assertThat(stores.turns().findByCall(call))
              .extracting(turn -> Integer.toString(turn.position()))
              .containsExactly(detail);
      case "recording" -> {
        assertThat(stores.recordings().find(new RecordingSid(detail))).isPresent();
        assertThat(stores.leads().find(call)).isPresent();
      }
      case "settled" ->
          assertThat(stores.calls().find(call))
              .map(LoggedCall::outcome)
              .contains(CallOutcome.valueOf(detail));
      default -> throw new AssertionError(what);
    }
  }

  private List<String[]> acknowledgedBeforeKill(int killAfter) throws IOException {
    Process child =
        new ProcessBuilder(TestJvm.command(SqliteCrashChild.class.getName(), folder.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var acknowledged = new ArrayList<String[]>();
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String[] words = line.split(" ", -1);
        if (words.length == 4 && words[3].equals(".")) {
          acknowledged.add(words);
        }
        if (acknowledged.size() == killAfter) {
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.toHandle().destroyForcibly();
    }
    return acknowledged;
  }

  private static String integrity(Stores stores) throws SQLException {
    try (var connection = stores.jobDatabase().connections().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("pragma integrity_check")) {
      return result.getString(1);
    }
  }
}
