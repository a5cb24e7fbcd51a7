package app.kolan.server.tts;

import app.kolan.server.tts.AudioEncoding.Coding;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Converts raw samples into telephone audio, wherever the pieces are divided.
final class RawAudioDecoder {
  private final AudioEncoding form;
  private final StreamingResampler resampler;
  private byte[] rest = new byte[0];

  RawAudioDecoder(AudioEncoding form) {
    this.form = form;
    this.resampler = new StreamingResampler(form.rate(), Mulaw.RATE);
  }

  Mulaw decode(byte[] piece) {
    if (form.equals(AudioEncoding.PHONE)) {
      return Mulaw.of(piece);
    }
    byte[] all = Arrays.copyOf(rest, rest.length + piece.length);
    System.arraycopy(piece, 0, all, rest.length, piece.length);
    int whole = all.length - all.length % form.frame();
    rest = Arrays.copyOfRange(all, whole, all.length);
    return onThePhone(resampler.convert(mixed(all, whole)));
  }

  Mulaw finish() {
    return form.equals(AudioEncoding.PHONE) ? Mulaw.EMPTY : onThePhone(resampler.finish());
  }

  private short[] mixed(byte[] bytes, int length) {
    ByteBuffer linear = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Mulaw coded = form.coding() == Coding.MULAW ? Mulaw.of(bytes) : Mulaw.EMPTY;
    int width = form.frame() / form.channels();
    var samples = new short[length / form.frame()];
    for (int i = 0; i < samples.length; i++) {
      int sum = 0;
      for (int channel = 0; channel < form.channels(); channel++) {
        int sample = i * form.channels() + channel;
        int at = sample * width;
        sum +=
            switch (form.coding()) {
              case MULAW -> coded.sampleAt(sample);
              case ALAW -> alaw(bytes[at]);
              case BYTE -> ((bytes[at] & 0xFF) - 128) << 8;
              case LINEAR -> linear.getShort(at);
              case LINEAR_24 -> linear.getShort(at + 1);
              case LINEAR_32 -> linear.getShort(at + 2);
              case FLOAT -> scaled(linear.getFloat(at));
              case DOUBLE -> scaled(linear.getDouble(at));
            };
      }
      samples[i] = (short) (sum / form.channels());
    }
    return samples;
  }

  /// A sample from -1 to 1; what is no number becomes silence.
  private static int scaled(double sample) {
    return Math.clamp(Math.round(sample * Short.MAX_VALUE), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /// A sample of A-law.
  ///
  /// Source: ITU-T G.711, table 1a
  private static int alaw(byte code) {
    int plain = (code ^ 0x55) & 0xFF;
    int segment = (plain & 0x70) >> 4;
    int magnitude = ((plain & 0x0F) << 4) + 8;
    if (segment > 0) {
      magnitude = (magnitude + 0x100) << (segment - 1);
    }
    return (plain & 0x80) != 0 ? magnitude : -magnitude;
  }

  private static Mulaw onThePhone(short[] samples) {
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
