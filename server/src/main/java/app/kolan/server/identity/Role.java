package app.kolan.server.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a user is to a business.
public enum Role {
  /// Runs the server for all businesses: may do everything, everywhere.
  OPERATOR(EnumSet.allOf(Permission.class)),
  /// Whose business it is. Accounts and provider keys stay the operator's.
  OWNER(
      EnumSet.complementOf(
          EnumSet.of(
              Permission.BUSINESSES_WRITE, Permission.NUMBERS_WRITE, Permission.ACCOUNTS_WRITE))),
  /// Works there: sees, reads and hears the calls, and works on what comes of them.
  STAFF(
      EnumSet.of(
          Permission.BUSINESSES_READ,
          Permission.SETTINGS_READ,
          Permission.NUMBERS_READ,
          Permission.CALLS_READ,
          Permission.TRANSCRIPTS_READ,
          Permission.RECORDINGS_READ,
          Permission.CALLS_WRITE,
          Permission.LEADS_WRITE,
          Permission.CALLS_PLACE,
          Permission.APPOINTMENTS_READ,
          Permission.APPOINTMENTS_WRITE,
          Permission.KNOWLEDGE_READ,
          Permission.KNOWLEDGE_WRITE,
          Permission.CONTACTS_READ,
          Permission.CONTACTS_WRITE,
          Permission.EVENTS_READ,
          Permission.ALERTS_READ)),
  /// Checks what was done: sees that calls were, who may do what, and the audit log; reads and
  /// hears no caller.
  AUDITOR(
      EnumSet.of(
          Permission.BUSINESSES_READ,
          Permission.SETTINGS_READ,
          Permission.NUMBERS_READ,
          Permission.ACCOUNTS_READ,
          Permission.CALLS_READ,
          Permission.ALERTS_READ,
          Permission.KNOWLEDGE_READ,
          Permission.PRIVACY_READ,
          Permission.USAGE_READ,
          Permission.USERS_READ,
          Permission.KEYS_READ,
          Permission.AUDIT_READ));

  @SuppressWarnings("ImmutableEnumChecker") // it cannot be changed, and nobody else has it
  private final Set<Permission> permissions;

  Role(Set<Permission> permissions) {
    this.permissions = Collections.unmodifiableSet(permissions);
  }

  /// What it allows.
  public Set<Permission> permissions() {
    return permissions;
  }
}
