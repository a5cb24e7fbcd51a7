package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that a caller left.
///
/// @param length as Twilio says or as the file has it
/// @param audioFile relative to the data folder, once it is stored
/// @param bytes the file's size; 0 until it is stored
/// @param attempts how often it was asked for
/// @param problem why the latest attempt failed
/// @param announcedAt when it was first heard of
public record Recording(
    RecordingSid sid,
    CallSid call,
    RecordingState state,
    @Nullable Duration length,
    @Nullable String audioFile,
    long bytes,
    int attempts,
    @Nullable String problem,
    Instant announcedAt) {}
