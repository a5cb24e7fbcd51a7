package app.kolan.server.console.page;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.directory.AccountAdministration;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.TwilioAccount;
import app.kolan.server.identity.Permission;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SecretReference;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// The Twilio accounts with who is in them, as pages show them. Blocks for the disk.
///
/// @param ownNumbers those of the business of the server's own settings; empty when they are not
///   said
public record AccountRows(AccountAdministration administration, List<PhoneNumber> ownNumbers) {
  public AccountRows {
    ownNumbers = List.copyOf(ownNumbers);
  }

  /// The server's own account; empty when its settings name none.
  Optional<AccountRow> own(PageRequest request) {
    AccountTokens own =
        request
            .site()
            .settings()
            .current(Business.FIRST)
            .map(BusinessSettings::account)
            .orElseGet(() -> new AccountTokens("", List.of()));
    if (own.accountSid().isEmpty()) {
      return Optional.empty();
    }
    int tokens = own.authTokens().size();
    return Optional.of(
        new AccountRow(
            own.accountSid(),
            "",
            true,
            tokens,
            tokens,
            List.of(),
            null,
            uses(request, own.accountSid())));
  }

  /// Those beside it, by SID.
  List<AccountRow> others(PageRequest request) {
    return administration.accounts().accounts().stream()
        .filter(account -> !account.sid().equals(administration.ownSid()))
        .map(account -> row(request, account))
        .toList();
  }

  /// The one of a SID.
  Optional<AccountRow> find(PageRequest request, String sid) {
    return own(request)
        .filter(own -> own.sid().equals(sid))
        .or(() -> administration.accounts().find(sid).map(account -> row(request, account)));
  }

  private AccountRow row(PageRequest request, TwilioAccount account) {
    return new AccountRow(
        account.sid(),
        account.name(),
        false,
        account.authTokens().size(),
        request
            .site()
            .settings()
            .account(account.sid())
            .map(found -> found.authTokens().size())
            .orElse(0),
        account.authTokens().stream().map(Secret::value).filter(SecretReference::isMeant).toList(),
        account.createdAt(),
        uses(request, account.sid()));
  }

  private List<AccountRow.Use> uses(PageRequest request, String sid) {
    return request.site().businesses().where(request.who(), Permission.BUSINESSES_READ).stream()
        .filter(business -> sid.equals(accountOf(business)))
        .map(business -> new AccountRow.Use(business, numbersOf(business)))
        .toList();
  }

  private String accountOf(BusinessRecord business) {
    String named = business.accountSid();
    return named == null ? administration.ownSid() : named;
  }

  private List<PhoneNumber> numbersOf(BusinessRecord business) {
    return business.id() == Business.FIRST ? ownNumbers : business.numbers();
  }
}
