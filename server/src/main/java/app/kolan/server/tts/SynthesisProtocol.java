package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The protocol of a provider's socket. Stateless: several texts may be synthesized at the same
/// time.
abstract class SynthesisProtocol {
  private final ProviderSettings settings;

  SynthesisProtocol(ProviderSettings settings) {
    this.settings = settings;
  }

  final ProviderSettings settings() {
    return settings;
  }

  /// The URL of the socket.
  abstract URI address();

  /// The headers of the handshake.
  abstract Map<String, String> headers();

  /// The messages that request the synthesis of a text.
  ///
  /// @param id distinguishes the text from others on the same socket
  abstract List<String> saying(String id, String text);

  /// The effect of a message on one text.
  ///
  /// @throws ProviderFailure when it reports a failure, or is not what the provider documents
  abstract SynthesisMessage read(String id, JsonNode message) throws ProviderFailure;

  final ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(settings.provider(), kind, reason);
  }

  /// The failure when the far end closes in the middle of a text.
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

  /// The `ws` form of a URL that may be an `http` one.
  static String socketUrl(URI base) {
    return base.toString().replaceFirst("^http", "ws");
  }
}
