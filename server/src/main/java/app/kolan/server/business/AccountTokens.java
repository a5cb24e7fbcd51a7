package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import java.util.List;

/// A Twilio account, and the auth tokens with which it signs its requests.
///
/// @param authTokens several during a rotation; empty for an account that signs nothing, such as
///   that of a replay
public record AccountTokens(String accountSid, List<Secret> authTokens) {
  public AccountTokens {
    authTokens = List.copyOf(authTokens);
  }
}
