package app.kolan.server.tts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Detects by its first bytes a response that is not raw audio. On the telephone it would be noise:
/// some servers send MP3 whatever format is requested, and some send a web page.
final class AudioContainer {
  /// The number of bytes needed.
  static final int HEAD = 16;

  private static final Pattern MARKUP =
      Pattern.compile("(?is)\\s*<(!doctype|html|\\?xml|head|body|error).*");
  private static final Pattern JSON =
      Pattern.compile("\\s*(\\[\\s*)?\\{\\s*\"[A-Za-z_]{3}.*", Pattern.DOTALL);

  private AudioContainer() {}

  /// The detected format, for an operator; empty when the bytes may be raw audio.
  static Optional<String> name(byte[] head) {
    String start = new String(head, 0, Math.min(HEAD, head.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("ID3") || isMp3Frame(head)) {
      return Optional.of("MP3");
    } else if (start.startsWith("OggS")) {
      return Optional.of("Ogg");
    } else if (start.startsWith("fLaC")) {
      return Optional.of("FLAC");
    } else if (start.startsWith("ftyp", 4)) {
      return Optional.of("MP4");
    } else if (start.startsWith("\u001AE\u00DF\u00A3")) {
      return Optional.of("WebM");
    }
    boolean text = MARKUP.matcher(start).matches() || JSON.matcher(start).matches();
    return text ? Optional.of("a text") : Optional.empty();
  }

  /// Whether the bytes are the header of an MPEG audio frame, layer III. Telephone audio near
  /// silence may begin with the same two bytes, but never continues with the loudest samples.
  private static boolean isMp3Frame(byte[] head) {
    if (head.length < 4 || (head[0] & 0xFF) != 0xFF || (head[1] & 0xE6) != 0xE2) {
      return false;
    }
    boolean version = (head[1] & 0x18) != 0x08;
    int bitRate = (head[2] & 0xF0) >> 4;
    int sampleRate = (head[2] & 0x0C) >> 2;
    boolean valid = version && bitRate >= 1 && bitRate <= 14 && sampleRate != 3;
    return valid && (isLoud(head[2]) || zeros(head) >= 2);
  }

  private static boolean isLoud(byte code) {
    return (~code & 0x70) >= 0x30;
  }

  private static int zeros(byte[] head) {
    int zeros = 0;
    for (int i = 0; i < Math.min(HEAD, head.length); i++) {
      zeros += head[i] == 0 ? 1 : 0;
    }
    return zeros;
  }
}
