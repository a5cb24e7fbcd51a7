package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrder.State;
import app.kolan.server.outbound.CallProgress;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.RecordingSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of orders.
final class CallOrderTable {
  /// How many of a business are looked at in a round, so that a long list keeps nobody else
  /// waiting.
  private static final int OF_A_BUSINESS = 8;

  private CallOrderTable() {}

  static void add(Handle handle, String id, CallOrder.Draft draft, Instant at) {
    CallOrder.What what = draft.what();
    Announcement announcement = what.announcement();
    Occasion occasion = announcement == null ? null : announcement.occasion();
    handle
        .createUpdate(
            """
            insert into call_orders (id, business_id, order_key, purpose, number, ring, from_number,
              lead_call, contact_id, reason, name, message,
              appointment_id, promise_id, campaign_id, task, in_quiet, records, ordered_by, state,
              attempts, most_attempts, lookups, created_at, due_at, expires_at, changed_at, earlier_calls,
              seconds, declined, leg_seconds)
            values (:id, :business, :key, :purpose, :number, :ring, :from, :lead, :contact, :reason,
              :name, :message, :appointment, :promise, :campaign, :task, :quiet, :records, :by,
              'WAITING', 0, :most, 0, :at, :due, :expires, :at, '', 0, false, 0)
            on conflict (business_id, order_key) do nothing
            """)
        .bind("id", id)
        .bind("business", draft.business())
        .bind("key", draft.key())
        .bind("purpose", what.purpose().name())
        .bind("number", what.number().value())
        .bind("ring", ResultRow.text(what.ring()))
        .bind("from", what.from().value())
        .bind("lead", text(what.lead()))
        .bind("contact", what.contact())
        .bind("reason", what.reason())
        .bind("name", what.name())
        .bind("message", announcement == null ? null : announcement.words())
        .bind("appointment", announcement == null ? null : announcement.appointment())
        .bind("promise", occasion instanceof Occasion.OfPromise(long promise) ? promise : null)
        .bind("campaign", occasion instanceof Occasion.OfCampaign(long campaign) ? campaign : null)
        .bind("task", announcement == null ? null : announcement.task())
        .bind("quiet", what.mayBeQuiet())
        .bind("records", what.records())
        .bind("by", what.orderedBy())
        .bind("most", what.mostAttempts())
        .bind("at", at.toEpochMilli())
        .bind("due", draft.dueAt().toEpochMilli())
        .bind("expires", what.expiresAt().toEpochMilli())
        .execute();
  }

  static Optional<CallOrder> find(Handle handle, String id) {
    return one(handle, "id = :id", Map.of("id", id));
  }

  static Optional<CallOrder> findByKey(Handle handle, long business, String key) {
    return one(
        handle,
        "business_id = :business and order_key = :key",
        Map.of("business", business, "key", key));
  }

  static Optional<CallOrder> findByCall(Handle handle, CallSid call) {
    return one(handle, "call_sid = :call", Map.of("call", call.value()));
  }

  private static Optional<CallOrder> one(Handle handle, String where, Map<String, ?> values) {
    return handle
        .createQuery("select * from call_orders where " + where)
        .bindMap(values)
        .map(CallOrderTable::order)
        .findOne();
  }

  /// The order, of which other changes wait.
  static Optional<CallOrder> locked(Handle handle, String id) {
    handle.execute("update call_orders set changed_at = changed_at where id = ?", id);
    return find(handle, id);
  }

  static List<CallOrder> page(
      Handle handle, long business, @Nullable CallSid lead, PagePosition after, int limit) {
    var values = new HashMap<String, Object>();
    values.put("business", business);
    values.put("at", after.at().toEpochMilli());
    values.put("id", after.id());
    values.put("limit", limit);
    String ofLead = "";
    if (lead != null) {
      values.put("lead", lead.value());
      ofLead = " and lead_call = :lead";
    }
    return handle
        .createQuery(
            """
            select * from call_orders
            where business_id = :business
              and (created_at < :at or (created_at = :at and id > :id)) %s
            order by created_at desc, id limit :limit
            """
                .formatted(ofLead))
        .bindMap(values)
        .map(CallOrderTable::order)
        .list();
  }

