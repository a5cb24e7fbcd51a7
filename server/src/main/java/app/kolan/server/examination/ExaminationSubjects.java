package app.kolan.server.examination;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an examination of a business is of. Blocks for the disk.
///
/// @param settings of the businesses, as calls ask for them
public record ExaminationSubjects(DirectoryStore store, BusinessDirectory settings) {
  public ExaminationSubject of(BusinessRecord business, boolean whole) {
    Set<PhoneNumber> foreign =
        store.businesses().stream()
            .filter(other -> other.id() != business.id())
            .flatMap(other -> other.numbers().stream())
            .collect(Collectors.toSet());
    return new ExaminationSubject(
        business.id(),
        whole,
        account(business),
        business.numbers(),
        foreign,
        settings.current(business.id()).map(BusinessSettings::business).orElse(null));
  }

  /// The account that a business's numbers are in; without tokens when the server has none of it.
  public AccountTokens account(BusinessRecord business) {
    String named = business.accountSid();
    Optional<AccountTokens> known =
        named == null
            ? settings
                .current(business.id())
                .or(() -> settings.current(Business.FIRST))
                .map(BusinessSettings::account)
            : settings.account(named);
    return known.orElseGet(() -> new AccountTokens(named == null ? "" : named, List.of()));
  }
}
