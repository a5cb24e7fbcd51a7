package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The shapes of the account's tokens. A token itself is never shown.
final class CredentialsCheck implements Check {
  private static final Pattern TOKEN = Pattern.compile("[0-9a-fA-F]{32}");
  private static final String CONSOLE =
      "Copy the Auth Token of the account from the Twilio Console (Account, API keys & tokens) into"
          + " TWILIO_AUTH_TOKEN.";

  private final ConfigDraft draft;

  CredentialsCheck(ConfigDraft draft) {
    this.draft = draft;
  }

  @Override
  public String name() {
    return "credentials";
  }

  @Override
  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    if (draft.isSound(TwilioSettings.AUTH_TOKEN)) {
      List<Secret> tokens = draft.config().twilio().authTokens();
      for (int i = 0; i < tokens.size(); i++) {
        judge(which(i, tokens.size()), tokens.get(i).value(), findings);
      }
      if (tokens.stream().distinct().count() < tokens.size()) {
        findings.add(Finding.note("TWILIO_AUTH_TOKEN names the same token twice"));
      } else if (tokens.size() > 1) {
        findings.add(
            Finding.note(
                "TWILIO_AUTH_TOKEN names %d tokens, as during a rotation; requests signed with any"
                        .formatted(tokens.size())
                    + " of them are accepted"));
      }
      if (findings.isEmpty() && draft.isSound(TwilioSettings.ACCOUNT_SID)) {
        findings.add(Finding.fine("the account and the token have the right shape"));
      }
    }
    return findings;
  }

  private static void judge(String which, String token, List<Finding> findings) {
    if (TOKEN.matcher(token).matches()) {
      return;
    }
    findings.add(
        Finding.warning(
                which + " is not 32 hexadecimal digits",
                cause(token)
                    + "; with a wrong token every request of Twilio's is answered with 403",
                CONSOLE)
            .raising(11200, 31920));
  }

  private static String cause(String token) {
    if (token.startsWith("AC") || token.startsWith("SK")) {
      return "it begins with %s, so it is an identifier and no token"
          .formatted(token.substring(0, 2));
    }
    if (!token.equals(token.replaceAll("[\"'\\s]", ""))) {
      return "there are quotation marks or spaces in it";
    }
    return "it has %d characters".formatted(token.length());
  }

  private static String which(int index, int count) {
    return count == 1 ? "TWILIO_AUTH_TOKEN" : "token %d of TWILIO_AUTH_TOKEN".formatted(index + 1);
  }
}
