package app.kolan.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import app.kolan.server.audit.AuditRecord.Query;
import app.kolan.server.audit.AuditVerification.Broken;
import app.kolan.server.audit.AuditVerification.Intact;
import app.kolan.server.audit.sql.AuditTable;
import app.kolan.server.audit.sql.AuditedDatabase;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.store.sql.DatabaseContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every audit log must do.
public abstract class AuditLogContract extends DatabaseContract {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private SqlAuditLog log;

  @BeforeEach
  void openLog() {
    log = new SqlAuditLog(database);
  }

  @Test
  void an_empty_log_is_intact() {
    assertThat(verify()).isEqualTo(new Intact(new AuditRecord.Head(0, AuditRecord.BEGINNING)));
  }

  @Test
  void entries_are_chained_and_read_as_they_were_written() {
    AuditEntry first = entry(1, "user:7", "recording.read", 2L);
    var second = new AuditEntry(NOON, "command", "key.add", null, "key:1", null, null);
    log.append(first);
    log.append(second);

    List<AuditRecord> entries = log.after(0, 10);
    assertThat(entries).extracting(AuditRecord::entry).containsExactly(first, second);
    assertThat(entries).extracting(AuditRecord::sequence).containsExactly(1L, 2L);
    assertThat(entries.get(0).previousHash()).isEqualTo(AuditRecord.BEGINNING);
    assertThat(entries.get(1).previousHash()).isEqualTo(entries.get(0).hash());
    assertThat(verify()).isEqualTo(new Intact(log.head()));
    assertThat(log.head().hash()).isEqualTo(entries.get(1).hash());
  }

  @Test
  void a_change_and_its_entry_are_there_together_or_not_at_all() {
    var audited = new AuditedDatabase(database);
    Function<Object, AuditEntry> of = written -> entry(1, "user:7", "changed-to." + written, 2L);

    Optional<String> first = AuditedChange.make(of, () -> audited.write(_ -> Optional.of("a")));
    String second = AuditedChange.make(of, () -> audited.writeRepeatable((_, _) -> "b"));
    boolean third = AuditedChange.make(of, () -> audited.writeRepeatable((_, _) -> false));
    Optional<String> fourth = AuditedChange.make(of, () -> audited.write(_ -> Optional.empty()));
    String there = AuditedChange.makeSeveral(_ -> List.of(), () -> audited.write(_ -> "before"));

    assertThat(first).contains("a");
    assertThat(second).isEqualTo("b");
    assertThat(third).isFalse();
    assertThat(fourth).isEmpty();
    assertThat(there).isEqualTo("before");
    assertThat(log.after(0, 10))
        .extracting(record -> record.entry().action())
        .containsExactly("changed-to.a", "changed-to.b");

    // A store that takes no entries is a mistake, and is not overlooked.
    assertThatIllegalStateException()
        .isThrownBy(() -> AuditedChange.make(of, () -> database.write(_ -> "c")));
  }

  @Test
  void the_hash_is_that_of_the_documented_form() {
    var entry =
        new AuditEntry(
            Instant.ofEpochMilli(1_700_000_000_123L),
            "key:3",
            "call.read",
            4L,
            "CAשלום",
            null,
            "::1");

    // printf
    // 'kolan-audit-1\n1:1\n64:000…0\n13:1700000000123\n5:key:3\n9:call.read\n1:4\n10:CAשלום\n-\n3:::1\n' | sha256sum
    assertThat(AuditHash.of(1, AuditRecord.BEGINNING, entry))
        .isEqualTo("efa55ec97d9698a054a2a95f3f12196e88dc1ef0ac9131b788c80a167186dccc");
  }

  @Test
  void entries_are_found_by_business_actor_action_and_time_page_by_page() {
    for (int i = 1; i <= 9; i++) {
      log.append(
          entry(
              i,
              i % 2 == 0 ? "user:7" : "key:3",
              i > 5 ? "call.read" : "key.add",
              i % 3 == 0 ? null : 1L));
    }

    assertThat(sequences(new Query(1L, null, null, null, null, Long.MAX_VALUE, 3)))
        .containsExactly(8L, 7L, 5L);
    assertThat(sequences(new Query(1L, null, null, null, null, 5, 3))).containsExactly(4L, 2L, 1L);
    assertThat(sequences(new Query(null, "user:7", null, null, null, Long.MAX_VALUE, 9)))
        .containsExactly(8L, 6L, 4L, 2L);
    assertThat(sequences(new Query(null, null, "call.", null, null, Long.MAX_VALUE, 9)))
        .containsExactly(9L, 8L, 7L, 6L);
    assertThat(sequences(new Query(null, null, "call", null, null, Long.MAX_VALUE, 9))).isEmpty();
    assertThat(
            sequences(
                new Query(
                    null, null, null, NOON.plusSeconds(2), NOON.plusSeconds(4), Long.MAX_VALUE, 9)))
        .containsExactly(3L, 2L);
  }

