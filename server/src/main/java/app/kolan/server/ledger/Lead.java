package app.kolan.server.ledger;

import app.kolan.carrier.webhook.CallSid;
import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.carrier.webhook.RecordingSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Someone to call back: what a caller left, one per call.
///
/// @param callback the number that the caller gave, when it is not the one he called from
/// @param reasonTurn the position of the turn that says why he called
/// @param nameTurn the position of the turn that says who he is
/// @param recording the message that he left
public record Lead(
    CallSid call,
    long businessId,
    PhoneNumber caller,
    @Nullable PhoneNumber callback,
    @Nullable Integer reasonTurn,
    @Nullable Integer nameTurn,
    @Nullable RecordingSid recording,
    LeadState state,
    Instant createdAt) {}
