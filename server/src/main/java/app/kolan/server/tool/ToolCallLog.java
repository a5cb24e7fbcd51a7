package app.kolan.server.tool;

import app.kolan.server.business.CallContext;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolCallStore;
import app.kolan.server.store.ToolOutcome;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// The uses of tools in the ledger: what was begun, and what came of it.
final class ToolCallLog {
  private static final int MOST_LETTERS_OF_AN_ID = 100;
  private static final int MOST_LETTERS_OF_ARGUMENTS = 8 * 1024;
  private static final int FINGERPRINT_BYTES = 16;
  private static final String HANG_UP = "HANG_UP";
  private static final String LEAVE_MESSAGE = "LEAVE_MESSAGE";
  private static final String HAND_OVER = "HAND_OVER";

  private final ToolCallStore toolCalls;
  private final InstantSource clock;

  ToolCallLog(ToolCallStore toolCalls, InstantSource clock) {
    this.toolCalls = toolCalls;
    this.clock = clock;
  }

  /// What makes a use the same use: the model's identifier, the tool and its arguments. Some models
  /// number their uses anew in each turn, so the identifier alone does not do.
  static String fingerprint(CallContext call, ToolCall wanted) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String part :
          new String[] {call.sid().value(), wanted.id(), wanted.name(), wanted.arguments()}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  ToolCallEntry entry(CallContext call, ToolCall wanted, String fingerprint) {
    return ToolCallEntry.begun(
        call.sid(),
        fingerprint,
        cut(wanted.id(), MOST_LETTERS_OF_AN_ID),
        cut(wanted.name(), MOST_LETTERS_OF_AN_ID),
        cut(wanted.arguments(), MOST_LETTERS_OF_ARGUMENTS),
        clock.instant());
  }

  /// Takes a use down; what is known of it when it was begun before.
  Optional<ToolCallEntry> begin(ToolCallEntry use) {
    return toolCalls.begin(use);
  }

  void end(ToolCallEntry use, ToolResult result, Duration took) {
    String instruction = null;
    PhoneNumber number = null;
    switch (result.next()) {
      case CallAction.GoOn() -> {}
      case CallAction.HangUp() -> instruction = HANG_UP;
      case CallAction.LeaveMessage() -> instruction = LEAVE_MESSAGE;
      case CallAction.HandOver(var to, var _) -> {
        instruction = HAND_OVER;
        number = to;
      }
    }
    toolCalls.end(use.ended(result.outcome(), result.text(), instruction, number, took));
  }

  /// The result of a use that has ended; empty when it is not known to have.
  static Optional<ToolResult> resultOf(ToolCallEntry use) {
    String text = use.result();
    if (use.outcome() == ToolOutcome.BEGUN || text == null) {
      return Optional.empty();
    }
    PhoneNumber number = use.handOverTo();
    CallAction next = new CallAction.GoOn();
    if (HANG_UP.equals(use.instruction())) {
      next = new CallAction.HangUp();
    } else if (LEAVE_MESSAGE.equals(use.instruction())) {
      next = new CallAction.LeaveMessage();
    } else if (HAND_OVER.equals(use.instruction()) && number != null) {
      next = new CallAction.HandOver(number);
    }
    return Optional.of(new ToolResult(text, use.outcome(), next));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
