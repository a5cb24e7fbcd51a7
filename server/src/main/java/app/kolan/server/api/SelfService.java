package app.kolan.server.api;

import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Passkeys;
import app.kolan.server.identity.PasswordChoice;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.SecondFactors;
import app.kolan.server.identity.Sessions;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people look after themselves: their sessions and what they sign in with.
///
/// @param mails null when the server sends none
/// @param party null when the server does not know its public URL, which passkeys are for
public record SelfService(
    Sessions sessions,
    SecondFactors secondFactors,
    Passkeys passkeys,
    PasswordChoice passwordChoice,
    @Nullable PasswordReset mails,
    @Nullable RelyingParty party) {
  /// The telephone that somebody typed for himself; empty for what nobody can be called at. A
  /// person has several businesses, so that a number without its country is one of Israel.
  public static Optional<PhoneNumber> telephone(String typed) {
    return CallbackNumber.ofKeys(PlainText.of(typed), BusinessLocale.ISRAEL.country())
        .filter(PhoneNumber::isDialable);
  }
}
