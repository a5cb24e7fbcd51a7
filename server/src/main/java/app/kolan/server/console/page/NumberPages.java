package app.kolan.server.console.page;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.rejection.Rejection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The numbers of a business, the account that they are in, how to have the doctor look at them,
/// and, for who runs the server, which requests were refused of late.
///
/// The doctor is a program of its own, which a server does not contain: its command is shown.
///
/// @param rejected the latest first
public record NumberPages(Supplier<List<Rejection>> rejected) {
  private static final int MOST = 20;

  public void addTo(Routes routes) {
    routes.get("/b/{business}/numbers", PageAdmission.with(Permission.NUMBERS_READ), this::show);
  }

  /// A number.
  ///
  /// @param command that has the doctor look at it
  public record Row(PhoneNumber number, String command) {}

  /// @param account null for the server's own
  /// @param tokens whether the server has tokens of the account, without which calls are refused
  /// @param others whether the business answers numbers, too, that nobody has
  /// @param rejections null for who does not run the server
  public record Numbers(
      List<Row> rows,
      BusinessState state,
      @Nullable String account,
      boolean tokens,
      boolean others,
      String command,
      @Nullable List<Rejection> rejections) {
    public Numbers {
      rows = List.copyOf(rows);
    }
  }

  private PageAnswer show(PageRequest request) {
    String account = request.in().accountSid();
    String suffix = account == null ? "" : " --account-sid " + account;
    boolean runsServer = AccessPolicy.allowsEverywhere(request.who(), Permission.ACCOUNTS_READ);
    var page =
        new Numbers(
            request.in().numbers().stream()
                .map(
                    number ->
                        new Row(
                            number, "kolan doctor --number %s%s".formatted(number.value(), suffix)))
                .toList(),
            request.in().state(),
            account,
            hasTokens(request, account),
            request.in().id() == Business.FIRST,
            "kolan doctor" + suffix,
            runsServer ? rejected.get().stream().limit(MOST).toList() : null);
    return request.show("page/numbers", "numbers", page);
  }

  private static boolean hasTokens(PageRequest request, @Nullable String account) {
    Optional<AccountTokens> known =
        account == null
            ? request.site().settings().current(request.in().id()).map(BusinessSettings::account)
            : request.site().settings().account(account);
    return known.map(found -> !found.authTokens().isEmpty()).orElse(false);
  }
}
