package app.kolan.server.identity;

import app.kolan.server.identity.IdentityRefusal.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The scopes of an API key, as words.
public final class Scopes {
  /// All that he who makes the key may do himself.
  public static final String ALL = "*";

  private Scopes() {}

  /// Reads the scopes of a new key.
  ///
  /// @param makers what he who makes the key may do where it is for
  /// @throws IdentityRefusal when there are none, a word is no scope, or its maker does not have it
  public static Set<Permission> of(Collection<String> words, Set<Permission> makers) {
    var scopes = EnumSet.noneOf(Permission.class);
    for (String word : words) {
      String scope = word.strip();
      if (scope.equals(ALL)) {
        scopes.addAll(makers);
        continue;
      }
      Permission permission =
          Permission.ofScope(scope)
              .orElseThrow(
                  () ->
                      new IdentityRefusal(
                          Kind.INVALID,
                          "'%s' is no scope; there are: %s, and %s for all of them"
                              .formatted(scope, known(), ALL)));
      if (!makers.contains(permission)) {
        throw new IdentityRefusal(
            Kind.FORBIDDEN, "a key cannot have %s, which its maker does not have".formatted(scope));
      }
      scopes.add(permission);
    }
    if (scopes.isEmpty()) {
      throw new IdentityRefusal(
          Kind.INVALID, "a key without scopes could do nothing; there are: " + known());
    }
    return scopes;
  }

  /// The words of scopes, in the order of [Permission].
  public static List<String> words(Set<Permission> scopes) {
    return Arrays.stream(Permission.values())
        .filter(scopes::contains)
        .map(Permission::scope)
        .toList();
  }

  private static String known() {
    return Arrays.stream(Permission.values())
        .map(Permission::scope)
        .collect(Collectors.joining(", "));
  }
}
