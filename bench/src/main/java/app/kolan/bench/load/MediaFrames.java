package app.kolan.bench.load;

import java.nio.charset.StandardCharsets;

/// The `media` messages of one stream, as Twilio writes them. Only the numbers and the payload are
/// written for each; the rest is copied.
///
/// Belongs to one thread.
final class MediaFrames {
  /// The longest message: a payload of 20 ms and numbers as long as they get.
  static final int LONGEST = 512;

  private static final byte[] SEQUENCE = ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
  private static final byte[] CHUNK = ascii("\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
  private static final byte[] TIMESTAMP = ascii("\",\"timestamp\":\"");
  private static final byte[] PAYLOAD = ascii("\",\"payload\":\"");

  private final byte[] end;

  MediaFrames(String streamSid) {
    this.end = ascii("\"},\"streamSid\":\"" + streamSid + "\"}");
  }

  /// Writes one message.
  ///
  /// @param payload 20 ms of audio in base64
  /// @return where it ends
  int write(byte[] into, int at, long sequence, long chunk, byte[] payload) {
    int next = copy(SEQUENCE, into, at);
    next = digits(sequence, into, next);
    next = copy(CHUNK, into, next);
    next = digits(chunk, into, next);
    next = copy(TIMESTAMP, into, next);
    next = digits((chunk - 1) * 20, into, next);
    next = copy(PAYLOAD, into, next);
    next = copy(payload, into, next);
    return copy(end, into, next);
  }

  private static int copy(byte[] part, byte[] into, int at) {
    System.arraycopy(part, 0, into, at, part.length);
    return at + part.length;
  }

  private static int digits(long number, byte[] into, int at) {
    int count = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      count++;
    }
    long rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + count;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
