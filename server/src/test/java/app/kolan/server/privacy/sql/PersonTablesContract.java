package app.kolan.server.privacy.sql;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.privacy.Eraser;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Selection;
import app.kolan.server.store.sql.DatabaseContract;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether an erasure, an export and retention know every table and column of the schema that has
/// something of people: each table gets a row of one person, with traces of him wherever a text has
/// room for it.
public abstract class PersonTablesContract extends DatabaseContract {
  private static final CallSid CALL = new CallSid("CA" + "d".repeat(32));
  private static final CallSid PLACED = new CallSid("CA" + "b".repeat(32));
  private static final String RECORDING = "RE" + "d".repeat(32);
  private static final String NUMBER = "+972501112223";
  private static final String NAME = "Erasable";
  private static final long CONTACT = 77;

  /// Tables without anything of callers, and why.
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("flyway_schema_history", "of the schema"),
          Map.entry("schema_compatibility", "of the schema"),
          Map.entry("crm_counters", "counts"),
          Map.entry("identity_counters", "counts"),
          Map.entry("erased_calls", "hashes"),
          Map.entry("anonymous_calls", "counts"),
          Map.entry("usage_hours", "counts"),
          Map.entry("retention_runs", "counts"),
          Map.entry("alert_early_news", "identifiers of Twilio's"),
          Map.entry("nodes", "servers"),
          Map.entry("own_sounds", "of the business"),
          Map.entry("examinations", "of the business, encrypted"),
          Map.entry("push_keys", "of the server"),
          Map.entry("push_subscriptions", "of people of the business"),
          Map.entry("users", "people of the business"),
          Map.entry("memberships", "people of the business"),
          Map.entry("recovery_codes", "people of the business"),
          Map.entry("one_time_tokens", "people of the business"),
          Map.entry("sessions", "people of the business"),
          Map.entry("passkeys", "people of the business"),
          Map.entry("api_keys", "people of the business"),
          Map.entry("saved_views", "people of the business, without words"),
          Map.entry("audit_entries", "kept by its chain, identifiers alone"),
          Map.entry("audit_head", "hashes"),
          Map.entry("audit_anchor", "hashes"),
          Map.entry("directory_revision", "counts"),
          Map.entry("twilio_accounts", "of the business"),
          Map.entry("businesses", "of the business"),
          Map.entry("business_numbers", "of the business"),
          Map.entry("settings_versions", "of the business"),
          Map.entry("knowledge_sources", "what the business knows"),
          Map.entry("knowledge_passages", "what the business knows"),
          Map.entry("knowledge_versions", "counts"),
          Map.entry("campaigns", "what the business says to all; its people are rows"),
          Map.entry("calendar_feeds", "of the business"),
          Map.entry("calendar_links", "of the business"),
          Map.entry("calendar_entries", "times, without words"),
          Map.entry("calendar_busy", "times, without words"),
          Map.entry("call_pacing", "times"),
          Map.entry("do_not_call", "hashes: a wish outlives the erasure"),
          Map.entry("do_not_call_imports", "counts"),
          Map.entry("registries", "counts"),
          Map.entry("registry_numbers", "hashes, as of do_not_call"));

  /// What an export has of tables that it reads by their stores.
  private static final Set<String> EXPORTED_BY_STORES =
      Set.of(
          "calls",
          "turns",
          "recordings",
          "leads",
          "tool_uses",
          "hand_overs",
          "summaries",
          "call_summaries",
          "contacts",
          "contact_numbers",
          "contact_names",
          "contact_tags",
          "contact_consents",
          "timeline_entries",
          "promises",
          "appointments");

  /// What an export leaves out, and why.
  private static final Map<String, String> NOT_EXPORTED =
      Map.ofEntries(
          Map.entry("call_events", "how the call went, without words"),
          Map.entry("turn_stages", "times"),
          Map.entry("summary_deliveries", "where the business was told"),
          Map.entry("transcriptions", "work to do"),
          Map.entry("after_calls", "work to do"),
          Map.entry("contact_merges", "a journal to undo merges"),
          Map.entry("appointment_cells", "times of the appointments"),
          Map.entry("alert_deliveries", "attempts"),
          Map.entry("alert_marks", "identifiers"),
          Map.entry("pending_calls", "work to do"),
          Map.entry("scheduled_tasks", "work to do"),
          Map.entry("search_documents", "an index of the rest"),
          Map.entry("provider_usage", "counts"),
          Map.entry("idempotency_keys", "answers of the API, encrypted"),
          Map.entry("erasures", "what the business did"),
          Map.entry("legal_holds", "what the business did"));

  /// In which rows are left by the business's wish, and with what of the person.
  private static final Set<String> STAYS_WITHOUT_HIM =
      Set.of("provider_usage", "erasures", "idempotency_keys", "legal_holds");

  @TempDir private Path folder;

  @Test
  void every_table_is_known_to_the_erasure_and_to_the_export() {
    Set<String> tables = columns().keySet();
    var classified = new TreeSet<>(SqlPrivacyStore.TABLES);
    classified.addAll(OTHERS.keySet());
    assertThat(tables)
        .as("add a new table to CallRows or ContactRows and SqlPrivacyStore.TABLES, or here")
        .isSubsetOf(classified);

    var exported = new TreeSet<>(EXPORTED_BY_STORES);
    ExportRows.PARTS.forEach(part -> exported.add(part.table()));
    exported.addAll(NOT_EXPORTED.keySet());
    assertThat(exported)
        .as("add a new table to ExportRows, or say here why an export leaves it out")
        .containsAll(SqlPrivacyStore.TABLES);
  }

  @Test
  void a_person_of_whom_every_table_has_something_is_gone_from_all_of_them() {
    fill();
    assertThat(traces().keySet()).containsAll(List.of("call_orders", "waiting_list", "turns"));
    var store = new SqlPrivacyStore(database);
    Selection person = store.select(new ErasureScope.OfContact(1, CONTACT)).orElseThrow();
    assertThat(person.calls()).containsExactlyInAnyOrder(CALL, PLACED);
    assertThat(person.numbers()).containsExactly(new PhoneNumber(NUMBER));
    for (var part : store.alsoKnown(person).entrySet()) {
      // A promise of his contact is exported with the contact.
      assertThat(part.getValue())
          .as(part.getKey())
          .hasSize(part.getKey().equals("otherPromises") ? 0 : 1);
    }

    var _ = new Eraser(store, folder, _ -> 0, Instant::now).delete(person, _ -> {});

    Map<String, List<String>> left = traces();
    left.keySet().removeAll(STAYS_WITHOUT_HIM);
    assertThat(left).isEmpty();
  }

  /// The columns of each table that have room for a trace.
  private Map<String, List<Column>> columns() {
    return database.read(
        handle -> {
          var all = new TreeMap<String, List<Column>>();
          String schema = isPostgres(handle) ? "current_schema()" : "null";
          String query =
              isPostgres(handle)
                  ? "select table_name, column_name, data_type, case when is_nullable = 'NO' then 1"
                      + " else 0 end from information_schema.columns where table_schema = "
                      + schema
                  : "select m.name, c.name, c.type, c.\"notnull\" from sqlite_master m"
                      + " join pragma_table_info(m.name) c where m.type = 'table'";
          handle
              .createQuery(query)
              .map(
                  (row, _) ->
                      Map.entry(
                          row.getString(1),
                          new Column(row.getString(2), row.getString(3), row.getInt(4) == 1)))
              .forEach(
                  each ->
                      all.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                          .add(each.getValue()));
          all.keySet()
              .removeIf(table -> table.startsWith("sqlite_") || table.contains("search_gram"));
          return all;
        });
  }

  private record Column(String name, String type, boolean isNeeded) {
    boolean isText() {
      return type.toLowerCase(Locale.ROOT).matches("text|character varying.*|varchar.*");
    }
  }

  private static boolean isPostgres(Handle handle) {
    try {
      return handle.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fill() {
    Map<String, List<Column>> columns = columns();
    database.writeOnly(
        handle -> {
          for (String table : SqlPrivacyStore.TABLES) {
            if (!STAYS_WITHOUT_HIM.contains(table)) {
              insert(handle, table, columns.getOrDefault(table, List.of()));
            }
          }
          // The call back that was recorded.
          handle.execute(
              "insert into recordings (sid, call_sid, state, bytes, attempts, announced_at,"
                  + " changed_at, words) values (?, ?, 'STORED', 1, 1, 1, 1, ?)",
              RECORDING.replace('d', 'b'),
              PLACED.value(),
              NAME);
        });
  }

  private static void insert(Handle handle, String table, List<Column> columns) {
    var names = new ArrayList<String>();
    var values = new TreeMap<String, Object>();
    for (Column column : columns) {
      Object value = value(table, column);
      if (value != null) {
        names.add(column.name());
        values.put(column.name(), value);
      }
    }
    var insert =
        handle.createUpdate(
            "insert into %s (%s) values (%s)"
                .formatted(
                    table,
                    String.join(", ", names),
                    String.join(", ", names.stream().map(name -> ":" + name).toList())));
    insert.bindMap(values).execute();
  }

  private static @Nullable Object value(String table, Column column) {
    String name = column.name();
    return switch (table + "." + name) {
      case "call_orders.call_sid" -> PLACED.value();
      case "call_orders.recording_sid" -> RECORDING.replace('d', 'b');
      case "appointment_cells.held_until", "appointment_cells.call_sid" -> null;
      case "contacts.id" -> CONTACT;
      case "contacts.merged_into", "contact_merges.undone_at" -> null;
      case "contact_merges.kept", "contact_merges.merged" -> CONTACT;
      case "alerts.kind" -> "WAITING_LIST";
      case "alerts.address" -> NUMBER;
      case "alert_marks.mark" -> "call:" + CALL.value();
      case "scheduled_tasks.task_instance" -> RECORDING;
      case "search_documents.kind" -> "CALL";
      case "search_documents.subject" -> CALL.value();
      default ->
          switch (name) {
            case "call_sid", "lead_call", "changed_call" -> CALL.value();
            case "sid" -> table.equals("recordings") ? RECORDING : CALL.value();
            case "recording_sid" -> RECORDING;
            case "contact_id" -> CONTACT;
            case "business_id", "id", "appointment_id", "alert_id", "revision" ->
                column.isText() ? "1" : 1L;
            case "number", "caller", "callback" -> column.isText() ? NUMBER : 1L;
            case "facts" -> "{\"callback\":\"" + NUMBER + "\",\"words\":\"" + NAME + "\"}";
            case "link", "ticket", "once" -> table + name;
            default ->
                column.isText()
                    ? NAME
                    : column.type().toLowerCase(Locale.ROOT).startsWith("bool")
                        ? (Object) false
                        : column.type().toLowerCase(Locale.ROOT).matches("bigint|integer|int")
                            ? 1L
                            : null;
          };
    };
  }

  /// The columns of each table that have something of him.
  private Map<String, List<String>> traces() {
    Map<String, List<Column>> columns = columns();
    return database.read(
        handle -> {
          var found = new TreeMap<String, List<String>>();
          for (String table : SqlPrivacyStore.TABLES) {
            for (Column column : columns.getOrDefault(table, List.of())) {
              String where =
                  column.isText()
                      ? "%1$s like '%%972501112223%%' or %1$s like '%%Erasable%%' or %1$s like '%%dddddddd%%' or %1$s like '%%bbbbbbbb%%'"
                      : column.name().equals("contact_id") ? "%1$s = 77" : "1 = 0";
              int rows =
                  handle
                      .createQuery(
                          "select count(*) from %s where %s"
                              .formatted(table, where.formatted(column.name())))
                      .mapTo(Integer.class)
                      .one();
              if (rows > 0) {
                found.computeIfAbsent(table, _ -> new ArrayList<>()).add(column.name());
              }
            }
          }
          return found;
        });
  }
}
