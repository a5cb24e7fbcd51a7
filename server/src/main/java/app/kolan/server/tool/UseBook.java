package app.kolan.server.tool;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.ledger.ToolOutcome;
import app.kolan.server.ledger.ToolUseEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// The uses of tools in the ledger: what was begun, and what came of it.
final class UseBook {
  private static final int MOST_LETTERS_OF_AN_ID = 100;
  private static final int MOST_LETTERS_OF_ARGUMENTS = 8 * 1024;
  private static final int FINGERPRINT_BYTES = 16;
  private static final String HANG_UP = "HANG_UP";
  private static final String HAND_OVER = "HAND_OVER";

  private final Ledger ledger;
  private final InstantSource clock;

  UseBook(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What makes a use the same use: the model's identifier, the tool and its arguments. Some models
  /// number their uses anew in each turn, so the identifier alone does not do.
  static String fingerprint(CallFacts call, ToolCall wanted) {
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

  ToolUseEntry entry(CallFacts call, ToolCall wanted, String fingerprint) {
    return ToolUseEntry.begun(
        call.sid(),
        fingerprint,
        cut(wanted.id(), MOST_LETTERS_OF_AN_ID),
        cut(wanted.name(), MOST_LETTERS_OF_AN_ID),
        cut(wanted.arguments(), MOST_LETTERS_OF_ARGUMENTS),
        clock.instant());
  }

  /// Takes a use down; what is known of it when it was begun before.
  Optional<ToolUseEntry> begin(ToolUseEntry use) {
    return ledger.toolUseBegins(use);
  }

  void end(ToolUseEntry use, ToolResult result, Duration took) {
    String instruction = null;
    PhoneNumber number = null;
    switch (result.next()) {
      case Instruction.GoOn() -> {}
      case Instruction.HangUp() -> instruction = HANG_UP;
      case Instruction.HandOver(var to) -> {
        instruction = HAND_OVER;
        number = to;
      }
    }
    ledger.toolUseEnded(use.ended(result.outcome(), result.text(), instruction, number, took));
  }

  /// The result of a use that has ended; empty when it is not known to have.
  static Optional<ToolResult> resultOf(ToolUseEntry use) {
    String text = use.result();
    if (use.outcome() == ToolOutcome.BEGUN || text == null) {
      return Optional.empty();
    }
    PhoneNumber number = use.handOverTo();
    Instruction next = new Instruction.GoOn();
    if (HANG_UP.equals(use.instruction())) {
      next = new Instruction.HangUp();
    } else if (HAND_OVER.equals(use.instruction()) && number != null) {
      next = new Instruction.HandOver(number);
    }
    return Optional.of(new ToolResult(text, use.outcome(), next));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
