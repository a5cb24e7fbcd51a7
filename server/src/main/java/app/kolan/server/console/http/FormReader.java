package app.kolan.server.console.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads what a form has sent.
final class FormReader {
  private FormReader() {}

  /// Whether a form without files is sent.
  static boolean isType(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  /// @throws PageProblem when it is no form, or no UTF-8
  static Form read(String contentType, byte[] body) {
    if (body.length == 0) {
      return Form.EMPTY;
    }
    if (Multipart.isType(contentType)) {
      return Multipart.read(contentType, body);
    }
    if (!isType(contentType)) {
      throw new PageProblem(PageProblem.Kind.MALFORMED);
    }
    try {
      return Form.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException _) {
      throw new PageProblem(PageProblem.Kind.MALFORMED);
    }
  }
}
