package app.kolan.server.identity;

import java.util.Optional;

/// Tells who asks by the stores of API keys and sessions.
public final class KeysAndSessions implements Authenticator {
  private final ApiKeys keys;
  private final Sessions sessions;

  public KeysAndSessions(ApiKeys keys, Sessions sessions) {
    this.keys = keys;
    this.sessions = sessions;
  }

  @Override
  public Optional<Principal> ofKey(String key) {
    return keys.authenticate(key);
  }

  @Override
  public Optional<Principal> ofSession(String token) {
    return sessions.find(token).map(found -> found.user().principal());
  }
}
