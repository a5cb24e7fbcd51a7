package app.kolan.server.api;

import app.kolan.server.identity.Passkeys;
import app.kolan.server.identity.PasswordChoice;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.SecondFactors;
import app.kolan.server.identity.Sessions;
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
    @Nullable RelyingParty party) {}
