package app.kolan.server.directory;

import app.kolan.server.settings.Secret;
import java.time.Instant;
import java.util.List;

/// A Twilio account that businesses have numbers in.
///
/// @param sid `AC` and 32 hexadecimal digits
/// @param name how people call it
/// @param authTokens several during a rotation, the one for REST calls first; at least one
/// @param revision grows with every change, for `ETag`
public record TwilioAccount(
    String sid, String name, List<Secret> authTokens, Instant createdAt, long revision) {
  public TwilioAccount {
    authTokens = List.copyOf(authTokens);
  }

  /// The same account with another name and other tokens.
  TwilioAccount with(String otherName, List<Secret> otherTokens) {
    return new TwilioAccount(sid, otherName, otherTokens, createdAt, revision);
  }
}
