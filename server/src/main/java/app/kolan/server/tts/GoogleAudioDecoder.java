package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Decodes `{"audioContent": "…"}`. Google wraps mu-law in a WAV file.
final class GoogleAudioDecoder implements AudioDecoder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final String provider;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

  GoogleAudioDecoder(String provider) {
    this.provider = provider;
  }

  @Override
  public Mulaw decode(byte[] piece) throws ProviderFailure {
    answer.writeBytes(piece);
    if (answer.size() > MOST_BYTES) {
      throw new ProviderFailure(provider, FailureKind.UNREADABLE, "the answer is too long");
    }
    return Mulaw.EMPTY;
  }

  @Override
  public Mulaw finish() throws ProviderFailure {
    var decoder = new AudioStreamDecoder(provider, AudioEncoding.PHONE);
    Mulaw sound = decoder.decode(content());
    return Mulaw.join(List.of(sound, decoder.finish()));
  }

  private byte[] content() throws ProviderFailure {
    try {
      JsonNode content = JSON.readTree(answer.toByteArray()).path("audioContent");
      if (content.isTextual()) {
        return content.binaryValue();
      }
    } catch (IOException unreadable) {
      // The failure below reports it, and nothing of what was sent.
    }
    throw new ProviderFailure(provider, FailureKind.UNREADABLE, "no audioContent in the answer");
  }
}
