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
public record NumberSelection(
    List<PhoneNumber> named, Set<PhoneNumber> foreign, boolean othersAreSecret) {
  public NumberSelection {
    named = List.copyOf(named);
    foreign = Set.copyOf(foreign);
  }

  /// The one that somebody has named; null for none.
  static NumberSelection of(@Nullable PhoneNumber number) {
    return new NumberSelection(number == null ? List.of() : List.of(number), Set.of(), false);
  }

  /// Whether the only number of an account is meant, wherever its calls go.
  boolean isAny() {
    return named.isEmpty() && foreign.isEmpty();
  }
}
