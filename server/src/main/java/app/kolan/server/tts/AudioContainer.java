package app.kolan.server.tts;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Detects by its first bytes a response that is not raw audio. On the telephone it would be noise:
/// some servers send MP3 whatever format is requested, and some send a web page.
final class AudioContainer {
  /// The number of bytes needed. Telephone audio may begin with some that are letters, too: those
  /// of a negative half-wave, which is shorter.
  static final int HEAD = 64;

  private static final int MP3_HEAD = 16;
  private static final int SHORTEST_TEXT = 4;

  private static final Pattern MARKUP =
      Pattern.compile("(?is)\\s*<(!doctype|html|\\?xml|head|body|error).*");
  private static final Pattern JSON =
      Pattern.compile("\\s*(\\[\\s*)?\\{\\s*\"[A-Za-z_]{3}.*", Pattern.DOTALL);
  private static final Pattern TEXT_TYPE =
      Pattern.compile(
          "(?i)\\s*(?:text/|application/(?:[\\w.+-]*(?:json|xml|javascript)|x-www-form)).*");
  private static final Pattern CODED_TYPE =
      Pattern.compile(
          "(?i)\\s*audio/(mpeg|mp3|ogg|opus|aac|aacp|mp4|x-m4a|flac|x-flac|webm|aiff|x-aiff)\\b.*");

  private AudioContainer() {}

  /// The detected format, for an operator; empty when the bytes may be raw audio.
  ///
  /// @param contentType as the server says; empty when it says nothing
  static Optional<String> name(byte[] head, String contentType) {
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
    } else if (start.startsWith("FORM") || start.startsWith(".snd") || start.startsWith("RF64")) {
      return Optional.of("AIFF, AU or RF64");
    } else if (MARKUP.matcher(start).matches()
        || JSON.matcher(start).matches()
        || isText(head, TEXT_TYPE.matcher(contentType).matches())) {
      return Optional.of("a text");
    }
    Matcher coded = CODED_TYPE.matcher(contentType);
    return coded.matches() ? Optional.ofNullable(coded.group(1)) : Optional.empty();
  }

  /// Whether the bytes are UTF-8 without control characters. Those of samples are not for long.
  ///
  /// @param declared whether the server says so, which some also say of samples
  private static boolean isText(byte[] head, boolean declared) {
    ByteBuffer bytes = ByteBuffer.wrap(head, 0, Math.min(HEAD, head.length));
    CharBuffer text = CharBuffer.allocate(HEAD);
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, false).isError()) {
      return false;
    }
    text.flip();
    return declared
        ? text.chars().noneMatch(c -> c == 0)
        : text.length() >= SHORTEST_TEXT
            && text.chars().noneMatch(c -> Character.isISOControl(c) && !isSpace(c));
  }

  private static boolean isSpace(int character) {
    return character == '\n' || character == '\r' || character == '\t';
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
    for (int i = 0; i < Math.min(MP3_HEAD, head.length); i++) {
      zeros += head[i] == 0 ? 1 : 0;
    }
    return zeros;
  }
}
