package app.kolan.server.booking;

import app.kolan.twilio.webhook.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// For whom an appointment is. It prints without them.
///
/// @param number whose calls may move it; null when it is not known
/// @param note what the business should know
public record Attendee(@Nullable String name, @Nullable PhoneNumber number, @Nullable String note) {
  @Override
  public String toString() {
    return "Attendee[]";
  }
}
