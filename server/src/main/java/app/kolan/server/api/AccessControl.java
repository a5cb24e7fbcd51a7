package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Authenticator;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides who asks, and whether he may do what he asks for, by [AccessPolicy]. What has no rule is
/// denied. A business that somebody may not know of is answered as one that does not exist.
final class AccessControl {
  private static final int LONGEST_CREDENTIAL = 300;

  private final Authenticator authenticator;
  private final Businesses businesses;
  private final Predicate<String> isFresh;

  /// @param isFresh whether a session's token is of somebody who signed in a moment ago
  AccessControl(Authenticator authenticator, Businesses businesses, Predicate<String> isFresh) {
    this.authenticator = authenticator;
    this.businesses = businesses;
    this.isFresh = isFresh;
  }

  /// The credential of an `Authorization`; empty when there is none. Reads nothing.
  static Optional<String> credential(@Nullable String header) {
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return Optional.empty();
    }
    String credential = header.substring("bearer ".length()).strip();
    return credential.isEmpty() || credential.length() > LONGEST_CREDENTIAL
        ? Optional.empty()
        : Optional.of(credential);
  }

  /// Who shows this.
  Optional<Principal> who(String credential) {
    return credential.startsWith("kolan_")
        ? authenticator.ofKey(credential)
        : authenticator.ofSession(credential);
  }

  /// The business that the path names, when he may do this there.
  ///
  /// @return null when the operation belongs to no business
  /// @param credential what he has shown
  /// @throws ApiProblem when he may not
  @Nullable BusinessRecord admit(
      Contract.Entry entry, Principal principal, String credential, Map<String, String> path) {
    if (entry.permission().equals("self")) {
      return null;
    }
    if (entry.permission().equals("person")) {
      admitPerson(entry, principal, credential);
      return null;
    }
    Permission permission =
        Permission.ofScope(entry.permission()).orElseThrow(AccessControl::withoutRule);
    if (entry.isOfBusiness()) {
      BusinessRecord business =
          businesses
              .find(path.getOrDefault("business", ""))
              .filter(found -> AccessPolicy.knows(principal, found.id()))
              .orElseThrow(() -> ApiProblem.unknown("business"));
      if (!AccessPolicy.allows(principal, permission, business.id())) {
        throw missing(permission);
      }
      return business;
    }
    boolean allowed =
        entry.visible()
            ? businesses.mayAnywhere(principal, permission)
            : AccessPolicy.allowsEverywhere(principal, permission);
    if (!allowed) {
      throw missing(permission);
    }
    return null;
  }

  private void admitPerson(Contract.Entry entry, Principal principal, String credential) {
    switch (principal) {
      case Principal.KeyPrincipal _ ->
          throw new ApiProblem(Kind.FORBIDDEN, "This is for a person who has signed in.");
      case Principal.UserPrincipal _ -> {
        if (entry.needsFreshSession() && !isFresh.test(credential)) {
          throw new ApiProblem(
              Kind.SIGN_IN_AGAIN, "Sign in again: the session was begun too long ago for this.");
        }
      }
    }
  }

  /// What somebody is answered who lacks a permission.
  static ApiProblem missing(Permission permission) {
    return new ApiProblem(Kind.FORBIDDEN, "This needs " + permission.scope() + " there.");
  }

  private static ApiProblem withoutRule() {
    return new ApiProblem(Kind.FORBIDDEN, "Nobody may do this.");
  }
}
