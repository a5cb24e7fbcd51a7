package app.kolan.bench.load;

import java.nio.charset.StandardCharsets;

/// What stands in a server's text message, found by looking at its bytes alone. Any bytes give an
/// answer.
final class ServerMessage {
  private static final byte[] EVENT = ascii("\"event\":\"");
  private static final byte[] PAYLOAD = ascii("\"payload\":\"");
  private static final byte[] NAME = ascii("\"name\":\"");
  private static final byte[] MEDIA = ascii("media\"");
  private static final byte[] MARK = ascii("mark\"");
  private static final byte[] CLEAR = ascii("clear\"");

  private ServerMessage() {}

  /// What a message is.
  enum Kind {
    MEDIA,
    MARK,
    CLEAR,
    OTHER
  }

  static Kind kind(byte[] bytes, int from, int to) {
    int event = after(EVENT, bytes, from, to);
    if (event < 0) {
      return Kind.OTHER;
    } else if (stands(MEDIA, bytes, event, to)) {
      return Kind.MEDIA;
    } else if (stands(MARK, bytes, event, to)) {
      return Kind.MARK;
    } else if (stands(CLEAR, bytes, event, to)) {
      return Kind.CLEAR;
    }
    return Kind.OTHER;
  }

  /// How many samples the payload of a media message holds; 0 without one.
  static int samples(byte[] bytes, int from, int to) {
    int start = after(PAYLOAD, bytes, from, to);
    int end = start < 0 ? -1 : quote(bytes, start, to);
    if (end <= start) {
      return 0;
    }
    int padding = 0;
    while (padding < 2 && end - padding > start && bytes[end - 1 - padding] == '=') {
      padding++;
    }
    return (end - start) * 3 / 4 - padding;
  }

  /// The name of a mark; empty without one.
  static String markName(byte[] bytes, int from, int to) {
    int start = after(NAME, bytes, from, to);
    int end = start < 0 ? -1 : quote(bytes, start, to);
    return end < 0 ? "" : new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /// The place behind a text, or -1.
  private static int after(byte[] text, byte[] bytes, int from, int to) {
    for (int at = from; at + text.length <= to; at++) {
      if (bytes[at] == text[0] && bytes[at + 1] == text[1] && stands(text, bytes, at, to)) {
        return at + text.length;
      }
    }
    return -1;
  }

  private static boolean stands(byte[] text, byte[] bytes, int at, int to) {
    if (at + text.length > to) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static int quote(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '"') {
        return at;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
