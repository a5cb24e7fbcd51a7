package app.kolan.server.settings;

import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.TurnTiming;
import app.kolan.server.media.vad.PluginVads;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VadFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads how calls are heard.
final class InputAudioReader {
  private static final String SILERO = "silero";
  private static final int FRAME = 20;
  private static final long MOST = TurnTiming.LONGEST.toMillis();
  private static final long MOST_OF_A_WINDOW = TurnTiming.LONGEST_WINDOW.toMillis();

  private final Function<Setting, Optional<String>> texts;
  private final Consumer<ConfigProblem> problems;

  private InputAudioReader(
      Function<Setting, Optional<String>> texts, Consumer<ConfigProblem> problems) {
    this.texts = texts;
    this.problems = problems;
  }

  static InputAudioConfig read(
      Function<Setting, Optional<String>> texts, Consumer<ConfigProblem> problems) {
    return new InputAudioReader(texts, problems).inputAudio();
  }

  private InputAudioConfig inputAudio() {
    TurnTiming usual = TurnTiming.USUAL;
    var timing =
        new TurnTiming(
            time(Setting.TURN_START, usual.start(), MOST_OF_A_WINDOW),
            time(Setting.TURN_END, usual.end(), MOST),
            time(Setting.TURN_ENDPOINT, usual.endpoint(), MOST),
            time(Setting.TURN_HOLD, usual.hold(), MOST),
            time(Setting.BARGE_IN, usual.bargeIn(), MOST_OF_A_WINDOW),
            time(Setting.BARGE_IN_DEAF, usual.deaf(), MOST),
            time(Setting.BARGE_IN_MEANT, usual.meant(), MOST),
            time(Setting.BARGE_IN_RESUME, usual.resume(), MOST),
            time(Setting.TURN_LONGEST, usual.longest(), MOST));
    if (timing.bargeIn().compareTo(timing.start()) < 0) {
      String barge = timing.bargeIn().toMillis() + " and less than KOLAN_TURN_START";
      problem(Setting.BARGE_IN, barge, "an interruption wants at least as much as a turn");
    }
    return new InputAudioConfig(detector(), timing);
  }

  private VadFactory detector() {
    String word = texts.apply(Setting.DETECTOR).orElse(InputAudioConfig.USUAL.detector().word());
    if (word.equals(SILERO)) {
      return silero();
    }
    Optional<VadFactories> known = VadFactories.ofWord(word);
    if (known.isEmpty()) {
      problem(Setting.DETECTOR, word, "choose layered, energy, webrtc or silero");
    }
    return known.isPresent() ? known.get() : InputAudioConfig.USUAL.detector();
  }

  private VadFactory silero() {
    String text = texts.apply(Setting.SILERO_MODEL).orElse("");
    try {
      if (text.isEmpty()) {
        problem(
            Setting.SILERO_MODEL, "not set", "give the path of silero_vad.onnx, or choose layered");
      } else if (Files.isRegularFile(Path.of(text))) {
        return new PluginVads(SILERO, Path.of(text));
      } else {
        problem(Setting.SILERO_MODEL, text, "there is no such file");
      }
    } catch (InvalidPathException e) {
      problem(Setting.SILERO_MODEL, text, "give the path of a file");
    }
    return InputAudioConfig.USUAL.detector();
  }

  private Duration time(Setting setting, Duration usual, long most) {
    Optional<String> text = texts.apply(setting);
    if (text.isEmpty()) {
      return usual;
    }
    if (text.get().matches("[0-9]{1,6}")) {
      int milliseconds = Integer.parseInt(text.get());
      if (milliseconds >= FRAME && milliseconds <= most && milliseconds % FRAME == 0) {
        return Duration.ofMillis(milliseconds);
      }
    }
    problem(setting, text.get(), "give milliseconds, a multiple of 20 from 20 to " + most);
    return usual;
  }

  private void problem(Setting setting, String seen, String remedy) {
    problems.accept(new ConfigProblem(setting.environment(), seen, remedy));
  }
}
