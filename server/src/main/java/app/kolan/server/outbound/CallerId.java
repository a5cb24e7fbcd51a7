package app.kolan.server.outbound;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Chooses the number of a business that is shown to who is called. Blocks for the disk.
///
/// @param numbers those of a business, as the directory has them
record CallerId(
    CallStore calls, BusinessDirectory directory, Function<Long, List<PhoneNumber>> numbers) {
  /// The one that is set, or that the one who is called knows.
  ///
  /// @param about the call that it is about; null for none
  /// @return empty when the business has no number
  Optional<PhoneNumber> choose(Business business, PhoneNumber number, @Nullable CallSid about) {
    PhoneNumber set = business.profile().calling().from();
    if (set != null) {
      return Optional.of(set);
    }
    Stream<LoggedCall> ofLead = about == null ? Stream.of() : calls.find(about).stream();
    Stream<LoggedCall> ofCaller = calls.latestFrom(business.id(), number, 1).stream();
    Stream<LoggedCall> newest =
        calls
            .find(new CallQuery(business.id(), null, null, null, null, PagePosition.NEWEST, 1))
            .stream();
    return Stream.concat(
            Stream.concat(ofLead, ofCaller)
                .filter(call -> call.businessId() == business.id())
                .map(LoggedCall::called),
            Stream.concat(numbers.apply(business.id()).stream(), newest.map(LoggedCall::called)))
        .filter(PhoneNumber::isDialable)
        .filter(ours -> isOf(business, ours))
        .findFirst();
  }

  private boolean isOf(Business business, PhoneNumber number) {
    return directory
        .byNumber(number)
        .filter(settings -> settings.business().id() == business.id())
        .isPresent();
  }
}
