package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Selection;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Finds what belongs to a person.
final class PersonRows {
  /// More would be too many variables of a statement.
  static final int CHUNK = 500;

  private PersonRows() {}

  /// @return empty for a contact or a call that is not there
  static Optional<Selection> select(Handle handle, ErasureScope scope) {
    return switch (scope) {
      case ErasureScope.Before(var moment) ->
          Optional.of(
              new Selection(
                  null, sids(before(handle, moment.toEpochMilli())), List.of(), List.of()));
      case ErasureScope.OfCall(var business, var call) ->
          isCall(handle, business, call)
              ? Optional.of(new Selection(business, List.of(call), List.of(), List.of()))
              : Optional.empty();
      case ErasureScope.OfNumber(var business, var number) ->
          Optional.of(person(handle, business, contactsOf(handle, business, number), number));
      case ErasureScope.OfContact(var business, var contact) ->
          isContact(handle, business, contact)
              ? Optional.of(person(handle, business, List.of(contact), null))
              : Optional.empty();
    };
  }

  /// A call of a business, or of any when something is known of it.
  private static boolean isCall(Handle handle, @Nullable Long business, CallSid call) {
    return business == null
        || handle
            .createQuery("select 1 from calls where sid = :call and business_id = :business")
            .bind("call", call.value())
            .bind("business", business)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
  }

  private static boolean isContact(Handle handle, long business, long contact) {
    return handle
        .createQuery("select 1 from contacts where id = :id and business_id = :business")
        .bind("id", contact)
        .bind("business", business)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static Selection person(
      Handle handle, @Nullable Long business, List<Long> known, @Nullable PhoneNumber number) {
    Set<Long> contacts = withMerged(handle, known);
    var numbers = new LinkedHashSet<String>();
    if (number != null) {
      numbers.add(number.value());
    }
    for (Long contact : contacts) {
      numbers.addAll(
          handle
              .createQuery("select number from contact_numbers where contact_id = :contact")
              .bind("contact", contact)
              .mapTo(String.class)
              .list());
    }
    return new Selection(
        business,
        sids(calls(handle, business, contacts, numbers)),
        List.copyOf(contacts),
        numbers.stream().map(PhoneNumber::new).toList());
  }

  private static List<Long> contactsOf(Handle handle, @Nullable Long business, PhoneNumber number) {
    return handle
        .createQuery(
            "select contact_id from contact_numbers where number = :number"
                + (business == null ? "" : " and business_id = " + business))
        .bind("number", number.value())
        .mapTo(Long.class)
        .list();
  }

  /// A contact, the one that it turned out to be, and all that turned out to be that one.
  static Set<Long> withMerged(Handle handle, Collection<Long> contacts) {
    var all = new LinkedHashSet<Long>(contacts);
    var next = new ArrayList<Long>(contacts);
    while (!next.isEmpty()) {
      List<Long> found =
          handle
              .createQuery(
                  """
                  select merged_into from contacts
                  where id in (<ids>) and merged_into is not null
                  union select id from contacts where merged_into in (<ids>)
                  """)
              .bindList("ids", next)
              .mapTo(Long.class)
              .list();
      next.clear();
      found.stream().filter(all::add).forEach(next::add);
    }
    return all;
  }

  /// The calls from his numbers or to be returned to one, those of his leads, and those that were
  /// placed to him and recorded.
  private static Set<String> calls(
      Handle handle, @Nullable Long business, Set<Long> contacts, Set<String> numbers) {
    var calls = new LinkedHashSet<String>();
    String here = business == null ? "" : " and business_id = " + business;
    for (List<String> some : chunks(List.copyOf(numbers))) {
      calls.addAll(
          handle
              .createQuery(
                  """
                  select sid from calls where caller in (<numbers>)%s
                  union select call_sid from leads where caller in (<numbers>)%s
                  union select call_sid from leads where callback in (<numbers>)%s
                  """
                      .formatted(here, here, here))
              .bindList("numbers", some)
              .mapTo(String.class)
              .list());
    }
    for (List<Long> some : chunks(List.copyOf(contacts))) {
      calls.addAll(
          handle
              .createQuery("select call_sid from leads where contact_id in (<ids>)")
              .bindList("ids", some)
              .mapTo(String.class)
              .list());
    }
    calls.addAll(RecordedOrders.to(handle, business, contacts, numbers));
    return calls;
  }

  private static List<String> before(Handle handle, long moment) {
    return handle
        .createQuery(
            """
            select sid from calls where arrived_at < :before
            union select call_sid from recordings where announced_at < :before and unknown
            union select call_sid from call_events where arrived_at < :before and unknown
            union select call_sid from tool_uses where begun_at < :before and unknown
            union select call_sid from summaries where created_at < :before and unknown
            union select call_sid from alerts
              where call_sid is not null and created_at < :before and unknown
            union select call_sid from leads where created_at < :before and unknown
            order by 1
            """
                .replace("unknown", "call_sid not in (select sid from calls)"))
        .bind("before", moment)
        .mapTo(String.class)
        .list();
  }

  private static List<CallSid> sids(Collection<String> texts) {
    return texts.stream().sorted().map(CallSid::new).toList();
  }

  static <T> List<List<T>> chunks(List<T> all) {
    var chunks = new ArrayList<List<T>>();
    for (int i = 0; i < all.size(); i += CHUNK) {
      chunks.add(all.subList(i, Math.min(all.size(), i + CHUNK)));
    }
    return chunks;
  }
}
