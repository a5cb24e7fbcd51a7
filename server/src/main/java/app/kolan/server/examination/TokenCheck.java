package app.kolan.server.examination;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRestAccount.State;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Asks Twilio whether it takes the tokens that this server has of an account. Safe to share.
public final class TokenCheck implements AutoCloseable {
  private final RestAccounts accounts;
  private final BusinessDirectory settings;

  /// What came of asking.
  public sealed interface Answer {
    /// Twilio takes a token of the account.
    ///
    /// @param status of the account: `active`, `suspended` or `closed`
    /// @param trial whether nothing has been paid for it yet
    /// @param refused how many of the tokens it does not take
    record Accepted(String status, boolean trial, int refused) implements Answer {}

    /// The server has no token of the account, or its references lead nowhere.
    record NoToken() implements Answer {}

    /// Twilio takes none of the tokens, or gives no answer with them.
    ///
    /// @param status the HTTP status; 401 for tokens that are not the account's
    record Refused(int status) implements Answer {}

    /// There was no answer.
    record Unreachable() implements Answer {}
  }

  /// @param api the base of Twilio's REST interface
  /// @param settings which know the tokens, with what references lead to
  public TokenCheck(URI api, BusinessDirectory settings) {
    accounts = new RestAccounts(api);
    this.settings = settings;
  }

  /// Asks with each token. Blocks for Twilio.
  public Answer ask(String accountSid) throws InterruptedException {
    AccountTokens account = settings.account(accountSid).orElse(null);
    if (account == null || account.authTokens().isEmpty()) {
      return new Answer.NoToken();
    }
    State found = null;
    int refused = 0;
    for (Secret token : account.authTokens()) {
      switch (accounts.open(accountSid, token).state()) {
        case RestResult.Given<State>(State state) -> found = state;
        case RestResult.Refused<State>(int status, Integer _) -> {
          if (status != 401) {
            return new Answer.Refused(status);
          }
          refused++;
        }
        case RestResult.Unreachable<State> _ -> {
          return new Answer.Unreachable();
        }
      }
    }
    return answer(found, refused);
  }

  private static Answer answer(@Nullable State state, int refused) {
    return state == null
        ? new Answer.Refused(401)
        : new Answer.Accepted(state.status(), state.trial(), refused);
  }

  @Override
  public void close() {
    accounts.close();
  }
}
