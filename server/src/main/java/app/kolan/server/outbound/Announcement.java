package app.kolan.server.outbound;

import org.jspecify.annotations.Nullable;

/// What the one person hears whom a machine calls, and what is then done with him. It prints
/// without the words.
///
/// @param words as they are spoken, after the sentence that says who calls
/// @param occasion what it is about, so that nobody is called about what is settled; null for
///   nothing that Kolan knows of
/// @param task what the agent is to reach by talking with him; null when he answers by keys
public record Announcement(String words, @Nullable Occasion occasion, @Nullable String task) {
  /// One that is answered by keys, about an appointment.
  ///
  /// @param appointment null for none
  public Announcement(String words, @Nullable Long appointment) {
    this(words, appointment == null ? null : new Occasion.OfAppointment(appointment), null);
  }

  /// What a call is about.
  public sealed interface Occasion {
    /// An appointment, which he can confirm or cancel.
    record OfAppointment(long id) implements Occasion {}

    /// A promise to call him back.
    record OfPromise(long id) implements Occasion {}

    /// A campaign, which can be paused.
    record OfCampaign(long id) implements Occasion {}
  }

  /// The appointment that it is about; null for none.
  public @Nullable Long appointment() {
    return occasion instanceof Occasion.OfAppointment(long id) ? id : null;
  }

  /// Whether the agent talks with him.
  public boolean isTalk() {
    return task != null;
  }

  @Override
  public String toString() {
    return "Announcement[occasion=%s, isTalk=%s]".formatted(occasion, isTalk());
  }
}
