package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Somebody who calls a business. He is known by his numbers, each of which is one contact's.
///
/// It prints without what is known of him.
///
/// @param names all that were told, the oldest first
/// @param numbers in E.164, the oldest first
/// @param language a BCP 47 tag
/// @param tags in their order
/// @param consents the newest of each purpose
/// @param madeBy who made it: [#BY_KOLAN] when it comes of a call
/// @param mergedInto the contact that he turned out to be; null for none
/// @param revision counts its changes
public record Contact(
    long id,
    long businessId,
    List<Name> names,
    List<PhoneNumber> numbers,
    @Nullable String email,
    @Nullable String language,
    List<String> tags,
    List<Consent> consents,
    boolean doNotCall,
    String madeBy,
    @Nullable Long mergedInto,
    Instant createdAt,
    Instant changedAt,
    long revision) {
  /// Who does what nobody asked for.
  public static final String BY_KOLAN = "kolan";

  public Contact {
    names = List.copyOf(names);
    numbers = List.copyOf(numbers);
    tags = List.copyOf(tags);
    consents = List.copyOf(consents);
  }

  /// A name, with where it was told.
  ///
  /// @param call in which call; null when somebody wrote it
  /// @param turn in which turn of the call
  /// @param toldBy who wrote it; [#BY_KOLAN] for a name that was heard
  public record Name(
      String name, @Nullable CallSid call, @Nullable Integer turn, Instant toldAt, String toldBy) {
    @Override
    public String toString() {
      return "Name[call=%s, turn=%s]".formatted(call, turn);
    }
  }

  /// What somebody may agree to.
  public enum Purpose {
    /// That his calls are recorded.
    RECORDING,
    /// That he is sent advertising (section 30A of Israel's Communications Law).
    MARKETING
  }

  /// That somebody agrees to something, or does not, with its evidence.
  ///
  /// @param call the call in which he said so; null when it is known otherwise
  /// @param at when in the call's stream he said so
  public record Consent(
      Purpose purpose,
      boolean granted,
      @Nullable CallSid call,
      @Nullable Duration at,
      Instant notedAt,
      String notedBy) {}

  /// The name to call him by: the newest that somebody wrote, or else the newest that was heard.
  public Optional<String> name() {
    return names.stream()
        .max(
            Comparator.comparing((Name each) -> !each.toldBy().equals(BY_KOLAN))
                .thenComparing(Name::toldAt))
        .map(Name::name);
  }

  @Override
  public String toString() {
    return "Contact[id=%d, businessId=%d, revision=%d]".formatted(id, businessId, revision);
  }
}
