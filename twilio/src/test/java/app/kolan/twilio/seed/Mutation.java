package app.kolan.twilio.seed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Damage done to a valid document.
public final class Mutation {
  private static final String TROUBLE = "{}[]\",:.\\<>&;'=/!?%+- \u0000\u007Fאe9";

  private Mutation() {}

  /// The bytes with up to four places changed, repeated, removed, filled or cut off.
  public static byte[] of(byte[] valid, Random random) {
    byte[] damaged = valid;
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && damaged.length > 0; i++) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  /// The text with up to four places changed, repeated, removed, filled or cut off.
  public static String of(String valid, Random random) {
    byte[] damaged = of(valid.getBytes(StandardCharsets.UTF_8), random);
    return new String(damaged, StandardCharsets.UTF_8);
  }

  /// Up to 200 bytes of anything.
  public static byte[] anything(Random random) {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(12));
    byte[] before = Arrays.copyOfRange(bytes, 0, from);
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    byte[] after = Arrays.copyOfRange(bytes, to, bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> join(before, trouble(random), after);
      case 1 -> join(before, trouble(random), part, after);
      case 2 -> join(before, part, part, after);
      case 3 -> join(before, after);
      default -> before;
    };
  }

  private static byte[] trouble(Random random) {
    int at = random.nextInt(TROUBLE.length());
    return random.nextInt(4) == 0
        ? new byte[] {(byte) random.nextInt()}
        : TROUBLE.substring(at, at + 1).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
