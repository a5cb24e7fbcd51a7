package app.kolan.server.jobs;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;

/// A REST client for the Twilio account of each call. Thread-safe.
///
/// The latest clients are kept, by account and tokens, so that a rotated token takes effect at the
/// next request. A client that falls out may still be in use; the JDK ends its connections once
/// nobody uses it.
public final class AccountClients {
  private static final int MOST_KEPT = 16;

  private final URI apiUrl;
  private final BusinessDirectory directory;
  private final CallStore calls;
  private final LinkedHashMap<AccountTokens, TwilioRest> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  /// @param apiUrl the base of Twilio's REST API
  public AccountClients(URI apiUrl, BusinessDirectory directory, CallStore calls) {
    this.apiUrl = apiUrl;
    this.directory = directory;
    this.calls = calls;
  }

  /// The client for the account of a call; empty when the call, or its account, is unknown. Blocks
  /// for the disk.
  public Optional<TwilioRest> of(CallSid call) {
    return calls.find(call).flatMap(this::account).map(this::client);
  }

  /// Has Twilio ask for a live call's next instructions at a URL. Blocks for the disk and for the
  /// network, for a bounded time.
  public RestResult<CallSid> redirect(CallSid call, URI url) throws InterruptedException {
    Optional<TwilioRest> client = of(call);
    return client.isPresent()
        ? client.get().redirect(call, url)
        : new RestResult.Unreachable<>("the call's account has no token");
  }

  /// The account that Twilio named when the call came in, with its tokens of now. A subaccount is
  /// in no directory; then it is the account of the call's business.
  private Optional<AccountTokens> account(LoggedCall call) {
    return directory
        .account(call.accountSid())
        .or(
            () ->
                directory
                    .find(call.businessId(), call.settingsVersion())
                    .map(BusinessSettings::account))
        .filter(account -> !account.authTokens().isEmpty());
  }

  /// The client for an account.
  public synchronized TwilioRest client(AccountTokens account) {
    TwilioRest client =
        kept.computeIfAbsent(
            account,
            missing ->
                new TwilioRest(
                    apiUrl,
                    missing.accountSid(),
                    missing.authTokens().stream().map(Secret::value).toList()));
    if (kept.size() > MOST_KEPT) {
      kept.pollFirstEntry();
    }
    return client;
  }
}
