package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.Contact.Consent;
import app.kolan.server.store.Contact.Name;
import app.kolan.server.store.Contact.Purpose;
import app.kolan.server.store.ContactQuery;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables of contacts, read.
final class ContactTable {
  private ContactTable() {}

  static Optional<Contact> find(Handle handle, long business, long id) {
    return read(
            handle,
            "select * from contacts where business_id = :business and id = :id",
            Map.of("business", business, "id", id))
        .stream()
        .findFirst();
  }

  static Optional<Long> idOf(Handle handle, long business, PhoneNumber number) {
    return handle
        .createQuery(
            """
            select contact_id from contact_numbers
            where business_id = :business and number = :number
            """)
        .bind("business", business)
        .bind("number", number.value())
        .mapTo(Long.class)
        .findOne();
  }

  static Map<PhoneNumber, Contact> findByNumbers(
      Handle handle, long business, Collection<PhoneNumber> numbers) {
    if (numbers.isEmpty()) {
      return Map.of();
    }
    Map<PhoneNumber, Long> ids =
        handle
            .createQuery(
                """
                select number, contact_id from contact_numbers
                where business_id = :business and number in (<numbers>)
                """)
            .bind("business", business)
            .bindList("numbers", numbers.stream().map(PhoneNumber::value).distinct().toList())
            .map((row, _) -> Map.entry(new PhoneNumber(row.getString(1)), row.getLong(2)))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (ids.isEmpty()) {
      return Map.of();
    }
    String list =
        ids.values().stream().distinct().map(String::valueOf).collect(Collectors.joining(","));
    Map<Long, Contact> byId =
        read(
                handle,
                "select * from contacts where business_id = :business and id in (%s)"
                    .formatted(list),
                Map.of("business", business))
            .stream()
            .collect(Collectors.toMap(Contact::id, contact -> contact));
    var found = new HashMap<PhoneNumber, Contact>();
    ids.forEach(
        (number, id) -> {
          Contact contact = byId.get(id);
          if (contact != null) {
            found.put(number, contact);
          }
        });
    return found;
  }

  static List<Contact> find(Handle handle, ContactQuery query) {
    var sql =
        new StringBuilder(
            """
            select * from contacts
            where business_id = :business and id < :before and merged_into is null
            """);
    var values = new HashMap<String, Object>();
    values.put("business", query.business());
    values.put("before", query.before());
    values.put("limit", query.limit());
    if (query.number() != null) {
      sql.append(
          " and id in (select contact_id from contact_numbers"
              + " where business_id = :business and number = :number)");
      values.put("number", query.number().value());
    }
    if (query.tag() != null) {
      sql.append(
          " and exists (select 1 from contact_tags where contact_id = contacts.id and tag = :tag)");
      values.put("tag", query.tag());
    }
    return read(handle, sql.append(" order by id desc limit :limit").toString(), values);
  }

  private record Row(
      long id,
      long business,
      @Nullable String email,
      @Nullable String language,
      boolean doNotCall,
      String madeBy,
      @Nullable Long mergedInto,
      Instant createdAt,
      Instant changedAt,
      long revision) {}

  private static List<Contact> read(Handle handle, String sql, Map<String, ?> values) {
    List<Row> rows =
        handle
            .createQuery(sql)
            .bindMap(values)
            .map(
                (columns, _) -> {
                  var row = new ResultRow(columns);
                  return new Row(
                      row.longNumber("id"),
                      row.longNumber("business_id"),
                      row.textOrNull("email"),
                      row.textOrNull("language"),
                      row.flag("do_not_call"),
                      row.text("made_by"),
                      row.longNumberOrNull("merged_into"),
                      row.instant("created_at"),
                      row.instant("changed_at"),
                      row.longNumber("revision"));
                })
            .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    String ids = rows.stream().map(row -> Long.toString(row.id())).collect(Collectors.joining(","));
    Map<Long, List<Name>> names = names(handle, ids);
    Map<Long, List<PhoneNumber>> numbers = numbers(handle, ids);
    Map<Long, List<String>> tags = tags(handle, ids);
    Map<Long, List<Consent>> consents = consents(handle, ids);
    return rows.stream()
        .map(
            row ->
                new Contact(
                    row.id(),
                    row.business(),
                    names.getOrDefault(row.id(), List.of()),
                    numbers.getOrDefault(row.id(), List.of()),
                    row.email(),
                    row.language(),
                    tags.getOrDefault(row.id(), List.of()),
                    consents.getOrDefault(row.id(), List.of()),
                    row.doNotCall(),
                    row.madeBy(),
                    row.mergedInto(),
                    row.createdAt(),
                    row.changedAt(),
                    row.revision()))
        .toList();
  }

  private record Part<T>(long contact, T value) {}

  private static <T> Map<Long, List<T>> grouped(List<Part<T>> parts) {
    var groups = new HashMap<Long, List<T>>();
    parts.forEach(
        part -> groups.computeIfAbsent(part.contact(), _ -> new ArrayList<>()).add(part.value()));
    return groups;
  }

  private static Map<Long, List<Name>> names(Handle handle, String ids) {
    return grouped(
        handle
            .createQuery(
                "select * from contact_names where contact_id in (%s) order by told_at, id"
                    .formatted(ids))
            .map(
                (columns, _) -> {
                  var row = new ResultRow(columns);
                  return new Part<>(
                      row.longNumber("contact_id"),
                      new Name(
                          row.text("name"),
                          call(row.textOrNull("call_sid")),
                          row.numberOrNull("turn"),
                          row.instant("told_at"),
                          row.text("told_by")));
                })
            .list());
  }

  private static Map<Long, List<PhoneNumber>> numbers(Handle handle, String ids) {
    return grouped(
        handle
            .createQuery(
                """
                select contact_id, number from contact_numbers where contact_id in (%s)
                order by added_at, number
                """
                    .formatted(ids))
            .map((row, _) -> new Part<>(row.getLong(1), new PhoneNumber(row.getString(2))))
            .list());
  }

  private static Map<Long, List<String>> tags(Handle handle, String ids) {
    return grouped(
        handle
            .createQuery(
                "select contact_id, tag from contact_tags where contact_id in (%s) order by tag"
                    .formatted(ids))
            .map((row, _) -> new Part<>(row.getLong(1), row.getString(2)))
            .list());
  }

  private static Map<Long, List<Consent>> consents(Handle handle, String ids) {
    Map<Long, List<Consent>> all =
        grouped(
            handle
                .createQuery(
                    "select * from contact_consents where contact_id in (%s) order by noted_at, id"
                        .formatted(ids))
                .map(
                    (columns, _) -> {
                      var row = new ResultRow(columns);
                      return new Part<>(
                          row.longNumber("contact_id"),
                          new Consent(
                              Purpose.valueOf(row.text("purpose")),
                              row.flag("granted"),
                              call(row.textOrNull("call_sid")),
                              row.durationOrNull("at_ms"),
                              row.instant("noted_at"),
                              row.text("noted_by")));
                    })
                .list());
    all.replaceAll((_, list) -> newest(list));
    return all;
  }

  private static List<Consent> newest(List<Consent> oldestFirst) {
    var byPurpose = new LinkedHashMap<Purpose, Consent>();
    oldestFirst.forEach(consent -> byPurpose.put(consent.purpose(), consent));
    return List.copyOf(byPurpose.values());
  }

  private static @Nullable CallSid call(@Nullable String sid) {
    return sid == null ? null : new CallSid(sid);
  }
}
