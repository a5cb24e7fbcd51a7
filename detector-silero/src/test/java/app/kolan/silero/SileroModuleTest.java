package app.kolan.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.PluginVads;
import app.kolan.server.media.vad.UnusableModel;
import app.kolan.simulator.script.Sounds;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Silero's detector over a network that is written here, in the engine that computes the real one.
@Tag("unit")
class SileroModuleTest {
  private static final Mulaw WORDS = Sounds.speechLike("a few words", Duration.ofSeconds(2));

  @TempDir private Path folder;

  @Test
  void it_is_found_by_its_word_and_loaded() throws Exception {
    Path model = TinyNetwork.write(folder.resolve("tiny.onnx"));

    VadFactory source = new PluginVads("silero", model).loaded();

    assertThat(source.word()).isEqualTo("silero");
    assertThat(source.fresh(Track.INBOUND)).isInstanceOf(SileroDetector.class);
  }

  @Test
  void speech_is_heard_and_silence_is_not() throws Exception {
    VoiceActivityDetector detector = detector();

    assertThat(share(listen(detector, Mulaw.silence(Duration.ofSeconds(1))))).isZero();
    assertThat(share(listen(detector, WORDS))).isGreaterThan(0.8);
    listen(detector, Mulaw.silence(Duration.ofMillis(300)));
    assertThat(share(listen(detector, Mulaw.silence(Duration.ofSeconds(1))))).isZero();
  }

  @Test
  void a_window_of_256_samples_is_judged_with_the_32_before_it_and_the_state() throws Exception {
    SileroModel model = SileroModel.load(TinyNetwork.write(folder.resolve("tiny.onnx")));
    var memory = new SileroModel.Memory();
    fill(memory, 0.01f);
    float first = model.probability(memory);
    fill(memory, 0);
    float second = model.probability(memory);

    assertThat(first).isCloseTo(12 * 0.01f * 256 / 288, within());
    assertThat(second).isCloseTo(12 * 0.01f * 32 / 288 + first / 4, within());
  }

  @Test
  void calls_do_not_hear_each_other() throws Exception {
    VadFactory source = source();
    VoiceActivityDetector one = source.fresh(Track.INBOUND);
    listen(source.fresh(Track.OUTBOUND), Sounds.speechLike("others", Duration.ofSeconds(3)));

    assertThat(listen(one, WORDS)).isEqualTo(listen(source.fresh(Track.INBOUND), WORDS));
  }

  @Test
  void any_bytes_of_any_length_are_judged() throws Exception {
    VoiceActivityDetector detector = detector();
    var bytes = new byte[40_000];
    new Random(1).nextBytes(bytes);
    Mulaw garbage = Mulaw.of(bytes);

    assertThatCode(
            () -> {
              detector.isSpeech(Mulaw.EMPTY);
              for (int at = 0, size = 1; at < garbage.length(); at += size, size = size % 340 + 7) {
                detector.isSpeech(garbage.slice(at, Math.min(at + size, garbage.length())));
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_network_that_fails_leaves_the_call_to_the_layered_detector() throws Exception {
    SileroModel model = SileroModel.load(TinyNetwork.write(folder.resolve("tiny.onnx")));
    var detector = new SileroDetector(model);
    listen(detector, WORDS);
    model.close();

    assertThat(listen(detector, Mulaw.silence(Duration.ofSeconds(1)))).doesNotContain(true);
    assertThat(share(listen(detector, WORDS))).isGreaterThan(0.5);
  }

  @Test
  void a_file_that_is_no_network_is_named_with_what_helps() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.onnx"), "no network");

    assertThatThrownBy(() -> new SileroModule().load(text))
        .isInstanceOf(UnusableModel.class)
        .hasMessageContaining("notes.onnx is no model of Silero's")
        .hasMessageContaining("take silero_vad.onnx");
    assertThat(new PluginVads("silero", text).loaded()).isEqualTo(VadFactories.LAYERED);
  }

  @Test
  void a_network_with_other_inputs_is_named() throws Exception {
    Path other = TinyNetwork.write(folder.resolve("other.onnx"), "x");

    assertThatThrownBy(() -> new SileroModule().load(other))
        .isInstanceOf(UnusableModel.class)
        .hasMessageContaining("its inputs are");
  }

  @Test
  void the_engine_sends_no_telemetry() throws Exception {
    try (InputStream library =
        SileroModuleTest.class.getResourceAsStream(
            "/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
      assertThat(library).isNotNull();
      String text = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(text.contains("OrtGetApiBase")).isTrue();
      assertThat(text.contains("events.data.microsoft")).isFalse();
    }
  }

  private VadFactory source() throws Exception {
    return new SileroModule().load(TinyNetwork.write(folder.resolve("tiny.onnx")));
  }

  private VoiceActivityDetector detector() throws Exception {
    return source().fresh(Track.INBOUND);
  }

  private static void fill(SileroModel.Memory memory, float sample) {
    for (int i = 0; i < SileroModel.WINDOW; i++) {
      memory.set(i, sample);
    }
  }

  private static List<Boolean> listen(VoiceActivityDetector detector, Mulaw audio) {
    var decisions = new ArrayList<Boolean>();
    for (int at = 0; at + Mulaw.FRAME <= audio.length(); at += Mulaw.FRAME) {
      decisions.add(detector.isSpeech(audio.slice(at, at + Mulaw.FRAME)));
    }
    return decisions;
  }

  private static double share(List<Boolean> decisions) {
    return (double) decisions.stream().filter(speech -> speech).count() / decisions.size();
  }

  private static Offset<Float> within() {
    return Offset.offset(0.001f);
  }
}
