package app.kolan.server.identity;

import app.kolan.server.settings.PublicUrl;

/// Whom a passkey is for: this server, as browsers see it.
///
/// @param id the host name
/// @param origin scheme, host and port
public record RelyingParty(String id, String origin) {
  /// The server behind a public URL.
  public static RelyingParty of(PublicUrl server) {
    return new RelyingParty(server.host(), server.scheme() + "://" + server.authority());
  }
}
