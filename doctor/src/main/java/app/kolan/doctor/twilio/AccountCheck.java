package app.kolan.doctor.twilio;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.server.telephony.rest.TwilioRestAccount;
import app.kolan.server.telephony.rest.TwilioRestAccount.State;
import java.util.ArrayList;
import java.util.List;

/// Whether the account is active, and which of the tokens it accepts.
final class AccountCheck implements Check {
  private static final String FIX_TOKEN =
      "Copy Account SID and Auth Token of the same account from the Twilio Console into"
          + " TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.";

  private final TwilioChecks twilioChecks;
  private final List<String> tokens;
  private final List<TwilioRestAccount> accounts;

  /// @param accounts the account, with each of the tokens
  AccountCheck(TwilioChecks twilioChecks, List<String> tokens, List<TwilioRestAccount> accounts) {
    this.twilioChecks = twilioChecks;
    this.tokens = tokens;
    this.accounts = accounts;
  }

  @Override
  public String name() {
    return "account";
  }

  @Override
  public boolean maySectionGoOn(List<Finding> findings) {
    return twilioChecks.account().isPresent();
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    var taken = new ArrayList<Tokens.Taken>();
    var refused = new ArrayList<Integer>();
    for (int i = 0; i < accounts.size(); i++) {
      RestResult<State> reply = accounts.get(i).state();
      switch (reply) {
        case Given<State>(State state) -> {
          if (taken.isEmpty()) {
            twilioChecks.opened(accounts.get(i));
            judgeState(state, findings);
          }
          taken.add(new Tokens.Taken(i, tokens.get(i), state.primaryToken()));
        }
        case Refused<State> blocked when blocked.status() == 401 -> refused.add(i);
        case Refused<State> blocked -> findings.add(inactive(blocked));
        case Unreachable<State> unreachable -> {
          findings.add(RestTrouble.of("the account", unreachable));
          return findings;
        }
      }
    }
    judgeTokens(taken, refused, findings);
    return findings;
  }

  private static void judgeState(State state, List<Finding> findings) {
    if (!state.status().equals("active")) {
      findings.add(
          Finding.broken(
                  "the account is " + state.status(),
                  "Twilio takes no calls for it",
                  "See the Twilio Console's front page: the balance, the billing, or a message.")
              .raising(10001));
    }
    if (state.trial()) {
      findings.add(
          Finding.note(
                  "the account is a trial: Twilio plays a notice first, calls end after 10 minutes,"
                      + " and only verified numbers can be called")
              .raising(13805));
    }
  }

  private void judgeTokens(
      List<Tokens.Taken> taken, List<Integer> refused, List<Finding> findings) {
    int count = tokens.size();
    if (taken.isEmpty() && refused.size() == count) {
      findings.add(
          Finding.broken(
                  count == 1
                      ? "Twilio refuses the auth token"
                      : "Twilio refuses each of the %d auth tokens".formatted(count),
                  "it is an old one, or of another account; then every request that Twilio signs"
                      + " is answered with 403",
                  FIX_TOKEN)
              .raising(20003, 11200, 31920));
      return;
    }
    for (int index : refused) {
      findings.add(
          Finding.warning(
                  "Twilio refuses %s".formatted(Tokens.name(index, count)),
                  "it is an old one, or of another account",
                  "Take it out of TWILIO_AUTH_TOKEN.")
              .raising(20003));
    }
    Tokens.judge(taken, count, findings);
  }

  private static Finding inactive(Refused<State> blocked) {
    boolean suspended = blocked.code() != null && blocked.code() == 20005;
    return suspended
        ? Finding.broken(
                "the account is not active",
                RestTrouble.said(blocked),
                "See the Twilio Console's front page: the balance, the billing, or a message.")
            .raising(10001)
        : RestTrouble.of("the account", blocked);
  }
}
