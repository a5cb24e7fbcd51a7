package app.kolan.simulator;

import java.util.UUID;

/// Makes identifiers as Twilio does: two letters and 32 hexadecimal digits.
final class NewSid {
  private NewSid() {}

  static String of(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }
}
