package app.kolan.server.identity;

import static app.kolan.server.identity.AccessPolicy.allows;
import static app.kolan.server.identity.AccessPolicy.allowsEverywhere;
import static app.kolan.server.identity.AccessPolicy.knows;
import static app.kolan.server.identity.AccessPolicy.mayGrant;
import static app.kolan.server.identity.AccessPolicy.permissions;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.Principal.UserPrincipal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class AccessPolicyTest {
  private static final long OWN = 1;
  private static final long FOREIGN = 2;

  /// Who may do what in his own business, as the documentation says; written out, so that a change
  /// of the roles is made twice.
  private static final String MATRIX =
      """
      businesses:read    operator owner staff auditor
      businesses:write   operator
      settings:read      operator owner staff auditor
      settings:write     operator owner
      settings:publish   operator owner
      numbers:read       operator owner staff auditor
      numbers:write      operator
      accounts:read      operator owner       auditor
      accounts:write     operator
      calls:read         operator owner staff auditor
      transcripts:read   operator owner staff
      recordings:read    operator owner staff
      calls:write        operator owner staff
      leads:write        operator owner staff
      calls:place        operator owner staff
      appointments:read  operator owner staff
      appointments:write operator owner staff
      knowledge:read     operator owner staff auditor
      knowledge:write    operator owner staff
      contacts:read      operator owner staff
      contacts:write     operator owner staff
      privacy:read       operator owner       auditor
      persons:export     operator owner
      persons:erase      operator owner
      holds:write        operator owner
      events:read        operator owner staff
      alerts:read        operator owner staff auditor
      alerts:write       operator owner
      usage:read         operator owner       auditor
      users:read         operator owner       auditor
      users:write        operator owner
      keys:read          operator owner       auditor
      keys:write         operator owner
      audit:read         operator owner       auditor
      """;

  private static final Map<Permission, Set<Role>> ALLOWED =
      MATRIX
          .lines()
          .map(line -> line.split(" +"))
          .collect(
              Collectors.toMap(
                  words -> Permission.ofScope(words[0]).orElseThrow(),
                  words ->
                      Arrays.stream(words)
                          .skip(1)
                          .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                          .collect(Collectors.toSet())));

  @ParameterizedTest
  @EnumSource
  void every_permission_is_that_of_the_matrix_at_home_and_denied_elsewhere(Permission permission) {
    assertThat(ALLOWED).containsKey(permission);
    for (Role role : Role.values()) {
      boolean operator = role == Role.OPERATOR;
      boolean allowed = ALLOWED.getOrDefault(permission, Set.of()).contains(role);

      assertThat(allows(user(role), permission, OWN)).as("%s at home", role).isEqualTo(allowed);
      assertThat(allows(user(role), permission, FOREIGN))
          .as("%s elsewhere", role)
          .isEqualTo(operator);
      assertThat(allowsEverywhere(user(role), permission)).as("%s", role).isEqualTo(operator);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_key_has_its_scopes_in_its_business_and_no_others(Permission permission) {
    for (Permission asked : Permission.values()) {
      boolean same = asked == permission;
      boolean shared = asked == Permission.NUMBERS_WRITE || asked == Permission.ACCOUNTS_WRITE;

      assertThat(allows(key(OWN, permission), asked, OWN)).isEqualTo(same && !shared);
      assertThat(allows(key(OWN, permission), asked, FOREIGN)).isFalse();
      assertThat(allowsEverywhere(key(OWN, permission), asked)).isFalse();
      assertThat(allows(key(null, permission), asked, FOREIGN)).isEqualTo(same);
      assertThat(allowsEverywhere(key(null, permission), asked)).isEqualTo(same);
    }
  }

  @Test
  void a_business_that_is_not_ones_own_is_not_even_known() {
    for (Role role : Role.values()) {
      assertThat(knows(user(role), OWN)).isTrue();
      assertThat(knows(user(role), FOREIGN)).isEqualTo(role == Role.OPERATOR);
    }
    assertThat(knows(key(OWN, Permission.AUDIT_READ), FOREIGN)).isFalse();
    assertThat(knows(key(null, Permission.AUDIT_READ), FOREIGN)).isTrue();
    assertThat(knows(new UserPrincipal(7, "x@y", false, Map.of()), OWN)).isFalse();
  }

  @Test
  void somebody_of_two_businesses_has_a_role_in_each() {
    var both = new UserPrincipal(7, "x@y", false, Map.of(OWN, Role.OWNER, FOREIGN, Role.AUDITOR));

    assertThat(allows(both, Permission.RECORDINGS_READ, OWN)).isTrue();
    assertThat(allows(both, Permission.RECORDINGS_READ, FOREIGN)).isFalse();
    assertThat(allowsEverywhere(both, Permission.CALLS_READ)).isFalse();
  }

  @Test
  void a_key_can_have_what_its_maker_has_where_it_is_for() {
    assertThat(permissions(user(Role.OPERATOR), null)).isEqualTo(EnumSet.allOf(Permission.class));
    assertThat(permissions(user(Role.OWNER), null)).isEmpty();
    assertThat(permissions(user(Role.OWNER), OWN)).isEqualTo(Role.OWNER.permissions());
    assertThat(permissions(user(Role.OWNER), FOREIGN)).isEmpty();
    assertThat(permissions(key(OWN, Permission.KEYS_WRITE), OWN))
        .containsExactly(Permission.KEYS_WRITE);
  }

  @Test
  void a_role_is_granted_by_who_may_do_as_much() {
    assertThat(mayGrant(user(Role.OWNER), Role.OWNER, OWN)).isTrue();
    assertThat(mayGrant(user(Role.OWNER), Role.STAFF, FOREIGN)).isFalse();
    assertThat(mayGrant(user(Role.STAFF), Role.STAFF, OWN)).isFalse();
    assertThat(mayGrant(user(Role.AUDITOR), Role.AUDITOR, OWN)).isFalse();
    assertThat(mayGrant(key(OWN, Permission.USERS_WRITE), Role.STAFF, OWN)).isFalse();
    assertThat(mayGrant(user(Role.OPERATOR), Role.OPERATOR, OWN)).isFalse();
    assertThat(mayGrant(user(Role.OPERATOR), Role.OWNER, FOREIGN)).isTrue();
  }

  private static Principal user(Role role) {
    return role == Role.OPERATOR
        ? new UserPrincipal(7, "x@y", true, Map.of())
        : new UserPrincipal(7, "x@y", false, Map.of(OWN, role));
  }

  private static Principal key(@Nullable Long business, Permission scope) {
    return new KeyPrincipal(3, "crm", business, Set.of(scope));
  }
}
