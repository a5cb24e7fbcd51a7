package app.kolan.server.media.turns;

import app.kolan.server.media.vad.PluginVads;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Reads how calls are heard.
public final class InputAudioReader {
  public static final Setting DETECTOR =
      new Setting(
          "KOLAN_DETECTOR",
          "ear.detector",
          "what tells speech from silence: `layered`, `energy`, `webrtc`, or `silero`, which is"
              + " [installed](listening.md#silero) apart; how well each does is"
              + " [measured](listening.md)",
          "`layered`: the fewest mistakes");

  public static final Setting SILERO_MODEL =
      new Setting(
          "KOLAN_SILERO_MODEL",
          "ear.silero-model",
          "path of Silero's model, `silero_vad.onnx`, for `KOLAN_DETECTOR=silero`",
          "none");

  public static final Setting TURN_START =
      new Setting(
          "KOLAN_TURN_START",
          "ear.turn-start",
          "milliseconds in which seven frames of ten hold speech before a turn begins; shorter sounds"
              + " are clicks",
          "`200`: a short yes is 300 long");

  public static final Setting TURN_END =
      new Setting(
          "KOLAN_TURN_END",
          "ear.turn-end",
          "milliseconds of silence that end a turn of which nothing is known",
          "`800`: who leaves a message pauses to think, and loses more by being cut off than by"
              + " waiting");

  public static final Setting TURN_ENDPOINT =
      new Setting(
          "KOLAN_TURN_ENDPOINT",
          "ear.turn-endpoint",
          "milliseconds of silence that are enough when the words are surely complete, or the STT"
              + " provider says so",
          "`300`: longer than the pause between two words");

  public static final Setting TURN_HOLD =
      new Setting(
          "KOLAN_TURN_HOLD",
          "ear.turn-hold",
          "milliseconds of silence that a turn may have while digits are dictated, or when the words"
              + " surely need more; in between it grows with how likely that is",
          "`1600`: people look up the next group of a number");

  public static final Setting TURN_LONGEST =
      new Setting(
          "KOLAN_TURN_LONGEST",
          "ear.turn-longest",
          "milliseconds after which a turn is cut and kept",
          "`60000`: a minute is a long message, and a radio must not hold a turn for ever");

  public static final Setting BARGE_IN =
      new Setting(
          "KOLAN_BARGE_IN",
          "ear.barge-in",
          "milliseconds that a caller speaks into our sentence before it stops, from `KOLAN_TURN_START`"
              + " to 1280",
          "`300`: more than `200`, because speaker phones echo");

  public static final Setting BARGE_IN_DEAF =
      new Setting(
          "KOLAN_BARGE_IN_DEAF",
          "ear.barge-in-deaf",
          "milliseconds at the beginning of our sentence in which nobody can interrupt it",
          "`300`: what is heard then answers what was said before");

  public static final Setting BARGE_IN_MEANT =
      new Setting(
          "KOLAN_BARGE_IN_MEANT",
          "ear.barge-in-meant",
          "milliseconds of speech without words that make an interruption a meant one",
          "`700`: a cough is shorter, and an \"I see\"");

  public static final Setting BARGE_IN_RESUME =
      new Setting(
          "KOLAN_BARGE_IN_RESUME",
          "ear.barge-in-resume",
          "milliseconds of silence after which a sentence goes on that was stopped but not by a meant"
              + " interruption",
          "`2000`: an STT provider's words have come by then, and the caller does not wait long");

  public static final SettingsGroup<InputAudioConfig> GROUP =
      SettingsGroup.of(
          source -> new InputAudioReader(source).inputAudio(),
          DETECTOR,
          SILERO_MODEL,
          TURN_START,
          TURN_END,
          TURN_ENDPOINT,
          TURN_HOLD,
          TURN_LONGEST,
          BARGE_IN,
          BARGE_IN_DEAF,
          BARGE_IN_MEANT,
          BARGE_IN_RESUME);

  private static final String SILERO = "silero";
  private static final int FRAME = 20;
  private static final long MOST = TurnTiming.LONGEST.toMillis();
  private static final long MOST_OF_A_WINDOW = TurnTiming.LONGEST_WINDOW.toMillis();

  private final SettingsSource source;

  private InputAudioReader(SettingsSource source) {
    this.source = source;
  }

  private InputAudioConfig inputAudio() {
    TurnTiming usual = TurnTiming.USUAL;
    var timing =
        new TurnTiming(
            time(TURN_START, usual.start(), MOST_OF_A_WINDOW),
            time(TURN_END, usual.end(), MOST),
            time(TURN_ENDPOINT, usual.endpoint(), MOST),
            time(TURN_HOLD, usual.hold(), MOST),
            time(BARGE_IN, usual.bargeIn(), MOST_OF_A_WINDOW),
            time(BARGE_IN_DEAF, usual.deaf(), MOST),
            time(BARGE_IN_MEANT, usual.meant(), MOST),
            time(BARGE_IN_RESUME, usual.resume(), MOST),
            time(TURN_LONGEST, usual.longest(), MOST));
    if (timing.bargeIn().compareTo(timing.start()) < 0) {
      String barge = timing.bargeIn().toMillis() + " and less than KOLAN_TURN_START";
      source.problem(BARGE_IN, barge, "an interruption wants at least as much as a turn");
    }
    return new InputAudioConfig(detector(), timing);
  }

  private VadFactory detector() {
    String word = source.text(DETECTOR).orElse(InputAudioConfig.USUAL.detector().word());
    if (word.equals(SILERO)) {
      return silero();
    }
    Optional<VadFactories> known = VadFactories.ofWord(word);
    if (known.isEmpty()) {
      source.problem(DETECTOR, word, "choose layered, energy, webrtc or silero");
    }
    return known.isPresent() ? known.get() : InputAudioConfig.USUAL.detector();
  }

  private VadFactory silero() {
    String text = source.text(SILERO_MODEL).orElse("");
    try {
      if (text.isEmpty()) {
        source.problem(
            SILERO_MODEL, "not set", "give the path of silero_vad.onnx, or choose layered");
      } else if (Files.isRegularFile(Path.of(text))) {
        return new PluginVads(SILERO, Path.of(text));
      } else {
        source.problem(SILERO_MODEL, text, "there is no such file");
      }
    } catch (InvalidPathException e) {
      source.problem(SILERO_MODEL, text, "give the path of a file");
    }
    return InputAudioConfig.USUAL.detector();
  }

  private Duration time(Setting setting, Duration usual, long most) {
    Optional<String> text = source.text(setting);
    if (text.isEmpty()) {
      return usual;
    }
    if (text.get().matches("[0-9]{1,6}")) {
      int milliseconds = Integer.parseInt(text.get());
      if (milliseconds >= FRAME && milliseconds <= most && milliseconds % FRAME == 0) {
        return Duration.ofMillis(milliseconds);
      }
    }
    source.problem(setting, text.get(), "give milliseconds, a multiple of 20 from 20 to " + most);
    return usual;
  }
}
