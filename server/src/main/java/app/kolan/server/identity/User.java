package app.kolan.server.identity;

import app.kolan.server.identity.Principal.UserPrincipal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person who may sign in, as he may be shown to others: without what he signs in with.
///
/// @param name how people call him; may be empty
/// @param operator whether he runs the server for all businesses, whatever his memberships are
/// @param memberships his roles, by the identifiers of businesses
/// @param secondFactor whether a one-time code is asked for after the password
/// @param signedInAt when he last signed in; null for never
/// @param revision grows with every change of the user or his memberships, for `ETag`
public record User(
    long id,
    EmailAddress email,
    String name,
    UserState state,
    boolean operator,
    Map<Long, Role> memberships,
    boolean secondFactor,
    Instant createdAt,
    @Nullable Instant signedInAt,
    long revision) {
  public User {
    memberships = Map.copyOf(memberships);
  }

  /// Who he is to [AccessPolicy] once he has signed in.
  public Principal principal() {
    return new UserPrincipal(id, email.value(), operator, memberships);
  }

  /// What he is called in the audit log.
  public String subject() {
    return "user:" + id;
  }
}
