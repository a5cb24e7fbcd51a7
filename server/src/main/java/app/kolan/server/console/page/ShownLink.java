package app.kolan.server.console.page;

import app.kolan.server.console.http.PageRequest;
import app.kolan.server.identity.IdentityPaths;
import app.kolan.server.identity.Users.Invitation;
import java.time.Instant;

/// A link by which somebody chooses a password. A page shows it once; it prints without the link.
public record ShownLink(String email, String link, Instant expiresAt) {
  /// That of an invitation.
  static ShownLink ofInvitation(PageRequest request, Invitation invitation) {
    return of(request, IdentityPaths.INVITATION, invitation);
  }

  /// That of a reset.
  static ShownLink ofReset(PageRequest request, Invitation reset) {
    return of(request, IdentityPaths.RESET, reset);
  }

  private static ShownLink of(PageRequest request, String path, Invitation invitation) {
    return new ShownLink(
        invitation.user().email().value(),
        request.publicUrl(path) + "#" + invitation.token().value(),
        invitation.expiresAt());
  }

  @Override
  public String toString() {
    return "ShownLink[%s]".formatted(email);
  }
}
