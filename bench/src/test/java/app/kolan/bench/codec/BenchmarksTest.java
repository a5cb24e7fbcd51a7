package app.kolan.bench.codec;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.vad.VadFactories;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.SignatureVerdict;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class BenchmarksTest {
  private static final String STREAM = "MZ0123456789abcdef0123456789abcdef";

  @Test
  void one_frame_of_sound_is_read() throws Exception {
    assertThat(new ReadingMessages().media())
        .isInstanceOfSatisfying(
            StreamEvent.Media.class,
            media -> assertThat(media.audio().length()).isEqualTo(Mulaw.FRAME));
    assertThat(new ReadingMessages().mark()).isInstanceOf(StreamEvent.MarkReached.class);
  }

  @Test
  void one_frame_and_ten_are_written() throws Exception {
    assertThat(frames(new WritingMessages().media())).isEqualTo(1);
    assertThat(frames(new WritingMessages().mediaOfTenFrames())).isEqualTo(10);
  }

  @Test
  void twenty_milliseconds_stay_so_at_every_rate() {
    var resampling = new Resampling();

    assertThat(resampling.from8kTo16k().length()).isEqualTo(320);
    assertThat(resampling.from8kTo24k().length()).isEqualTo(480);
    assertThat(resampling.from16kTo8k().length()).isEqualTo(160);
    assertThat(resampling.from24kTo8k().length()).isEqualTo(160);
  }

  @ParameterizedTest
  @EnumSource
  void each_detector_finds_speech_and_silence(VadFactories detector) {
    assertThat(heard(detector, Detecting.Sound.SPEECH)).isGreaterThan(100);
    assertThat(heard(detector, Detecting.Sound.SILENCE)).isZero();
  }

  @Test
  void the_signature_of_a_form_of_17_fields_is_genuine() throws Exception {
    var signatures = new CheckingSignatures();

    assertThat(signatures.parseForm().names()).hasSize(17);
    assertThat(signatures.check()).isInstanceOf(SignatureVerdict.Genuine.class);
  }

  private static int frames(String message) throws Exception {
    var command = (StreamCommand.Media) StreamCommandCodec.read(message, STREAM);
    return command.audio().length() / Mulaw.FRAME;
  }

  /// How many of 500 frames a detector takes for speech.
  private static int heard(VadFactories detector, Detecting.Sound sound) {
    var detecting = new Detecting();
    detecting.detector = detector;
    detecting.sound = sound;
    detecting.listen();
    int heard = 0;
    for (int frame = 0; frame < 500; frame++) {
      heard += detecting.frame() ? 1 : 0;
    }
    return heard;
  }
}
