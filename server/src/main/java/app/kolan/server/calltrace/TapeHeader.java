package app.kolan.server.calltrace;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first line of a tape: what was recorded, and what the server's responses depended on.
///
/// @param kolan the version of the server
/// @param kind [TapeMode#REDACTED] or [TapeMode#FULL]
/// @param began when the call's first request came
/// @param base the public URL that TwiML was written with
/// @param inputAudio how the server told speech from silence, and turns from speech
/// @param human the number that a caller who asks for a human is connected to
/// @param draining whether the server was about to stop
/// @param prompts the hash of each prompt's telephone audio
public record TapeHeader(
    String kolan,
    TapeMode kind,
    CallSid call,
    Instant began,
    PublicUrl base,
    long business,
    AnswerMode mode,
    TapedInputAudio inputAudio,
    @Nullable PhoneNumber human,
    boolean draining,
    Map<String, String> prompts) {
  /// The version of the format; a reader refuses a newer one.
  public static final int FORMAT = 2;

  public TapeHeader {
    prompts = Map.copyOf(prompts);
  }

  TapeHeader withHuman(@Nullable PhoneNumber other) {
    return new TapeHeader(
        kolan, kind, call, began, base, business, mode, inputAudio, other, draining, prompts);
  }
}
