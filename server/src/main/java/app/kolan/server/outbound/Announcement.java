package app.kolan.server.outbound;

import org.jspecify.annotations.Nullable;

/// What a machine tells the one person whom it calls. It prints without the words.
///
/// @param words for the ear, after the sentence that says who calls
/// @param appointment the appointment that it is about, which he can confirm or cancel by a key;
///   null for none
public record Announcement(String words, @Nullable Long appointment) {
  @Override
  public String toString() {
    return "Announcement[appointment=%s]".formatted(appointment);
  }
}
