package app.kolan.server.store.sqlite;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static app.kolan.server.store.Sample.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallWrite;
import app.kolan.server.store.CallWriter;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.WriteSpool;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.Webhook;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SqliteWriteSpoolTest {
  private static final NewTurn TURN =
      new NewTurn(
          CALL,
          Speaker.AGENT,
          "ask_reason",
          Duration.ofMillis(10),
          Duration.ofMillis(2010),
          Duration.ofMillis(1500),
          true,
          "12#",
          "audio/x/agent-001.wav",
          "שלום \"עולם\"",
          "וזה לא נשמע");
  private static final Lead LEAD =
      new Lead(CALL, 1, CALLER, HUMAN, 1, 2, RECORDING, LeadState.COMPLETE, NOON, "גינה", "דנה");
  private static final List<CallWrite> EACH =
      List.of(
          new CallWrite.AddTurn(TURN, 3),
          new CallWrite.AddTurn(Sample.turn(CALL, "name"), 4),
          new CallWrite.SetWords(CALL, 4, "דנה"),
          new CallWrite.SaveLead(LEAD),
          new CallWrite.SaveLead(Sample.lead(LeadState.OPEN)),
          new CallWrite.SettleTalk(CALL, STREAM, CallOutcome.HANDED_OVER, HUMAN, NOON),
          new CallWrite.SettleTalk(CALL, STREAM, CallOutcome.HUNG_UP, null, NOON),
          new CallWrite.WriteUsage(
              CALL,
              List.of(
                  new ProviderUsage(
                      UsageJob.LLM,
                      "openai",
                      "m",
                      new UsageUnits(Duration.ofMillis(1234), 1, 2, 3, 4, 5, 6, 7, 8),
                      true)),
              NOON),
          new CallWrite.AddProgress(
              new Webhook.CallProgress(
                  CALL, CallStatus.COMPLETED, 3, Duration.ofSeconds(40), 11200),
              NOON),
          new CallWrite.AddProgress(new Webhook.CallProgress(CALL, null, null, null, null), NOON));

  @TempDir private Path data;

  @Test
  void what_was_added_is_there_in_its_order_after_the_process_has_died() {
    WriteSpool first = SqliteWriteSpool.in(data);
    assertThat(data.resolve(SqliteWriteSpool.FILE)).doesNotExist();
    EACH.forEach(first::append);

    // The first one is not closed, as in a process that was killed.
    try (var next = SqliteWriteSpool.in(data)) {
      assertThat(next.size()).isEqualTo(EACH.size());
      var found = new ArrayList<CallWrite>();
      for (var waiting = next.first(); waiting.isPresent(); waiting = next.first()) {
        found.add(waiting.get().write());
        next.remove(waiting.get());
      }
      assertThat(found).isEqualTo(EACH);
      assertThat(next.size()).isZero();
      assertThat(data.resolve(SqliteWriteSpool.FILE + "-wal")).isEmptyFile();
    }
    first.close();
  }

  @Test
  void an_entry_that_cannot_be_read_is_given_up_and_those_behind_it_are_not() throws SQLException {
    try (var spool = SqliteWriteSpool.in(data)) {
      spool.append(EACH.getFirst());
      try (var other =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve(SqliteWriteSpool.FILE));
          var statement = other.createStatement()) {
        statement.execute("update writes set entry = '{\"kind\":\"of another version\"}'");
      }
      spool.append(EACH.getLast());

      assertThat(spool.first().map(WriteSpool.Waiting::write)).contains(EACH.getLast());
      assertThat(spool.size()).isEqualTo(1);
    }
  }

  @Test
  void what_waited_is_written_once_and_in_order_whatever_was_written_before_the_crash() {
    try (Stores stores = SqliteStores.open(data.resolve("db"))) {
      Sample.arrive(stores.calls());
      var _ = stores.calls().spendTicket(CALL, Sample.TICKET, STREAM, NOON);
      var writer = new CallWriter(stores);
      var isAway = new boolean[] {true};
      var deferred =
          new DeferredWrites(
              SqliteWriteSpool.in(data),
              write -> {
                if (isAway[0]) {
                  throw away();
                }
                writer.accept(write);
              });
      // The first turn is on the disk, though its answer was lost; a later one has its words.
      stores.turns().add(Sample.turn(CALL, "reason"));
      defer(deferred, new CallWrite.AddTurn(Sample.turn(CALL, "reason"), 1));
      defer(deferred, new CallWrite.SetWords(CALL, 1, "דלת"));
      defer(deferred, new CallWrite.SaveLead(Sample.lead(LeadState.COMPLETE)));
      defer(
          deferred,
          new CallWrite.SettleTalk(CALL, STREAM, CallOutcome.FINISHED, null, NOON.plusSeconds(9)));
      defer(
          deferred,
          new CallWrite.AddTurn(Sample.turn(Sample.call(99), "of a call that was erased"), 0));
      deferred.retry();
      assertThat(deferred.size()).isEqualTo(5);

      isAway[0] = false;
      deferred.retry();

      assertThat(deferred.size()).isZero();
      assertThat(stores.turns().findByCall(CALL)).extracting(Turn::words).containsExactly("דלת");
      assertThat(stores.leads().all()).extracting(Lead::state).containsExactly(LeadState.COMPLETE);
      assertThat(stores.calls().find(CALL).orElseThrow().outcome()).isEqualTo(CallOutcome.FINISHED);
      deferred.close();
    }
  }

  private static void defer(DeferredWrites deferred, CallWrite write) {
    deferred.run(
        () -> {
          throw away();
        },
        write);
  }

  private static StoreException away() {
    return new StoreException(StoreException.Code.LEDGER_UNREACHABLE, "away", null);
  }
}
