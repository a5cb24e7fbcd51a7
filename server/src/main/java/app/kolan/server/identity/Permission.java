package app.kolan.server.identity;

import java.util.Arrays;
import java.util.Optional;

/// What somebody may do, in one business or in all. An API key has some of these as its scopes,
/// under their words; a user has those of his role.
///
/// Some are of the server: they reach what businesses share, such as the numbers that callers dial,
/// so a key of one business does not have them whatever its scopes say.
public enum Permission {
  /// See which businesses there are, and what they are called.
  BUSINESSES_READ("businesses:read"),
  /// Add a business, rename it, suspend it, close it.
  BUSINESSES_WRITE("businesses:write"),
  /// Read how a business answers its calls, in all versions. Secrets are never shown.
  SETTINGS_READ("settings:read"),
  /// Write drafts of settings.
  SETTINGS_WRITE("settings:write"),
  /// Make a version the one by which calls are answered.
  SETTINGS_PUBLISH("settings:publish"),
  /// See the telephone numbers of a business.
  NUMBERS_READ("numbers:read"),
  /// Give a number to a business, or take it away.
  NUMBERS_WRITE("numbers:write"),
  /// See which Twilio accounts there are; tokens are never shown.
  ACCOUNTS_READ("accounts:read"),
  /// Add an account, and change its tokens and provider keys.
  ACCOUNTS_WRITE("accounts:write"),
  /// See that a call was: when, from whom, how it came out.
  CALLS_READ("calls:read"),
  /// Read what was said in a call, and what the caller left: turns, leads, summaries.
  TRANSCRIPTS_READ("transcripts:read"),
  /// Hear a call: the sound of turns, and recordings.
  RECORDINGS_READ("recordings:read"),
  /// Step into a call while it runs: give the agent a hint, connect the caller, hang up.
  CALLS_WRITE("calls:write"),
  /// Change what is done with leads and promises: state, assignee, notes.
  LEADS_WRITE("leads:write"),
  /// Have calls placed, such as to call somebody back, which costs money.
  CALLS_PLACE("calls:place"),
  /// See who calls: names, numbers, consents, notes.
  CONTACTS_READ("contacts:read"),
  /// Add, change and merge contacts, import them.
  CONTACTS_WRITE("contacts:write"),
  /// See what can be booked, what is free, and who has which appointment.
  APPOINTMENTS_READ("appointments:read"),
  /// Book, move and cancel appointments, and note that nobody came.
  APPOINTMENTS_WRITE("appointments:write"),
  /// Read what the agent knows. What callers asked that it did not needs [#TRANSCRIPTS_READ].
  KNOWLEDGE_READ("knowledge:read"),
  /// Change what the agent knows, from the next call on, and answer what callers asked.
  KNOWLEDGE_WRITE("knowledge:write"),
  /// See what was erased, what is held, and what retention did; no caller is named there.
  PRIVACY_READ("privacy:read"),
  /// Take all that is known of one person, sounds included.
  PERSONS_EXPORT("persons:export"),
  /// Erase all that is known of one person, and have retention run.
  PERSONS_ERASE("persons:erase"),
  /// Place and lift legal holds.
  HOLDS_WRITE("holds:write"),
  /// Watch calls while they run. What is said in them needs [#TRANSCRIPTS_READ], too.
  EVENTS_READ("events:read"),
  /// See what people were told of, whether it arrived, and by which rules. Addresses need
  /// [#SETTINGS_READ], what callers said [#TRANSCRIPTS_READ], too.
  ALERTS_READ("alerts:read"),
  /// Send alerts again, and test ones.
  ALERTS_WRITE("alerts:write"),
  /// See how much of its limits a business has used, and what it cost.
  USAGE_READ("usage:read"),
  /// See who has access.
  USERS_READ("users:read"),
  /// Invite people, change their roles, remove them.
  USERS_WRITE("users:write"),
  /// See which API keys there are.
  KEYS_READ("keys:read"),
  /// Make and revoke API keys, with scopes that one has oneself.
  KEYS_WRITE("keys:write"),
  /// Read the audit log.
  AUDIT_READ("audit:read");

  private final String scope;

  Permission(String scope) {
    this.scope = scope;
  }

  /// Its word in an API key's scopes.
  public String scope() {
    return scope;
  }

  /// Whether it reaches what businesses share, so that only somebody who has it for all of them may
  /// use it.
  public boolean isOfServer() {
    return this == NUMBERS_WRITE || this == ACCOUNTS_WRITE;
  }

  /// The permission of a word.
  public static Optional<Permission> ofScope(String word) {
    return Arrays.stream(values()).filter(each -> each.scope.equals(word)).findFirst();
  }
}
