package app.kolan.server.console.http;

import app.kolan.server.identity.Principal;
import app.kolan.server.identity.User;

/// Somebody who has signed in, as a request of his browser shows.
///
/// @param token of his session; it stays on this side, and is never on a page
public record SignedInUser(User user, String token) {
  public Principal principal() {
    return user.principal();
  }

  @Override
  public String toString() {
    return "SignedInUser[" + user.subject() + "]";
  }
}
