package app.kolan.server.store.sqlite;

import app.kolan.server.store.ErasureScope;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Deletes what came of calls that are erased: promises, timelines, names that were told in them,
/// what the search knows, and the contacts that nothing else has made. With a number, its contacts
/// go with all that is known of them.
final class CrmErasure {
  private static final String CALLS = "(select sid from erased_calls)";
  private static final String CONTACTS = "(select id from erased_contacts)";

  private CrmErasure() {}

  /// Notes which contacts go; the calls are noted by then.
  static void choose(Handle handle, ErasureScope scope) {
    handle.execute("create temporary table if not exists erased_contacts (id integer primary key)");
    handle.execute("create temporary table if not exists erased_numbers (number text primary key)");
    handle.execute("delete from erased_contacts");
    handle.execute("delete from erased_numbers");
    handle.execute(
        """
        insert into erased_contacts
        select id from contacts c
        where c.made_by = 'kolan' and c.revision = 0
          and exists (select 1 from leads l where l.contact_id = c.id and l.call_sid in %s)
          and not exists (
            select 1 from leads l where l.contact_id = c.id and l.call_sid not in %s)
          and not exists (select 1 from timeline_entries t where t.contact_id = c.id)
        """
            .formatted(CALLS, CALLS));
    if (scope instanceof ErasureScope.OfNumber(var number)) {
      handle.execute("insert into erased_numbers values (?)", number.value());
      handle.execute(
          "insert or ignore into erased_contacts select distinct contact_id from contact_numbers"
              + " where number = ?",
          number.value());
      handle.execute(
          """
          insert or ignore into erased_contacts
          with recursive merged (id) as (
            select id from erased_contacts
            union select c.id from contacts c join merged m on c.merged_into = m.id)
          select id from merged
          """);
    }
  }

  /// A part of the transaction that deletes the calls.
  static void delete(Handle handle) {
    String documents =
        """
        select id from search_documents
        where (kind = 'CALL' and subject in %s)
          or (kind = 'CONTACT' and cast(subject as integer) in %s)
        """
            .formatted(CALLS, CONTACTS);
    handle.execute("delete from search_grams where rowid in (%s)".formatted(documents));
    handle.execute("delete from search_documents where id in (%s)".formatted(documents));
    for (String table : List.of("timeline_entries", "promises")) {
      handle.execute(
          "delete from %s where call_sid in %s or contact_id in %s"
              .formatted(table, CALLS, CONTACTS));
    }
    handle.execute("delete from promises where number in (select number from erased_numbers)");
    handle.execute("delete from pending_calls where call_sid in " + CALLS);
    handle.execute("delete from contact_names where call_sid in " + CALLS);
    for (String table :
        List.of("contact_numbers", "contact_names", "contact_tags", "contact_consents")) {
      handle.execute("delete from %s where contact_id in %s".formatted(table, CONTACTS));
    }
    handle.execute(
        "delete from contact_merges where kept in %s or merged in %s"
            .formatted(CONTACTS, CONTACTS));
    handle.execute("update leads set contact_id = null where contact_id in " + CONTACTS);
    handle.execute("delete from contacts where id in " + CONTACTS);
    handle.execute(
        "delete from unwanted_numbers where number in (select number from erased_numbers)");
  }
}
