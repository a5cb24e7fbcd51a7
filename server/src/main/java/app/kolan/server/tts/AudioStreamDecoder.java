package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decodes a body of raw samples, or a WAV file where a server sends one instead. Checks the first
/// bytes before it passes anything on.
final class AudioStreamDecoder implements AudioDecoder {
  private static final int LONGEST_HEAD = 64 * 1024;

  private final String provider;
  private final AudioEncoding expected;
  private final String contentType;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private @Nullable RawAudioDecoder raw;
  private long left = Long.MAX_VALUE;

  /// @param expected the encoding if no header says otherwise
  AudioStreamDecoder(String provider, AudioEncoding expected) {
    this(provider, expected, "");
  }

  /// @param contentType the type of the body as the server says; empty when it says nothing
  AudioStreamDecoder(String provider, AudioEncoding expected, String contentType) {
    this.provider = provider;
    this.expected = expected;
    this.contentType = contentType;
  }

  @Override
  public Mulaw decode(byte[] piece) throws ProviderFailure {
    if (raw != null) {
      return decode(raw, piece);
    }
    head.writeBytes(piece);
    return head.size() < AudioContainer.HEAD ? Mulaw.EMPTY : begin(head.toByteArray());
  }

  @Override
  public Mulaw finish() throws ProviderFailure {
    Mulaw held = raw == null ? begin(head.toByteArray()) : Mulaw.EMPTY;
    if (raw == null) {
      throw new ProviderFailure(provider, FailureKind.UNREADABLE, "a WAV file without samples");
    }
    return Mulaw.join(List.of(held, raw.finish()));
  }

  private Mulaw begin(byte[] bytes) throws ProviderFailure {
    if (WavHeader.begins(bytes)) {
      return beginWav(bytes);
    }
    Optional<String> foreign = AudioContainer.name(bytes, contentType);
    if (foreign.isPresent()) {
      throw new ProviderFailure(
          provider, FailureKind.UNREADABLE, "it sent " + foreign.get() + " and no bare sound");
    }
    RawAudioDecoder begun = new RawAudioDecoder(expected);
    raw = begun;
    return begun.decode(bytes);
  }

  private Mulaw beginWav(byte[] bytes) throws ProviderFailure {
    WavHeader wav = WavHeader.read(bytes);
    if (wav == null && bytes.length <= LONGEST_HEAD) {
      return Mulaw.EMPTY;
    }
    AudioEncoding form = wav == null ? null : wav.form();
    if (wav == null || form == null) {
      throw new ProviderFailure(
          provider, FailureKind.UNREADABLE, "it sent a WAV file of another form");
    }
    RawAudioDecoder begun = new RawAudioDecoder(form);
    raw = begun;
    left = wav.length();
    return decode(begun, Arrays.copyOfRange(bytes, wav.start(), bytes.length));
  }

  /// Only samples, without what follows them in the file.
  private Mulaw decode(RawAudioDecoder begun, byte[] piece) {
    int used = (int) Math.min(left, piece.length);
    left -= used;
    return begun.decode(used == piece.length ? piece : Arrays.copyOf(piece, used));
  }
}
