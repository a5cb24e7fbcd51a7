package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a caller waited for each stage of an answer, from the moment in which the caller's turn
/// was taken to be over. A stage that was not reached is null.
///
/// @param position of the caller's turn
/// @param wordsKnown until the words of the turn were known for good
/// @param modelAsked until a language model was asked
/// @param firstToken until its first words came
/// @param voiceAsked until a voice was asked to say them
/// @param firstSound until its first sound came
/// @param firstSent until the first sound went out, be it the answer's or a filler
/// @param firstHeard until the caller had heard some of it
public record TurnTimes(
    CallSid call,
    int position,
    @Nullable Duration wordsKnown,
    @Nullable Duration modelAsked,
    @Nullable Duration firstToken,
    @Nullable Duration voiceAsked,
    @Nullable Duration firstSound,
    @Nullable Duration firstSent,
    @Nullable Duration firstHeard) {}
