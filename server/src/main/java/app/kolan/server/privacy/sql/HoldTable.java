package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.LegalHold;
import app.kolan.server.privacy.Selection;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.server.store.sql.RowIds;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of legal holds.
final class HoldTable {
  private HoldTable() {}

  static LegalHold place(
      Handle handle,
      long business,
      @Nullable Long contact,
      @Nullable CallSid call,
      String reason,
      String actor,
      Instant at) {
    long id = RowIds.next(handle, "hold");
    handle
        .createUpdate(
            """
            insert into legal_holds (id, business_id, contact_id, call_sid, reason, placed_at,
              placed_by)
            values (:id, :business, :contact, :call, :reason, :at, :actor)
            """)
        .bind("id", id)
        .bind("business", business)
        .bind("contact", contact)
        .bind("call", call == null ? null : call.value())
        .bind("reason", reason)
        .bind("at", at.toEpochMilli())
        .bind("actor", actor)
        .execute();
    return find(handle, business, id).orElseThrow();
  }

  static Optional<LegalHold> lift(Handle handle, long business, long id, String actor, Instant at) {
    handle
        .createUpdate(
            """
            update legal_holds set lifted_at = :at, lifted_by = :actor
            where id = :id and business_id = :business and lifted_at is null
            """)
        .bind("id", id)
        .bind("business", business)
        .bind("at", at.toEpochMilli())
        .bind("actor", actor)
        .execute();
    return find(handle, business, id);
  }

  private static Optional<LegalHold> find(Handle handle, long business, long id) {
    return handle
        .createQuery("select * from legal_holds where id = :id and business_id = :business")
        .bind("id", id)
        .bind("business", business)
        .map(HoldTable::hold)
        .findOne();
  }

  static List<LegalHold> page(Handle handle, long business, long before, int limit) {
    return handle
        .createQuery(
            """
            select * from legal_holds where business_id = :business and id < :before
            order by id desc limit :limit
            """)
        .bind("business", business)
        .bind("before", before)
        .bind("limit", limit)
        .map(HoldTable::hold)
        .list();
  }

  private static List<LegalHold> all(Handle handle, @Nullable Long business) {
    return handle
        .createQuery(
            "select * from legal_holds where lifted_at is null"
                + (business == null ? "" : " and business_id = " + business)
                + " order by id")
        .map(HoldTable::hold)
        .list();
  }

  /// Holds are few; each is followed to its calls and contacts.
  static List<LegalHold> on(Handle handle, Selection selection) {
    Set<CallSid> calls = Set.copyOf(selection.calls());
    Set<Long> contacts = Set.copyOf(selection.contacts());
    var found = new LinkedHashMap<Long, LegalHold>();
    for (LegalHold hold : all(handle, selection.business())) {
      Selection held = held(handle, hold);
      if (held.calls().stream().anyMatch(calls::contains)
          || held.contacts().stream().anyMatch(contacts::contains)) {
        found.put(hold.id(), hold);
      }
    }
    return List.copyOf(found.values());
  }

  static Set<CallSid> heldCalls(Handle handle, @Nullable Long business) {
    var calls = new LinkedHashSet<CallSid>();
    all(handle, business).forEach(hold -> calls.addAll(held(handle, hold).calls()));
    return calls;
  }

  private static Selection held(Handle handle, LegalHold hold) {
    CallSid call = hold.call();
    Long contact = hold.contact();
    if (call != null) {
      var calls = new ArrayList<>(List.of(call));
      calls.addAll(RecordedOrders.about(handle, calls));
      return new Selection(hold.business(), calls, List.of(), List.of());
    }
    return contact == null
        ? new Selection(hold.business(), List.of(), List.of(), List.of())
        : PersonRows.select(handle, new ErasureScope.OfContact(hold.business(), contact))
            .orElse(new Selection(hold.business(), List.of(), List.of(contact), List.of()));
  }

  private static LegalHold hold(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String call = row.textOrNull("call_sid");
    return new LegalHold(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.longNumberOrNull("contact_id"),
        call == null ? null : new CallSid(call),
        row.text("reason"),
        row.instant("placed_at"),
        row.text("placed_by"),
        row.instantOrNull("lifted_at"),
        row.textOrNull("lifted_by"));
  }
}
