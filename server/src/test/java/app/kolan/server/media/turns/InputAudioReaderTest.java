package app.kolan.server.media.turns;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.vad.PluginVads;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class InputAudioReaderTest {
  @TempDir private Path folder;
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void nothing_needs_to_be_set() {
    assertThat(read(Map.of())).isEqualTo(InputAudioConfig.USUAL);
    assertThat(problems).isEmpty();
  }

  @Test
  void everything_can_be_set() {
    var texts = new HashMap<Setting, String>();
    texts.put(InputAudioReader.DETECTOR, "energy");
    texts.put(InputAudioReader.TURN_START, "100");
    texts.put(InputAudioReader.TURN_END, "600");
    texts.put(InputAudioReader.TURN_ENDPOINT, "200");
    texts.put(InputAudioReader.TURN_HOLD, "1000");
    texts.put(InputAudioReader.TURN_LONGEST, "600000");
    texts.put(InputAudioReader.BARGE_IN, "1280");
    texts.put(InputAudioReader.BARGE_IN_DEAF, "500");
    texts.put(InputAudioReader.BARGE_IN_MEANT, "20");
    texts.put(InputAudioReader.BARGE_IN_RESUME, "1500");

    InputAudioConfig inputAudio = read(texts);

    assertThat(problems).isEmpty();
    assertThat(inputAudio.detector()).isEqualTo(VadFactories.ENERGY);
    assertThat(inputAudio.timing().start()).isEqualTo(Duration.ofMillis(100));
    assertThat(inputAudio.timing().end()).isEqualTo(Duration.ofMillis(600));
    assertThat(inputAudio.timing().endpoint()).isEqualTo(Duration.ofMillis(200));
    assertThat(inputAudio.timing().hold()).isEqualTo(Duration.ofSeconds(1));
    assertThat(inputAudio.timing().longest()).isEqualTo(Duration.ofMinutes(10));
    assertThat(inputAudio.timing().bargeIn()).isEqualTo(Duration.ofMillis(1280));
    assertThat(inputAudio.timing().deaf()).isEqualTo(Duration.ofMillis(500));
    assertThat(inputAudio.timing().meant()).isEqualTo(Duration.ofMillis(20));
    assertThat(inputAudio.timing().resume()).isEqualTo(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "810", "-20", "0.8", "800ms", "1000000", "soon"})
  void a_time_is_milliseconds_in_whole_frames(String text) {
    read(Map.of(InputAudioReader.TURN_END, text));

    assertThat(problems)
        .extracting(ConfigProblem::line)
        .containsExactly(
            "KOLAN_TURN_END is "
                + text
                + ": give milliseconds, a multiple of 20 from 20 to 600000");
  }

  @Test
  void a_window_is_at_most_sixty_four_frames() {
    read(Map.of(InputAudioReader.BARGE_IN, "1300"));

    assertThat(problems)
        .singleElement()
        .extracting(ConfigProblem::line)
        .asString()
        .contains("1280");
  }

  @Test
  void an_interruption_wants_as_much_as_a_turn() {
    read(Map.of(InputAudioReader.TURN_START, "400"));

    assertThat(problems)
        .singleElement()
        .extracting(ConfigProblem::line)
        .asString()
        .startsWith("KOLAN_BARGE_IN is 300");
  }

  @Test
  void a_detector_is_one_that_is_there() {
    read(Map.of(InputAudioReader.DETECTOR, "bat"));

    assertThat(problems)
        .extracting(ConfigProblem::line)
        .containsExactly("KOLAN_DETECTOR is bat: choose layered, energy, webrtc or silero");
  }

  @Test
  void silero_is_chosen_with_the_file_of_its_model() throws Exception {
    Path model = Files.createFile(folder.resolve("silero_vad.onnx"));

    InputAudioConfig inputAudio =
        read(
            Map.of(
                InputAudioReader.DETECTOR,
                "silero",
                InputAudioReader.SILERO_MODEL,
                model.toString()));

    assertThat(problems).isEmpty();
    assertThat(inputAudio.detector()).isEqualTo(new PluginVads("silero", model));
  }

  @Test
  void silero_without_its_model_is_a_problem() {
    InputAudioConfig inputAudio = read(Map.of(InputAudioReader.DETECTOR, "silero"));
    read(
        Map.of(
            InputAudioReader.DETECTOR,
            "silero",
            InputAudioReader.SILERO_MODEL,
            "/nowhere/model.onnx"));

    assertThat(inputAudio.detector()).isEqualTo(VadFactories.LAYERED);
    assertThat(problems)
        .extracting(ConfigProblem::line)
        .containsExactly(
            "KOLAN_SILERO_MODEL is not set: give the path of silero_vad.onnx, or choose layered",
            "KOLAN_SILERO_MODEL is /nowhere/model.onnx: there is no such file");
  }

  private InputAudioConfig read(Map<Setting, String> texts) {
    var environment = new HashMap<String, String>();
    texts.forEach((setting, text) -> environment.put(setting.environment(), text));
    SettingsSource source = SettingsSource.of(environment);
    InputAudioConfig inputAudio = InputAudioReader.GROUP.read(source);
    problems.addAll(source.problems());
    return inputAudio;
  }
}
