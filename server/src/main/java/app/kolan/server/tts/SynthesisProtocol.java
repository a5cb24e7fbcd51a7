package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What is particular to a provider that speaks over a socket. It keeps nothing: several texts may
/// be said at the same time.
abstract class SynthesisProtocol {
  private final ProviderSettings settings;

  SynthesisProtocol(ProviderSettings settings) {
    this.settings = settings;
  }

  final ProviderSettings settings() {
    return settings;
  }

  /// Where the socket is.
  abstract URI address();

  /// The headers of the handshake.
  abstract Map<String, String> headers();

  /// The messages that have a text said.
  ///
  /// @param id tells the text from others on the same socket
  abstract List<String> saying(String id, String text);

  /// What a message brings for one text.
  ///
  /// @throws ProviderFailure when it is about a failure, or is not what the provider documents
  abstract SynthesisMessage read(String id, JsonNode message) throws ProviderFailure;

  final ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(settings.provider(), kind, reason);
  }

  /// What it means that the far end has closed in the middle of a text.
  final ProviderFailure closed(int code) {
    FailureKind kind =
        switch (code) {
          case 1002, 1003, 1007, 1008, 1009 -> FailureKind.REQUEST_REFUSED;
          case 1011, 1012, 1013 -> FailureKind.OVERLOADED;
          default -> FailureKind.BROKEN_OFF;
        };
    return failure(kind, "closed with %d".formatted(code));
  }

  /// The bytes of a base64 field.
  final byte[] bytes(String base64) throws ProviderFailure {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw failure(FailureKind.UNREADABLE, "a sound that is no base64");
    }
  }

  /// The socket's form of an address that may be written in that of HTTP.
  static String socketUrl(URI base) {
    return base.toString().replaceFirst("^http", "ws");
  }
}
