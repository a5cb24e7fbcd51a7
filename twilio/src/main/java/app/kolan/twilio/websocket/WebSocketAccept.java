package app.kolan.twilio.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The value of `Sec-WebSocket-Accept`, by which a server proves that it has read the client's key.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
public final class WebSocketAccept {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketAccept() {}

  /// The answer to a key.
  ///
  /// @param key the value of `Sec-WebSocket-Key`; it is not decoded, and any text is answered
  public static String of(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