  /// The other orders of a business of which something was placed since a moment.
  static List<CallOrder> others(Handle handle, CallOrder order, Instant since) {
    return handle
        .createQuery(
            """
            select * from call_orders
            where business_id = :business and placed_at >= :since and id <> :id
            """)
        .bind("business", order.business())
        .bind("since", since.toEpochMilli())
        .bind("id", order.id())
        .map(CallOrderTable::order)
        .list();
  }

  /// Whether a call is another order's.
  static boolean isOfAnother(Handle handle, CallOrder order, CallSid call) {
    return handle
            .createQuery("select count(*) from call_orders where call_sid = :call and id <> :id")
            .bind("call", call.value())
            .bind("id", order.id())
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /// Takes a call from the order that was taken for its own; of one that is not settled it is not
  /// known again which call it has.
  static void takeFromOthers(Handle handle, CallOrder order, CallSid call, Instant at) {
    handle
        .createUpdate(
            """
            update call_orders set call_sid = null, changed_at = :at,
              state = case state when 'PLACED' then 'UNCERTAIN' else state end,
              due_at = case state when 'PLACED' then :at else due_at end,
              call_status = null, seconds = 0, accepted_at = null, declined = false,
              leg_sid = null, leg_status = null, leg_seconds = 0, answer = null, machine = false,
              human = false
            where call_sid = :call and id <> :id
            """)
        .bind("call", call.value())
        .bind("id", order.id())
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static List<CallOrder> findDue(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select * from (
              select call_orders.*, row_number() over (
                partition by business_id order by due_at, created_at, id) as place
              from call_orders where state <> 'OVER' and due_at <= :now) due
            where place <= :most order by due_at, id limit :limit
            """)
        .bind("now", now.toEpochMilli())
        .bind("most", OF_A_BUSINESS)
        .bind("limit", limit)
        .map(CallOrderTable::order)
        .list();
  }

  static Optional<Instant> nextDue(Handle handle) {
    return handle
        .createQuery("select min(due_at) from call_orders where state <> 'OVER'")
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  static Optional<CallOrder> claim(Handle handle, CallOrder order, Instant until, Instant at) {
    return handle
        .createQuery(
            """
            update call_orders set state = 'PLACING', attempts = attempts + 1, lookups = 0,
              placed_at = :at, due_at = :until, changed_at = :at, problem = null
            where id = :id and state = 'WAITING' and due_at = :due and call_sid is null
            returning *
            """)
        .bind("id", order.id())
        .bind("due", order.dueAt().toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .map(CallOrderTable::order)
        .findOne();
  }

  static Optional<CallOrder> claimUncertain(
      Handle handle, CallOrder order, Instant until, Instant at) {
    return handle
        .createQuery(
            """
            update call_orders set state = 'UNCERTAIN', lookups = lookups + 1, due_at = :until,
              changed_at = :at
            where id = :id and state in ('PLACING', 'UNCERTAIN') and due_at = :due
            returning *
            """)
        .bind("id", order.id())
        .bind("due", order.dueAt().toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .map(CallOrderTable::order)
        .findOne();
  }

  /// @param mayBeDone whether this was tried before, and perhaps done
  static Optional<CallOrder> renew(
      Handle handle, CallOrder order, Instant until, boolean mayBeDone) {
    long due = order.dueAt().toEpochMilli();
    return handle
        .createQuery(
            """
            update call_orders set due_at = :until
            where id = :id and state in ('PLACING', 'UNCERTAIN') and due_at in (<due>)
            returning *
            """)
        .bind("id", order.id())
        .bindList("due", mayBeDone ? List.of(due, until.toEpochMilli()) : List.of(due))
        .bind("until", until.toEpochMilli())
        .map(CallOrderTable::order)
        .findOne();
  }

  static void hold(Handle handle, CallOrder order, Instant until, Instant at) {
    handle
        .createUpdate(
            """
            update call_orders set due_at = :until, changed_at = :at
            where id = :id and state = :state and due_at = :due
            """)
        .bind("id", order.id())
        .bind("state", order.state().name())
        .bind("due", order.dueAt().toEpochMilli())
        .bind("until", until.toEpochMilli())
        .bind("at", at.toEpochMilli())
        .execute();
  }

  /// Writes what can change of an order that is locked.
  static void save(Handle handle, CallOrder order, Instant at) {
    CallProgress progress = order.progress();
    CallStatus status = progress.status();
    CallStatus leg = progress.legStatus();
    CallAnswer answer = progress.answer();
    CallResult result = order.result();
    handle
        .createUpdate(
            """
            update call_orders set state = :state, attempts = :attempts, due_at = :due,
              changed_at = :at,
              call_sid = :call, earlier_calls = :earlier, call_status = :status,
              seconds = :seconds, accepted_at = :accepted, declined = :declined, leg_sid = :leg,
              leg_status = :leg_status, leg_seconds = :leg_seconds, answer = :answer,
              machine = :machine, human = :human,
              turned_away = :turned_away, result = :result, problem = :problem
            where id = :id
            """)
        .bind("id", order.id())
        .bind("state", order.state().name())
        .bind("attempts", order.attempts())
        .bind("due", order.dueAt().toEpochMilli())
        .bind("at", at.toEpochMilli())
        .bind("call", text(order.call()))
        .bind("earlier", order.earlier())
        .bind("status", status == null ? null : status.wire())
        .bind("seconds", progress.seconds())
        .bind("accepted", ResultRow.millis(progress.acceptedAt()))
        .bind("declined", progress.declined())
        .bind("leg", text(progress.leg()))
        .bind("leg_status", leg == null ? null : leg.wire())
        .bind("leg_seconds", progress.legSeconds())
        .bind("answer", answer == null ? null : answer.name())
        .bind("machine", progress.byMachine())
        .bind("human", progress.byHuman())
        .bind("turned_away", progress.turnedAway())
        .bind("result", result == null ? null : result.name())
        .bind("problem", order.problem())
        .execute();
  }

  private static @Nullable String text(@Nullable CallSid call) {
    return call == null ? null : call.value();
  }

  private static @Nullable CallSid call(@Nullable String text) {
    return text == null ? null : new CallSid(text);
  }

  private static @Nullable CallStatus status(@Nullable String text) {
    return text == null ? null : CallStatus.ofWire(text).orElse(null);
  }

  private static @Nullable Announcement announcement(ResultRow row) throws SQLException {
    String words = row.textOrNull("message");
    return words == null ? null : new Announcement(words, occasion(row), row.textOrNull("task"));
  }

  private static @Nullable Occasion occasion(ResultRow row) throws SQLException {
    Long appointment = row.longNumberOrNull("appointment_id");
    Long promise = row.longNumberOrNull("promise_id");
    Long campaign = row.longNumberOrNull("campaign_id");
    if (appointment != null) {
      return new Occasion.OfAppointment(appointment);
    }
    return promise != null
        ? new Occasion.OfPromise(promise)
        : campaign != null ? new Occasion.OfCampaign(campaign) : null;
  }

  static CallOrder order(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String result = row.textOrNull("result");
    String recording = row.textOrNull("recording_sid");
    String answer = row.textOrNull("answer");
    return new CallOrder(
        row.text("id"),
        row.longNumber("business_id"),
        row.text("order_key"),
        new CallOrder.What(
            CallPurpose.valueOf(row.text("purpose")),
            row.phone("number"),
            row.phoneOrNull("ring"),
            row.phone("from_number"),
            call(row.textOrNull("lead_call")),
            row.longNumberOrNull("contact_id"),
            row.text("reason"),
            row.textOrNull("name"),
            announcement(row),
            row.flag("in_quiet"),
            row.flag("records"),
            row.text("ordered_by"),
            row.number("most_attempts"),
            row.instant("expires_at")),
        State.valueOf(row.text("state")),
        row.number("attempts"),
        row.number("lookups"),
        row.instant("created_at"),
        row.instant("due_at"),
        row.instantOrNull("placed_at"),
        call(row.textOrNull("call_sid")),
        row.text("earlier_calls"),
        new CallProgress(
            status(row.textOrNull("call_status")),
            row.number("seconds"),
            row.instantOrNull("accepted_at"),
            row.flag("declined"),
            call(row.textOrNull("leg_sid")),
            status(row.textOrNull("leg_status")),
            row.number("leg_seconds"),
            answer == null ? null : CallAnswer.valueOf(answer),
            row.flag("machine"),
            row.flag("human"),
            row.flag("turned_away")),
        recording == null ? null : new RecordingSid(recording),
        result == null ? null : CallResult.valueOf(result),
        row.textOrNull("problem"));
  }
}
