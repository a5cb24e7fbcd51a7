package app.kolan.server.identity;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks: a person or a program, known by what it has shown. What it may do is decided by
/// [AccessPolicy] alone.
public sealed interface Principal {
  /// Who it is in the audit log, such as `user:7` or `key:3`.
  String actor();

  /// A person who has signed in.
  ///
  /// @param operator whether he is the server's operator, whatever his memberships are
  /// @param memberships his roles, by the identifiers of businesses
  record UserPrincipal(long userId, String email, boolean operator, Map<Long, Role> memberships)
      implements Principal {
    public UserPrincipal {
      memberships = Map.copyOf(memberships);
    }

    @Override
    public String actor() {
      return "user:" + userId;
    }
  }

  /// A program with an API key.
  ///
  /// @param business the only business that the key is for; null when it is for all of them
  record KeyPrincipal(long keyId, String name, @Nullable Long business, Set<Permission> scopes)
      implements Principal {
    public KeyPrincipal {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String actor() {
      return ApiKey.subject(keyId);
    }
  }
}
