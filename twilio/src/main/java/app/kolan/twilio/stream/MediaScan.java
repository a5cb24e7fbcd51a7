package app.kolan.twilio.stream;

import app.kolan.twilio.audio.Mulaw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A fast path that reads a `media` message of the usual shape straight from its bytes, without
/// allocating a tree, a map or a text: every call has fifty of them a second.
///
/// It accepts only what it understands with certainty. For any other message, unusual or malformed,
/// it returns null, and [StreamEventCodec] reads it. Accepted messages give the same result as the
/// codec.
/*
 *   {"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2","timestamp":"5",
 *    "payload":"..."},"streamSid":"MZ..."}
 *
 * These keys, each at most once, in any order; numbers as texts or as numbers; no escapes, and no
 * character outside of ASCII.
 */
final class MediaScan {
  private static final byte[] EVENT = bytes("event");
  private static final byte[] SEQUENCE = bytes("sequenceNumber");
  private static final byte[] STREAM = bytes("streamSid");
  private static final byte[] MEDIA = bytes("media");
  private static final byte[] TRACK = bytes("track");
  private static final byte[] CHUNK = bytes("chunk");
  private static final byte[] TIMESTAMP = bytes("timestamp");
  private static final byte[] PAYLOAD = bytes("payload");
  private static final byte[] INBOUND = bytes("inbound");
  private static final byte[] OUTBOUND = bytes("outbound");

  /// Any number of so many digits fits into a long.
  private static final int MOST_DIGITS = 18;

  private static final int MISSING = -1;

  private final byte[] bytes;
  private final int end;
  private int at;

  private int textFrom;
  private int textTo;

  private boolean isMedia;
  private boolean hasMedia;
  private boolean hasStream;
  private long sequence = MISSING;
  private long chunk = MISSING;
  private long timestamp = MISSING;
  private StreamEvent.@Nullable Track track;
  private int payloadFrom;
  private int payloadTo = MISSING;

  private MediaScan(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /// The media message in these bytes; null when they hold something else.
  static StreamEvent.@Nullable Media read(byte[] bytes, int from, int to) {
    var scan = new MediaScan(bytes, from, to);
    return scan.message() && scan.isMedia && scan.payloadTo != MISSING ? scan.media() : null;
  }

  private StreamEvent.@Nullable Media media() {
    try {
      Mulaw audio = Mulaw.ofBase64(bytes, payloadFrom, payloadTo);
      return new StreamEvent.Media(
          Math.max(0, sequence),
          track == null ? StreamEvent.Track.INBOUND : track,
          Math.max(0, chunk),
          Math.max(0, timestamp),
          audio);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private boolean message() {
    return object(false) && next() == end;
  }

  /// An object with members, up to its end.
  private boolean object(boolean inner) {
    if (!takes('{')) {
      return false;
    }
    do {
      if (!string() || !(inner ? innerMember() : outerMember())) {
        return false;
      }
    } while (takes(','));
    return takes('}');
  }

  private boolean outerMember() {
    if (isText(EVENT)) {
      boolean first = !isMedia;
      isMedia = takes(':') && string() && isText(MEDIA);
      return first && isMedia;
    }
    if (isText(SEQUENCE)) {
      boolean first = sequence == MISSING;
      sequence = number();
      return first && sequence != MISSING;
    }
    if (isText(MEDIA)) {
      boolean first = !hasMedia;
      hasMedia = true;
      return first && takes(':') && object(true);
    }
    if (isText(STREAM)) {
      boolean first = !hasStream;
      hasStream = true;
      return first && takes(':') && string();
    }
    return false;
  }

  private boolean innerMember() {
    if (isText(TRACK)) {
      boolean first = track == null;
      return first && takes(':') && string() && track();
    }
    if (isText(CHUNK)) {
      boolean first = chunk == MISSING;
      chunk = number();
      return first && chunk != MISSING;
    }
    if (isText(TIMESTAMP)) {
      boolean first = timestamp == MISSING;
      timestamp = number();
      return first && timestamp != MISSING;
    }
    if (isText(PAYLOAD)) {
      boolean first = payloadTo == MISSING;
      if (takes(':') && string()) {
        payloadFrom = textFrom;
        payloadTo = textTo;
        return first;
      }
    }
    return false;
  }

  private boolean track() {
    track =
        isText(INBOUND)
            ? StreamEvent.Track.INBOUND
            : isText(OUTBOUND) ? StreamEvent.Track.OUTBOUND : null;
    return track != null;
  }

  /// The number that is the value of a member, as a text or by itself; [#MISSING] for any other.
  private long number() {
    if (!takes(':')) {
      return MISSING;
    }
    if (next() < end && bytes[at] == '"') {
      return string() ? digits(textFrom, textTo) : MISSING;
    }
    int from = at;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    boolean leadingZero = at - from > 1 && bytes[from] == '0';
    return leadingZero ? MISSING : digits(from, at);
  }

  private long digits(int from, int to) {
    if (from == to || to - from > MOST_DIGITS) {
      return MISSING;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(bytes[i])) {
        return MISSING;
      }
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }

  /// A text without escapes, whose place is noted.
  private boolean string() {
    if (!takes('"')) {
      return false;
    }
    int place = at;
    while (place < end && bytes[place] >= ' ' && bytes[place] != '"' && bytes[place] != '\\') {
      place++;
    }
    if (place == end || bytes[place] != '"') {
      return false;
    }
    textFrom = at;
    textTo = place;
    at = place + 1;
    return true;
  }

  private boolean takes(char wanted) {
    if (next() == end || bytes[at] != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /// Passes over white space.
  private int next() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  /// Whether the text that was ignored last is this one.
  private boolean isText(byte[] wanted) {
    return Arrays.equals(bytes, textFrom, textTo, wanted, 0, wanted.length);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isSpace(byte character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
