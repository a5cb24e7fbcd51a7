package app.kolan.server.web;

import app.kolan.server.telephony.echo.EchoReport;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/// A body that is counted and hashed as it arrives. What is beyond the bound is not kept.
final class EchoBody {
  private static final int MOST_KEPT = 64 * 1024;

  private final MessageDigest digest = sha256Digest();
  private final Buffer kept = Buffer.buffer();
  private long length;

  void take(Buffer part) {
    digest.update(part.getBytes());
    length += part.length();
    int room = MOST_KEPT - kept.length();
    kept.appendBuffer(part.slice(0, Math.min(room, part.length())));
  }

  long length() {
    return length;
  }

  /// Asked for once, at the end.
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  String start() {
    int end = Math.min(EchoReport.BODY_START, kept.length());
    return Base64.getEncoder().encodeToString(kept.getBytes(0, end));
  }

  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
