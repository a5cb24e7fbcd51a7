package app.kolan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.calltrace.TapeReader;
import app.kolan.server.calltrace.UnreadableTape;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.TurnTiming;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.stories.Story;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Recorded stories, played again without a tolerance.
@Tag("conversation")
class ReplayTest {
  private static final PhoneNumber HIDDEN = new PhoneNumber("anonymous");

  private static final InputAudioConfig SLOW =
      new InputAudioConfig(
          InputAudioConfig.USUAL.detector(),
          new TurnTiming(
              TurnTiming.USUAL.start(),
              TurnTiming.USUAL.end().plusMillis(600),
              TurnTiming.USUAL.endpoint(),
              TurnTiming.USUAL.hold(),
              TurnTiming.USUAL.bargeIn(),
              TurnTiming.USUAL.deaf(),
              TurnTiming.USUAL.meant(),
              TurnTiming.USUAL.resume(),
              TurnTiming.USUAL.longest()));

  @TempDir private Path data;
  private int recorded;

  @ParameterizedTest
  @CsvSource({
    "leaves_a_message, FULL",
    "leaves_a_message, REDACTED",
    "interrupts_the_question, FULL",
    "interrupts_the_question, REDACTED",
    "keys_another_number, FULL",
    "keys_another_number, REDACTED",
    "says_nothing, FULL",
    "says_nothing, REDACTED",
    "wants_a_human, FULL",
    "wants_a_human, REDACTED",
    "adds_something_to_the_goodbye, FULL",
    "adds_something_to_the_goodbye, REDACTED",
    "hides_the_number, FULL",
    "hides_the_number, REDACTED",
    "wants_a_human_who_is_not_there, FULL",
    "wants_a_human_who_is_not_there, REDACTED"
  })
  void a_story_is_the_same_when_it_is_played_again(String story, TapeMode taping) throws Exception {
    ReplayComparison comparison =
        ReplayComparison.of(tape(story, taping), BuildUnderTest.with(Story.PROMPTS), 0);

    assertSame(comparison);
    assertThat(comparison.rows()).hasSizeGreaterThan(6);
  }

