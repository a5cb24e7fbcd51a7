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
    var samples = new short[length / form.frame()];
    for (int i = 0; i < samples.length; i++) {
      int sum = 0;
      for (int channel = 0; channel < form.channels(); channel++) {
        int at = i * form.channels() + channel;
        sum +=
            switch (form.coding()) {
              case MULAW -> coded.sampleAt(at);
              case LINEAR -> linear.getShort(2 * at);
            };
      }
      samples[i] = (short) (sum / form.channels());
    }
    return samples;
  }

  private static Mulaw onThePhone(short[] samples) {
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
