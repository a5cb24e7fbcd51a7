package app.kolan.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A passkey of a user, as WebAuthn calls it a credential.
///
/// @param credentialId base64url, without padding
/// @param credential the attested credential data of the authenticator, with the public key, in
///   base64url
/// @param signCount the authenticator's counter as it was last shown; 0 when it has none
/// @param backupEligible whether it may be kept by several devices, as those of a password manager;
///   never changes
/// @param usedAt when somebody last signed in by it; null for never
public record Passkey(
    String credentialId,
    long userId,
    String name,
    String credential,
    long signCount,
    boolean backupEligible,
    Instant createdAt,
    @Nullable Instant usedAt) {}
