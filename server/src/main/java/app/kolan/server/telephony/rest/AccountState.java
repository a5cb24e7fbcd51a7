package app.kolan.server.telephony.rest;

import org.jspecify.annotations.Nullable;

/// An account, as Twilio describes it. Its token never prints.
///
/// @param status `active`, `suspended` or `closed`
/// @param trial whether nothing has been paid for it yet
/// @param primaryToken the token that Twilio names as the account's; null when it names none
public record AccountState(String status, boolean trial, @Nullable String primaryToken) {
  @Override
  public String toString() {
    return "AccountState[%s, %s]".formatted(status, trial ? "trial" : "full");
  }
}
