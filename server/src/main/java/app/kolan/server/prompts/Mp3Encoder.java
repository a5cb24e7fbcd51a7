package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;
import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;

/// Speech as an MP3 file: MPEG-2 layer III, mono, 22,050 Hz, 32 kbit/s, about 4 KB a second. The
/// encoder is a port of LAME; it adds some 80 ms of silence, most of it at the beginning.
final class Mp3Encoder {
  static final int RATE = 22_050;

  private static final int KILOBITS = 32;

  private Mp3Encoder() {}

  static byte[] of(Pcm audio) {
    byte[] samples = littleEndian(audio.resampledTo(RATE));
    var format = new AudioFormat(RATE, 16, 1, true, false);
    var encoder =
        new LameEncoder(
            format, KILOBITS, LameEncoder.CHANNEL_MODE_MONO, LameEncoder.QUALITY_HIGH, false);
    try {
      var file = new ByteArrayOutputStream();
      var frames = new byte[encoder.getPCMBufferSize()];
      int step = encoder.getPCMBufferSize();
      for (int at = 0; at < samples.length; at += step) {
        int length = Math.min(step, samples.length - at);
        file.write(frames, 0, encoder.encodeBuffer(samples, at, length, frames));
      }
      file.write(frames, 0, encoder.encodeFinish(frames));
      return file.toByteArray();
    } finally {
      encoder.close();
    }
  }

  private static byte[] littleEndian(Pcm audio) {
    var bytes = ByteBuffer.allocate(audio.length() * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < audio.length(); i++) {
      bytes.putShort(audio.at(i));
    }
    return bytes.array();
  }
}
