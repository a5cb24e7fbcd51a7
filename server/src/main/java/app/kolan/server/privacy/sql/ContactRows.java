package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.Selection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The rows of contacts, and what else names their numbers.
final class ContactRows {
  private static final String THEIRS = "contact_id in (<contacts>)";

  /// What goes with contacts: a kind, its table, and which of its rows.
  private record Part(String kind, String table, String rows) {}

  private static final List<Part> OF_CONTACTS =
      List.of(
          new Part("alertDeliveries", "alert_deliveries", deliveriesOfPromises(THEIRS)),
          new Part("alerts", "alerts", ofPromises(THEIRS)),
          new Part("promises", "promises", THEIRS),
          new Part("callOrders", "call_orders", THEIRS),
          new Part("timelineEntries", "timeline_entries", THEIRS),
          new Part("contactNumbers", "contact_numbers", THEIRS),
          new Part("contactNames", "contact_names", THEIRS),
          new Part("contactTags", "contact_tags", THEIRS),
          new Part("contactConsents", "contact_consents", THEIRS),
          new Part(
              "contactMerges", "contact_merges", "kept in (<contacts>) or merged in (<contacts>)"),
          new Part("contacts", "contacts", "id in (<contacts>)"));

  /// What else has a number.
  private static final List<Part> OF_NUMBERS =
      List.of(
          new Part(
              "alertDeliveries",
              "alert_deliveries",
              deliveriesOfPromises("number = :number and promises.HERE")),
          new Part("alerts", "alerts", ofPromises("number = :number and promises.HERE")),
          new Part("promises", "promises", "number = :number and HERE"),
          new Part("callOrders", "call_orders", "number = :number and HERE"),
          new Part("campaignRows", "campaign_rows", "number = :number and HERE"),
          new Part(
              "appointmentCells",
              "appointment_cells",
              "appointment_id in (select id from appointments where number = :number and HERE)"),
          new Part("appointments", "appointments", "number = :number and HERE"),
          new Part("waitingList", "waiting_list", "number = :number and HERE"),
          new Part("unwantedNumbers", "unwanted_numbers", "number = :number and HERE"),
          new Part(
              "alertDeliveries",
              "alert_deliveries",
              "alert_id in (select id from alerts where facts like :like and HERE)"),
          new Part("alerts", "alerts", "facts like :like and HERE"),
          new Part("timelineEntries", "timeline_entries", "detail like :like and HERE"));

  private ContactRows() {}

  /// The alerts of promises; their cause names the promise.
  private static String ofPromises(String promises) {
    return "exists (select 1 from promises where %s and promises.business_id = alerts.business_id and alerts.cause like 'promise:' || promises.id || ':%%')"
        .formatted(promises);
  }

  private static String deliveriesOfPromises(String promises) {
    return "alert_id in (select id from alerts where %s)".formatted(ofPromises(promises));
  }

  static Map<String, Integer> count(Handle handle, Selection person) {
    var counts = new LinkedHashMap<String, Integer>();
    for (List<Long> some : PersonRows.chunks(person.contacts())) {
      for (Part part : OF_CONTACTS) {
        int count =
            handle
                .createQuery(
                    "select count(*) from %s where %s".formatted(part.table(), part.rows()))
                .bindList("contacts", some)
                .mapTo(Integer.class)
                .one();
        counts.merge(part.kind(), count, Integer::sum);
      }
    }
    return counts;
  }

  /// A part of a transaction; the calls have gone by then.
  static Map<String, Integer> delete(Handle handle, Selection person, SearchRows grams) {
    var counts = new LinkedHashMap<String, Integer>();
    for (List<Long> some : PersonRows.chunks(person.contacts())) {
      delete(handle, some, grams).forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
    }
    // With no business it holds for all.
    String here =
        "business_id = "
            + (person.business() == null ? "business_id" : person.business().toString());
    for (PhoneNumber number : person.numbers()) {
      String digits = number.value().substring(1);
      for (Part part : OF_NUMBERS) {
        var update =
            handle.createUpdate(
                "delete from %s where %s"
                    .formatted(part.table(), part.rows().replace("HERE", here)));
        if (part.rows().contains(":number")) {
          update.bind("number", number.value());
        }
        if (part.rows().contains(":like")) {
          update.bind("like", "%" + digits + "%");
        }
        counts.merge(part.kind(), update.execute(), Integer::sum);
      }
    }
    return counts;
  }

  /// Deletes those of these contacts that no lead, timeline or promise has any more.
  static Map<String, Integer> deleteUnused(Handle handle, List<Long> candidates, SearchRows grams) {
    if (candidates.isEmpty()) {
      return Map.of();
    }
    List<Long> unused =
        handle
            .createQuery(
                """
                select id from contacts c where id in (<ids>)
                  and not exists (select 1 from leads l where l.contact_id = c.id)
                  and not exists (select 1 from timeline_entries t where t.contact_id = c.id)
                  and not exists (select 1 from promises p where p.contact_id = c.id)
                """)
            .bindList("ids", candidates)
            .mapTo(Long.class)
            .list();
    return unused.isEmpty() ? Map.of() : delete(handle, unused, grams);
  }

  private static Map<String, Integer> delete(Handle handle, List<Long> contacts, SearchRows grams) {
    List<String> subjects = contacts.stream().map(String::valueOf).toList();
    String documents = "kind = 'CONTACT' and subject in (<subjects>)";
    grams.forget(handle, documents, subjects);
    var counts = new LinkedHashMap<String, Integer>();
    counts.put(
        "searchDocuments",
        handle
            .createUpdate("delete from search_documents where " + documents)
            .bindList("subjects", subjects)
            .execute());
    handle
        .createUpdate("update leads set contact_id = null where " + THEIRS)
        .bindList("contacts", contacts)
        .execute();
    handle
        .createUpdate("update legal_holds set reason = '' where " + THEIRS)
        .bindList("contacts", contacts)
        .execute();
    for (Part part : OF_CONTACTS) {
      int count =
          handle
              .createUpdate("delete from %s where %s".formatted(part.table(), part.rows()))
              .bindList("contacts", contacts)
              .execute();
      counts.merge(part.kind(), count, Integer::sum);
    }
    return counts;
  }
}
