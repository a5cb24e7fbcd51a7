package app.kolan.server.privacy.sql;

import app.kolan.twilio.webhook.CallSid;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The calls that businesses have placed and recorded. They are no rows of `calls`: their
/// recordings have them, and their orders have the recordings.
final class RecordedOrders {
  /// Those of a business, with what retention asks of them.
  static final String OF_BUSINESS =
      """
      select r.call_sid as sid, r.announced_at as arrived_at, r.audio_file, r.words
      from call_orders o join recordings r on r.sid = o.recording_sid
      where o.business_id = :business
      """;

  private static final String SELECT =
      "select r.call_sid from call_orders o join recordings r on r.sid = o.recording_sid where ";

  private RecordedOrders() {}

  /// Those that were placed about these calls.
  static List<CallSid> about(Handle handle, List<CallSid> calls) {
    return handle
        .createQuery(SELECT + "o.lead_call in (<calls>) order by 1")
        .bindList("calls", CallRows.texts(calls))
        .mapTo(String.class)
        .stream()
        .map(CallSid::new)
        .toList();
  }

  /// Those to a person.
  ///
  /// @param business null for all
  static Set<String> to(
      Handle handle, @Nullable Long business, Collection<Long> contacts, Set<String> numbers) {
    var calls = new LinkedHashSet<String>();
    String here = business == null ? "" : " and o.business_id = " + business;
    for (List<String> some : PersonRows.chunks(List.copyOf(numbers))) {
      calls.addAll(
          handle
              .createQuery(SELECT + "o.number in (<numbers>)" + here)
              .bindList("numbers", some)
              .mapTo(String.class)
              .list());
    }
    for (List<Long> some : PersonRows.chunks(List.copyOf(contacts))) {
      calls.addAll(
          handle
              .createQuery(SELECT + "o.contact_id in (<ids>)" + here)
              .bindList("ids", some)
              .mapTo(String.class)
              .list());
    }
    return calls;
  }
}
