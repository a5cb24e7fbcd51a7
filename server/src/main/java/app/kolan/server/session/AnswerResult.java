package app.kolan.server.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of answering.
///
/// @param heard how much of the utterance the caller heard
/// @param cutOff whether the caller interrupted, or had more to say before anything was heard
/// @param failure why the answer could not be completed; null when it could, or was cut off
public record AnswerResult(Duration heard, boolean cutOff, @Nullable Exception failure) {}
