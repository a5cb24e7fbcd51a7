package app.kolan.server.examination;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is examined.
///
/// @param business whose
/// @param whole whether the machine, the providers and the way to this server are looked at, too,
///   and everything of the account may be named; otherwise the business's numbers at Twilio alone
/// @param account that its numbers are in; without tokens when the server has none of it
/// @param numbers those of the business; when the first business has none, it is examined by those
///   whose calls come to this server and that nobody has
/// @param foreign those of other businesses, which are left alone
/// @param settings of the business; null when it answers no call yet
public record ExaminationSubject(
    long business,
    boolean whole,
    AccountTokens account,
    List<PhoneNumber> numbers,
    Set<PhoneNumber> foreign,
    @Nullable Business settings) {
  public ExaminationSubject {
    numbers = List.copyOf(numbers);
    foreign = Set.copyOf(foreign);
  }

  /// Whether there may be numbers to look at.
  public boolean hasNumbers() {
    return !numbers.isEmpty() || business == Business.FIRST;
  }

  /// Whether calls of a number may be for the business.
  public boolean has(PhoneNumber number) {
    return numbers.isEmpty()
        ? business == Business.FIRST && !foreign.contains(number)
        : numbers.contains(number);
  }
}