  @ParameterizedTest
  @EnumSource(VadFactories.class)
  void with_any_detector_both_kinds_of_tape_are_the_same(VadFactories detector) throws Exception {
    InputAudioConfig inputAudio = InputAudioConfig.USUAL.by(detector);
    for (TapeMode taping : List.of(TapeMode.FULL, TapeMode.REDACTED)) {
      Tape tape = tape("interrupts_the_question", inputAudio, taping);

      assertThat(tape.header().inputAudio().detector()).isEqualTo(detector.word());
      assertSame(ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), 0));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TapeMode.class,
      names = {"FULL", "REDACTED"})
  void a_replay_uses_the_input_audio_settings_of_the_server(TapeMode taping) throws Exception {
    Tape tape = tape("interrupts_the_question", SLOW, taping);

    assertThat(tape.header().inputAudio().inputAudio()).isEqualTo(SLOW);
    assertSame(ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), 0));
  }

  @Test
  void another_detector_is_tried_by_a_full_tape_alone() throws Exception {
    BuildUnderTest deaf =
        new BuildUnderTest(Story.PROMPTS, null, InputAudioConfig.USUAL.by(new Deaf()));
    Tape full = tape("leaves_a_message", TapeMode.FULL);
    Tape redacted = tape("leaves_a_message", TapeMode.REDACTED);

    assertThat(ReplayComparison.of(full, deaf, 15).isSame()).isFalse();
    assertThat(ReplayComparison.of(full, deaf, 15).notes()).isEmpty();
    assertThat(ReplayComparison.of(redacted, deaf, 15).isSame()).isTrue();
    assertThat(ReplayComparison.of(redacted, deaf, 15).notes())
        .singleElement()
        .asString()
        .endsWith("what tells speech from silence is not tried.");
  }

  @Test
  void a_tape_of_the_first_format_uses_the_input_audio_settings_of_its_time() throws Exception {
    InputAudioConfig then = InputAudioConfig.USUAL.by(VadFactories.ENERGY);
    String file =
        StoryTape.record(
                "interrupts_the_question",
                StoryTape.DANA,
                StoryTape.HUMAN,
                then,
                TapeMode.FULL,
                data.resolve("ledger"))
            .file();
    String first =
        file.replaceFirst("\\{\"tape\":2", "{\"tape\":1")
            .replaceFirst("\"hearing\":\\{[^}]*\\},", "");
    Tape tape = TapeReader.read(first.getBytes(StandardCharsets.UTF_8));

    assertThat(first).doesNotContain("hearing").contains("\"tape\":1");
    assertThat(tape.header().inputAudio().inputAudio()).isEqualTo(then);
    assertSame(ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), 0));
  }

  @Test
  void a_detector_that_is_not_here_is_named() throws Exception {
    String file = record("wants_a_human", TapeMode.FULL).replace("\"layered\"", "\"bat\"");
    Tape tape = TapeReader.read(file.getBytes(StandardCharsets.UTF_8));

    assertThat(ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), 0).notes())
        .containsExactly(
            "The server told speech from silence by bat, which this build does not have. It uses"
                + " layered.");
  }

  @Test
  void twice_the_same_is_the_same_text_byte_for_byte() throws Exception {
    Tape tape = tape("keys_another_number", TapeMode.REDACTED);
    BuildUnderTest otherwise = new BuildUnderTest(Story.PROMPTS, null, SLOW);

    ReplayComparison first = ReplayComparison.of(tape, otherwise, 0);
    ReplayComparison second = ReplayComparison.of(tape, otherwise, 0);

    assertThat(first.isSame()).isFalse();
    assertThat(new ComparisonText(second, true).lines())
        .isEqualTo(new ComparisonText(first, true).lines());
    assertThat(new ComparisonJson(second, true).text())
        .isEqualTo(new ComparisonJson(first, true).text());
  }

  @Test
  void a_build_that_waits_longer_is_named_with_the_time() throws Exception {
    ReplayComparison comparison =
        ReplayComparison.of(
            tape("leaves_a_message", TapeMode.REDACTED),
            new BuildUnderTest(Story.PROMPTS, null, SLOW),
            15);

    assertThat(differences(comparison))
        .isNotEmpty()
        .anyMatch(text -> text.startsWith("this build says ask_name 0.60 s (30 frames) later"));
  }

  @Test
  void a_prompt_that_sounds_different_is_named() throws Exception {
    Files.write(data.resolve("ask_name_he.ulaw"), Story.PROMPTS.audio(Prompt.STILL_THERE).bytes());
    Files.write(data.resolve("ask_name_he.mp3"), mp3(Prompt.STILL_THERE));
    ReplayComparison comparison =
        ReplayComparison.of(
            tape("leaves_a_message", TapeMode.REDACTED),
            BuildUnderTest.with(PromptLibrary.over(data)),
            ReplayComparison.USUAL_TOLERANCE);

    assertThat(differences(comparison))
        .anyMatch(text -> text.startsWith("ask_name sounds different: 1.82 s on the tape"));
  }

  @Test
  void another_prompt_is_named_with_its_second_and_frame() throws Exception {
    String file =
        record("leaves_a_message", TapeMode.REDACTED)
            .replace("{\"prompt\":\"ask_name\"", "{\"prompt\":\"ask_number\"");
    Tape tape = TapeReader.read(file.getBytes(StandardCharsets.UTF_8));

    ReplayComparison comparison = ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), 0);

    assertThat(differences(comparison))
        .containsExactly("the tape has the prompt ask_number, this build says ask_name");
    assertThat(new ComparisonText(comparison, false).lines())
        .anyMatch(line -> line.matches("at \\d+\\.\\d\\d s, frame \\d+:"))
        .contains("      this build:  " + saysAskName(comparison));
  }

  @Test
  void a_business_that_answers_otherwise_is_named_and_the_stream_is_not_played() throws Exception {
    var voicemail = new Business(Business.FIRST, "test", StoryTape.HUMAN, AnswerMode.VOICEMAIL);
    ReplayComparison comparison =
        ReplayComparison.of(
            tape("leaves_a_message", TapeMode.FULL),
            new BuildUnderTest(Story.PROMPTS, voicemail, null),
            ReplayComparison.USUAL_TOLERANCE);

    assertThat(differences(comparison))
        .anyMatch(
            text ->
                text.startsWith("the tape's answer to /webhook/incoming_call says <Connect")
                    && text.contains("where this build's says <Play>/static/tts/voicemail_he.mp3"))
        .anyMatch(text -> text.contains("no answer of this build asks for it"))
        .anyMatch(
            text ->
                text.equals(
                    "on the tape /webhook/stream_ended is asked here; nothing that this build"
                        + " answered leads there"))
        .anyMatch(text -> text.contains("ends as finished, this build's as hung_up"));
  }

  @Test
  void a_build_without_a_human_is_named_by_what_it_says_and_how_the_call_ends() throws Exception {
    var alone = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE);
    ReplayComparison comparison =
        ReplayComparison.of(
            tape("wants_a_human", TapeMode.FULL),
            new BuildUnderTest(Story.PROMPTS, alone, null),
            ReplayComparison.USUAL_TOLERANCE);

    assertThat(differences(comparison))
        .anyMatch(text -> text.contains("the prompt transferring, this build says no_human"))
        .anyMatch(text -> text.contains("ends as handed_over, this build's as"));
  }

  @Test
  void marks_that_came_back_late_on_the_tape_come_back_late_again() throws Exception {
    Tape tape = tape("says_nothing", TapeMode.REDACTED);
    Tape late = new Tape(tape.header(), withLateMarks(tape.lines(), 12), List.of());

    assertThat(MarkDelay.of(tape, 1)).isZero();
    assertThat(MarkDelay.of(late, 1)).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void any_tape_can_be_played(long seed) throws Exception {
    byte[] file = record("wants_a_human", TapeMode.REDACTED).getBytes(StandardCharsets.UTF_8);
    var random = new Random(seed);
    int played = 0;
    for (int i = 0; i < 12; i++) {
      byte[] mutant = file.clone();
      for (int change = 0; change < 12; change++) {
        mutant[random.nextInt(mutant.length)] = (byte) (' ' + random.nextInt(95));
      }
      try {
        ReplayComparison.of(TapeReader.read(mutant), BuildUnderTest.with(Story.PROMPTS), 15);
        played++;
      } catch (UnreadableTape e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(played).isPositive();
  }

  private static void assertSame(ReplayComparison comparison) {
    assertThat(new ComparisonText(comparison, false).lines())
        .as("what is different")
        .hasSize(3 + comparison.notes().size());
    assertThat(comparison.isSame()).isTrue();
  }

  /// The tape's lines, with each mark coming back so many frames later.
  private static List<TapeLine> withLateMarks(List<TapeLine> lines, int frames) {
    return lines.stream()
        .map(
            line ->
                line instanceof TapeLine.Heard(var place, var socket, StreamEvent.MarkReached mark)
                    ? new TapeLine.Heard(
                        new TapePosition(place.millis(), place.frames() + frames), socket, mark)
                    : line)
        .toList();
  }

  private static List<String> differences(ReplayComparison comparison) {
    return comparison.rows().stream().flatMap(row -> row.differences().stream()).toList();
  }

  private static String saysAskName(ReplayComparison comparison) {
    return comparison.rows().stream()
        .map(ComparisonRow::build)
        .filter(side -> side != null && side.startsWith("says ask_name"))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] mp3(Prompt prompt) {
    return Story.PROMPTS.mp3(Story.PROMPTS.fixedName(prompt)).orElseThrow().bytes();
  }

  private String record(String story, TapeMode taping) throws Exception {
    return StoryTape.record(
            story, StoryTape.DANA, StoryTape.HUMAN, taping, data.resolve("ledger-" + ++recorded))
        .file();
  }

  private Tape tape(String story, TapeMode taping) throws Exception {
    return tape(story, InputAudioConfig.USUAL, taping);
  }

  private Tape tape(String story, InputAudioConfig inputAudio, TapeMode taping) throws Exception {
    PhoneNumber caller = story.equals("hides_the_number") ? HIDDEN : StoryTape.DANA;
    PhoneNumber human = story.equals("wants_a_human_who_is_not_there") ? null : StoryTape.HUMAN;
    return TapeReader.read(
        StoryTape.record(
                story, caller, human, inputAudio, taping, data.resolve("ledger-" + ++recorded))
            .bytes());
  }

  /// Takes every frame for silence.
  private static final class Deaf implements VadFactory {
    @Override
    public VoiceActivityDetector fresh(Track side) {
      return _ -> false;
    }

    @Override
    public String word() {
      return "deaf";
    }
  }
}
