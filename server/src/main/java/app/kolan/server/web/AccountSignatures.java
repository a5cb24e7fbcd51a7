package app.kolan.server.web;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.signature.ArrivedRequest;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.WebhookReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which account's auth tokens may have signed a request, and whether the request is about a call
/// of that account. Safe to share.
/*
 * What a request says of itself is not trusted; it only chooses the tokens that the signature is
 * then checked with:
 *
 *   AccountSid   number called (To)              checked with the tokens of
 *   known        nobody's, or of this account    this account
 *   known        of another account              nobody: refused
 *   unknown      anybody's                       nobody: refused; a subaccount has a token of its own
 *   not named    somebody's                      the account of that business
 *   neither is named                             all accounts
 *
 * The request for a media socket names nothing. It is checked with the tokens of each account, and
 * its stream may then be of a call of an account that has signed it, and of no other.
 *
 * News of a call, such as its status, may name no number. So the call itself must be the account's,
 * too, by the ledger. */
final class AccountSignatures {
  private static final String ACCOUNT = "AccountSid";

  private final BusinessDirectory directory;
  private final Function<CallSid, Optional<LoggedCall>> calls;

  /// @param calls finds a call that has come in; it may block for the disk
  AccountSignatures(BusinessDirectory directory, Function<CallSid, Optional<LoggedCall>> calls) {
    this.directory = directory;
    this.calls = calls;
  }

  /// The check of a webhook; empty when it can be nobody's.
  Optional<SignatureCheck> of(FormPairs form) {
    String named = form.first(ACCOUNT).orElse("");
    // What a message was sent to is nobody's called number.
    PhoneNumber called =
        form.first("MessageSid").isPresent() ? new PhoneNumber("") : WebhookReader.called(form);
    if (named.isEmpty() && called.value().isEmpty()) {
      return Optional.of(all());
    }
    Optional<AccountTokens> ofNamed = directory.account(named);
    Optional<AccountTokens> ofCalled = accountCalled(called);
    if (named.isEmpty()) {
      return ofCalled.map(account -> check(Stream.of(account)));
    }
    if (ofNamed.isEmpty()) {
      return Optional.empty();
    }
    return ofCalled.isPresent() && !ofCalled.get().accountSid().equals(named)
        ? Optional.empty()
        : ofNamed.map(account -> check(Stream.of(account)));
  }

  /// The accounts whose tokens have signed a request that names none.
  Set<String> signers(Predicate<SignatureCheck> isGenuine) {
    return accounts()
        .filter(account -> !account.authTokens().isEmpty())
        .filter(account -> isGenuine.test(check(Stream.of(account))))
        .map(AccountTokens::accountSid)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The check of what names no account, such as a question of the doctor.
  SignatureCheck all() {
    return check(accounts());
  }

  /// What a rejected request is explained with: the account that it names, else that of the
  /// business it called; when both are unknown, all accounts.
  AccountTokens explaining(ArrivedRequest request) {
    return directory
        .account(request.accountSid().orElse(""))
        .or(() -> request.form().map(WebhookReader::called).flatMap(this::accountCalled))
        .orElseGet(() -> merged(directory.accounts()));
  }

  private Optional<AccountTokens> accountCalled(PhoneNumber called) {
    return directory
        .byNumber(called)
        .map(BusinessSettings::account)
        .filter(account -> directory.account(account.accountSid()).isPresent());
  }

  private static AccountTokens merged(List<AccountTokens> all) {
    String sids =
        all.stream().map(AccountTokens::accountSid).distinct().collect(Collectors.joining(" or "));
    List<Secret> tokens =
        all.stream().flatMap(account -> account.authTokens().stream()).distinct().toList();
    return new AccountTokens(sids, tokens);
  }

  /// Whether a signed webhook is about a call of its own account, or about none that has come in.
  /// May block for the disk.
  boolean isAboutOwnCall(FormPairs form) {
    if (directory.accounts().size() <= 1) {
      return true;
    }
    return call(form).map(call -> isOwn(call, form)).orElse(true);
  }

  /// Whether the call that a webhook is about has come in. May block for the disk.
  boolean isAboutKnownCall(FormPairs form) {
    return call(form).isPresent();
  }

  private boolean isOwn(LoggedCall call, FormPairs form) {
    Optional<String> called = accountOf(directory.byNumber(WebhookReader.called(form)));
    Optional<String> owner = accountOf(directory.find(call.businessId(), call.settingsVersion()));
    return form.first(ACCOUNT).orElse("").equals(call.accountSid())
        && (called.isEmpty() || owner.isEmpty() || called.equals(owner));
  }

  private static Optional<String> accountOf(Optional<BusinessSettings> settings) {
    return settings.map(known -> known.account().accountSid());
  }

  private Optional<LoggedCall> call(FormPairs form) {
    try {
      return form.first("CallSid").map(CallSid::new).flatMap(calls);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Stream<AccountTokens> accounts() {
    return directory.accounts().stream();
  }

  private static SignatureCheck check(Stream<AccountTokens> accounts) {
    return new SignatureCheck(
        accounts
            .flatMap(account -> account.authTokens().stream())
            .map(Secret::value)
            .distinct()
            .toList());
  }
}
