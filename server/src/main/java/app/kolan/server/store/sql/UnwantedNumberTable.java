package app.kolan.server.store.sql;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The table of numbers whose calls make no contact.
final class UnwantedNumberTable {
  private UnwantedNumberTable() {}

  static boolean has(Handle handle, long business, PhoneNumber number) {
    return handle
        .createQuery(
            "select 1 from unwanted_numbers where business_id = :business and number = :number")
        .bind("business", business)
        .bind("number", number.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static void add(Handle handle, long business, PhoneNumber number, String actor, Instant at) {
    handle
        .createUpdate(
            """
            insert into unwanted_numbers (business_id, number, noted_at, noted_by)
            values (:business, :number, :at, :by) on conflict (business_id, number) do nothing
            """)
        .bind("business", business)
        .bind("number", number.value())
        .bind("at", at.toEpochMilli())
        .bind("by", actor)
        .execute();
  }

  static void remove(Handle handle, long business, PhoneNumber number) {
    handle.execute(
        "delete from unwanted_numbers where business_id = ? and number = ?",
        business,
        number.value());
  }
}
