package app.kolan.server.directory;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SecretReference;
import app.kolan.server.settings.SecretReferences;
import app.kolan.server.settings.SecretReferences.SecretLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the references to the tokens of Twilio accounts.
record AccountTokenReader(SecretReferences references) {
  private static final Logger LOG = LoggerFactory.getLogger(AccountTokenReader.class);

  /// The accounts with the tokens that their references lead to. One whose tokens are all missing
  /// is left out: what it signs cannot be checked.
  ///
  /// @param followed takes what came of each reference
  Map<String, AccountTokens> read(
      List<TwilioAccount> accounts, Map<String, SecretLookup> followed) {
    var tokens = new HashMap<String, AccountTokens>();
    for (TwilioAccount account : accounts) {
      var found = new ArrayList<Secret>();
      for (Secret token : account.authTokens()) {
        if (!SecretReference.isMeant(token.value())) {
          found.add(token);
          continue;
        }
        SecretLookup lookup = references.find(token.value());
        followed.put(token.value(), lookup);
        switch (lookup) {
          case SecretLookup.Found(Secret secret) -> found.add(secret);
          case SecretLookup.Missing(String reason) ->
              LOG.atError()
                  .addKeyValue("account", account.sid())
                  .addKeyValue("reference", token.value())
                  .addKeyValue("reason", reason)
                  .log("a token of a Twilio account is not where its reference says");
        }
      }
      if (!found.isEmpty()) {
        tokens.put(account.sid(), new AccountTokens(account.sid(), found));
      }
    }
    return tokens;
  }
}
