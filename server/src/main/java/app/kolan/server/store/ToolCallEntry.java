package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One use of a tool in a call. It prints without its arguments and its result.
///
/// @param fingerprint with the call's name, what makes the use unique
/// @param useId the model's own name for the use
/// @param arguments as the model wrote them, perhaps cut
/// @param result what the model was told; null while it is under way
/// @param instruction what the conversation is to do next, by the name that the tools have for it;
///   null when it just goes on
/// @param handOverTo the number that belongs to the instruction
/// @param took null while it is under way
public record ToolCallEntry(
    CallSid call,
    String fingerprint,
    String useId,
    String tool,
    String arguments,
    ToolOutcome outcome,
    @Nullable String result,
    @Nullable String instruction,
    @Nullable PhoneNumber handOverTo,
    Instant begunAt,
    @Nullable Duration took) {

  /// A use that has just begun.
  public static ToolCallEntry begun(
      CallSid call, String fingerprint, String useId, String tool, String arguments, Instant at) {
    return new ToolCallEntry(
        call, fingerprint, useId, tool, arguments, ToolOutcome.BEGUN, null, null, null, at, null);
  }

  /// The same use when it is over.
  public ToolCallEntry ended(
      ToolOutcome how,
      String told,
      @Nullable String next,
      @Nullable PhoneNumber number,
      Duration length) {
    return new ToolCallEntry(
        call, fingerprint, useId, tool, arguments, how, told, next, number, begunAt, length);
  }

  @Override
  public String toString() {
    return "ToolUseEntry[call=%s, tool=%s, outcome=%s, begunAt=%s, took=%s]"
        .formatted(call, tool, outcome, begunAt, took);
  }
}
