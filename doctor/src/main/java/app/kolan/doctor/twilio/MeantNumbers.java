package app.kolan.doctor.twilio;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which numbers of an account are looked at.
///
/// @param named those that are meant; empty for those whose calls go to the target
/// @param foreign numbers that are never meant, unless they are named
/// @param othersAreSecret whether nothing may be told of the account's other numbers
public record MeantNumbers(
    List<PhoneNumber> named, Set<PhoneNumber> foreign, boolean othersAreSecret) {
  public MeantNumbers {
    named = List.copyOf(named);
    foreign = Set.copyOf(foreign);
  }

  /// The one that somebody has named; null for none.
  static MeantNumbers of(@Nullable PhoneNumber number) {
    return new MeantNumbers(number == null ? List.of() : List.of(number), Set.of(), false);
  }

  /// Whether the only number of an account is meant, wherever its calls go.
  boolean isAny() {
    return named.isEmpty() && foreign.isEmpty();
  }
}
