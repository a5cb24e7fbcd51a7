package app.kolan.server.privacy;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What belongs to a person or to a scope, as it was when it was looked for.
///
/// @param business in which business; null for all
/// @param calls in order, with those of which only reports are known
/// @param contacts with those that were merged into them
/// @param numbers his
public record Selection(
    @Nullable Long business, List<CallSid> calls, List<Long> contacts, List<PhoneNumber> numbers) {
  public Selection {
    calls = List.copyOf(calls);
    contacts = List.copyOf(contacts);
    numbers = List.copyOf(numbers);
  }

  /// The same without some calls.
  public Selection without(Set<CallSid> others) {
    return new Selection(
        business,
        calls.stream().filter(call -> !others.contains(call)).toList(),
        contacts,
        numbers);
  }

  /// It prints without numbers.
  @Override
  public String toString() {
    return "Selection[business=%s, calls=%d, contacts=%s]"
        .formatted(business, calls.size(), contacts);
  }
}