  /// What somebody with access to the database does to entry 3 of 5, and where it shows.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update audit_entries set actor = 'user:9' where sequence = 3 | 3 | it was changed",
        "update audit_entries set business_id = null where sequence = 3 | 3 | it was changed",
        "update audit_entries set detail = '{}' where sequence = 3 | 3 | it was changed",
        "update audit_entries set happened_at = happened_at + 1 where sequence = 3 | 3 | it was changed",
        "update audit_entries set hash = previous_hash where sequence = 3 | 3 | it was changed",
        "delete from audit_entries where sequence = 3 | 3 | it is missing: the next one is entry 4",
        "delete from audit_entries where sequence = 1 | 1 | it is missing: the next one is entry 2",
        "delete from audit_entries where sequence = 5 | 5 | it is missing: the log's head names entry 5",
        "delete from audit_entries | 1 | it is missing: the log's head names entry 5",
        "insert into audit_entries select 6, happened_at, actor, action, business_id, subject, detail, address, previous_hash, hash from audit_entries where sequence = 5 | 6 | it does not continue the entry before: one of the two was changed, moved or put in",
        "update audit_head set hash = '00' | 5 | it is not the entry that the log's head names"
      })
  void what_was_changed_by_hand_shows_where_it_is(String sql, long sequence, String reason) {
    appendFive();

    database.writeOnly(handle -> handle.execute(sql));

    assertThat(verify()).isEqualTo(new Broken(sequence, reason, sequence - 1));
  }

  @Test
  void entries_that_have_changed_places_show() {
    appendFive();

    database.writeOnly(
        handle -> {
          handle.execute("update audit_entries set sequence = 99 where sequence = 3");
          handle.execute("update audit_entries set sequence = 3 where sequence = 4");
          handle.execute("update audit_entries set sequence = 4 where sequence = 99");
        });

    assertThat(verify())
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(3));
  }

  @Test
  void an_entry_put_in_with_a_hash_of_its_own_shows_behind_the_head() {
    appendFive();
    AuditRecord last = log.after(4, 1).getFirst();

    database.writeOnly(
        handle ->
            handle.execute(
                """
                insert into audit_entries (sequence, happened_at, actor, action, subject,
                  previous_hash, hash)
                values (6, 0, 'user:1', 'x', 'y', ?, ?)
                """,
                last.hash(),
                AuditHash.of(
                    6,
                    last.hash(),
                    new AuditEntry(Instant.EPOCH, "user:1", "x", null, "y", null, null))));

    assertThat(verify()).isEqualTo(new Broken(6, "it was put behind the log's head", 5));
  }

  @Test
  void an_end_that_was_cut_off_with_the_head_shows_by_a_head_that_was_kept() {
    appendFive();
    String kept = log.head().hash();
    AuditRecord third = log.after(2, 1).getFirst();

    database.writeOnly(
        handle -> {
          handle.execute("delete from audit_entries where sequence > 3");
          handle.execute("update audit_head set sequence = 3, hash = ?", third.hash());
        });

    assertThat(verify()).isInstanceOf(Intact.class);
    assertThat(AuditVerification.of(log, kept))
        .isEqualTo(
            new Broken(
                4,
                "the head that was kept is not in the log: its end was cut off, or it was written anew",
                3));
    assertThat(AuditVerification.of(log, third.hash().toUpperCase(Locale.ROOT)))
        .isInstanceOf(Intact.class);
  }

  @Test
  void a_log_of_several_pages_is_verified_whole() {
    database.writeOnly(
        handle -> {
          for (int i = 1; i <= AuditVerification.PAGE * 2; i++) {
            AuditTable.append(handle, entry(i, "user:7", "call.read", 1L));
          }
        });

    assertThat(verify()).isEqualTo(new Intact(log.head()));
    assertThat(log.head().sequence()).isEqualTo(AuditVerification.PAGE * 2);
    database.writeOnly(handle -> handle.execute("delete from audit_entries where sequence = 501"));
    assertThat(verify())
        .isEqualTo(new Broken(501, "it is missing: the next one is entry 502", 500));
  }

  @Test
  void many_append_at_once_and_the_chain_stays_one() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var appends = new ArrayList<Future<?>>();
      for (int writer = 0; writer < 8; writer++) {
        String actor = "user:" + writer;
        appends.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 25; i++) {
                    log.append(entry(i, actor, "call.read", 1L));
                    assertThat(verify()).isInstanceOf(Intact.class);
                  }
                }));
      }
      for (Future<?> append : appends) {
        append.get();
      }
    }

    assertThat(log.head().sequence()).isEqualTo(200);
    assertThat(verify()).isEqualTo(new Intact(log.head()));
  }

  @Test
  void an_entry_of_a_change_that_fails_is_no_gap() {
    log.append(entry(1, "user:7", "call.read", 1L));
    try {
      database.writeOnly(
          handle -> {
            AuditTable.append(handle, entry(2, "user:7", "key.add", 1L));
            throw new IllegalStateException("the change fails");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("the change fails");
    }
    log.append(entry(3, "user:7", "call.read", 1L));

    assertThat(log.head().sequence()).isEqualTo(2);
    assertThat(verify()).isInstanceOf(Intact.class);
  }

  @Test
  void texts_that_no_database_takes_are_kept_as_well_as_can_be() {
    log.append(
        new AuditEntry(
            NOON,
            "user:7",
            "x\u0000y",
            1L,
            "lone \ud800 and long " + "x".repeat(900),
            "{\"a\":\"" + "b".repeat(30_000) + "\"}",
            "\u0000"));

    AuditEntry read = log.after(0, 1).getFirst().entry();
    assertThat(read.action()).isEqualTo("x\ufffdy");
    assertThat(read.subject()).startsWith("lone \ufffd and long x").hasSize(500);
    assertThat(read.detail()).isEqualTo("{\"left_out\":\"too long\"}");
    assertThat(verify()).isInstanceOf(Intact.class);
  }

  @Test
  void what_is_old_enough_is_trimmed_and_the_rest_stays_verifiable() {
    appendFive();
    String newest = log.head().hash();
    String trimmed = log.after(0, 10).get(2).hash();
    assertThat(log.trim(NOON, NOON.plusSeconds(100))).as("nothing is older").isZero();

    assertThat(log.trim(log.after(0, 10).get(3).entry().at(), NOON.plusSeconds(100))).isEqualTo(3);

    assertThat(log.after(0, 10)).extracting(AuditRecord::sequence).containsExactly(4L, 5L, 6L);
    assertThat(log.after(0, 10).get(2).entry().action()).isEqualTo("audit.trim");
    assertThat(log.anchor()).isEqualTo(new AuditRecord.Head(3, trimmed));
    assertThat(verify()).isEqualTo(new Intact(log.head()));
    assertThat(AuditVerification.of(log, newest)).isInstanceOf(Intact.class);
    assertThat(AuditVerification.of(log, trimmed)).isInstanceOf(Intact.class);
    assertThat(log.trim(NOON.plusSeconds(1000), NOON.plusSeconds(2000))).isEqualTo(2);
    assertThat(verify()).isEqualTo(new Intact(log.head()));
  }

  @Test
  void a_beginning_that_somebody_cut_off_shows() {
    appendFive();
    String third = log.after(0, 10).get(2).hash();
    database.writeOnly(
        handle -> {
          handle.execute("delete from audit_entries where sequence <= 3");
          handle.execute(
              "insert into audit_anchor (one, sequence, hash, trimmed_at) values (1, 3, ?, 0)",
              third);
        });

    assertThat(verify())
        .isEqualTo(
            new Broken(
                4,
                "the log begins with it, and no entry says that those before it were removed",
                3));
  }

  private void appendFive() {
    for (int i = 1; i <= 5; i++) {
      log.append(entry(i, "user:7", "recording.read", 1L));
    }
  }

  private AuditVerification verify() {
    return AuditVerification.of(log, null);
  }

  private List<Long> sequences(Query query) {
    return log.find(query).stream().map(AuditRecord::sequence).toList();
  }

  private static AuditEntry entry(
      int second, String actor, String action, @Nullable Long business) {
    return new AuditEntry(
        NOON.plusSeconds(second), actor, action, business, "CA1", "{\"turn\":3}", "192.0.2.1");
  }
}
