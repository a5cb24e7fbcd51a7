package app.kolan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.calltrace.HiddenRedaction;
import app.kolan.server.calltrace.TapeCodec;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.calltrace.TapeRedaction;
import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.server.stories.Story;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a redacted tape contains, and what it does not.
@Tag("conversation")
class TapeRedactionTest {
  private static final TapePosition HERE = new TapePosition(10, 0);

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaves_a_message",
        "interrupts_the_question",
        "keys_another_number",
        "hides_the_number",
        "wants_a_human"
      })
  void a_redacted_tape_reveals_neither_the_caller_nor_the_words(String story) throws Exception {
    StoryTape.Recorded recorded =
        StoryTape.record(story, StoryTape.DANA, StoryTape.HUMAN, TapeMode.REDACTED, data);

    assertThat(recorded.ticket()).hasSizeGreaterThan(20);
    assertThat(
            List.of(
                recorded.ticket(),
                StoryTape.DANA.value().substring(4),
                StoryTape.HUMAN.value().substring(4),
                StoryTape.CALLED.value().substring(4),
                "525381648",
                "36123456",
                StoryTape.ACCOUNT,
                "DANA LEVI",
                "TEL AVIV",
                "a token of the carrier",
                "\"prompt\":\"digit_"))
        .noneMatch(recorded.file()::contains);
    assertThat(voice(recorded.lines())).noneMatch(recorded.file()::contains);
    assertThat(recorded.file()).doesNotContain("audio");
  }

  @Test
  void two_voices_that_speak_at_the_same_time_leave_the_same_tape() {
    List<StreamEvent.Media> words = spoken(Sounds.speechLike("one", Duration.ofSeconds(2)));
    List<StreamEvent.Media> others = spoken(Sounds.speechLike("another", Duration.ofSeconds(2)));
    VadFactory always = new Always();

    List<TapeLine> tape =
        muted(words, new HiddenRedaction(Story.PROMPTS, always, "IL", new Random(2)));

    assertThat(words).isNotEqualTo(others);
    assertThat(muted(others, new HiddenRedaction(Story.PROMPTS, always, "IL", new Random(3))))
        .isEqualTo(tape);
    assertThat(tape).hasSize(100).allSatisfy(TapeRedactionTest::isSilentSpeech);
  }

  @Test
  void messages_of_any_size_and_a_gap_are_split_into_the_frames_of_a_segmenter() {
    var redaction = new HiddenRedaction(Story.PROMPTS, new Always(), "IL", new Random(2));

    assertThat(speech(redaction, 100, 0)).isEmpty();
    assertThat(speech(redaction, 100, 12)).hasSize(1);
    assertThat(speech(redaction, 800, 25)).hasSize(5);
    assertThat(speech(redaction, 160, 1125)).hasSize(51);
  }

  @Test
  void a_full_tape_has_it_all_but_secrets() throws Exception {
    StoryTape.Recorded recorded =
        StoryTape.record(
            "keys_another_number", StoryTape.DANA, StoryTape.HUMAN, TapeMode.FULL, data);

    assertThat(List.of(StoryTape.DANA.value(), StoryTape.ACCOUNT, "\"prompt\":\"digit_5"))
        .allMatch(recorded.file()::contains);
    assertThat(List.of(recorded.ticket(), "a token of the carrier"))
        .noneMatch(recorded.file()::contains);
    List<String> voice = voice(recorded.lines());
    assertThat(voice).hasSizeGreaterThan(100);
    assertThat(voice).allMatch(recorded.file()::contains);
  }

  @Test
  void numbers_keys_and_accounts_of_a_form_are_the_same_stand_ins_everywhere() {
    TapeRedaction redaction =
        new HiddenRedaction(Story.PROMPTS, VadFactories.LAYERED, "IL", new Random(2));
    FormPairs form =
        form(redaction, "From", "+972541234567", "Caller", "+972541234567", "Digits", "0525381648");
    String body =
        body(redaction, "<Response><Dial callerId=\"+972541234567\">0501112223</Dial></Response>");

    String caller = form.first("From").orElseThrow();
    assertThat(form.first("Caller")).contains(caller);
    assertThat(body).contains(caller).doesNotContain("0501112223");
    assertThat(form.first("Digits").orElseThrow()).matches("0[1-9]{9}").isNotEqualTo("0525381648");
  }

  @Test
  void parameters_that_nobody_knows_are_hidden_and_tokens_are_left_out() {
    FormPairs form =
        form(
            new HiddenRedaction(Story.PROMPTS, VadFactories.LAYERED, "IL", new Random(2)),
            "SpeechResult",
            "I am Dana",
            "AddOns",
            "{\"name\":\"Dana\"}",
            "CallToken",
            "secret",
            "CallStatus",
            "ringing",
            "RecordingUrl",
            "https://api.twilio.com/Accounts/AC77/Recordings/RE1?x=1");

    assertThat(form.first("SpeechResult")).contains("…");
    assertThat(form.first("AddOns")).contains("…");
    assertThat(form.first("CallToken")).isEmpty();
    assertThat(form.first("CallStatus")).contains("ringing");
    assertThat(form.first("RecordingUrl").orElseThrow())
        .contains("RE1")
        .doesNotContain("AC77", "?");
  }

  @Test
  void an_unknown_event_and_a_stray_parameter_of_a_stream_are_hidden() {
    TapeRedaction redaction =
        new HiddenRedaction(Story.PROMPTS, VadFactories.LAYERED, "IL", new Random(2));
    var started =
        new StreamEvent.Started(
            1, "MZ1", "CA1", "AC1", List.of(), Map.of("who", "Dana", "business_id", "1"));

    assertThat(written(redaction, new TapeLine.Heard(HERE, 1, started)))
        .doesNotContain("Dana")
        .contains("\"business_id\":\"1\"");
    assertThat(
            written(redaction, new TapeLine.Heard(HERE, 1, new StreamEvent.Unknown("Dana called"))))
        .doesNotContain("Dana");
  }

  private static FormPairs form(TapeRedaction redaction, String... pairs) {
    TapeLine line =
        redaction.of(new TapeLine.Asked(HERE, 1, "/webhook/x", FormPairs.of(pairs))).getFirst();
    return ((TapeLine.Asked) line).form();
  }

  private static String body(TapeRedaction redaction, String body) {
    return ((TapeLine.Answered) redaction.of(new TapeLine.Answered(HERE, 1, 200, body)).getFirst())
        .body();
  }

  private static String written(TapeRedaction redaction, TapeLine line) {
    return TapeCodec.write(redaction.of(line).getFirst());
  }

  private static List<Boolean> speech(TapeRedaction redaction, int samples, long timestamp) {
    var message =
        new StreamEvent.Media(1, Track.INBOUND, 1, timestamp, Mulaw.of(new byte[samples]));
    return ((TapeLine.Muted) redaction.of(new TapeLine.Heard(HERE, 1, message)).getFirst())
        .speech();
  }

  /// A caller's messages with this in them.
  private static List<StreamEvent.Media> spoken(Mulaw words) {
    return IntStream.range(0, words.length() / Mulaw.FRAME)
        .mapToObj(
            i ->
                new StreamEvent.Media(
                    i, Track.INBOUND, i, i * 20L, words.slice(i * 160, (i + 1) * 160)))
        .toList();
  }

  private static List<TapeLine> muted(List<StreamEvent.Media> messages, TapeRedaction redaction) {
    return messages.stream()
        .map(message -> redaction.of(new TapeLine.Heard(HERE, 1, message)).getFirst())
        .toList();
  }

  private static void isSilentSpeech(TapeLine line) {
    assertThat(line)
        .isInstanceOfSatisfying(
            TapeLine.Muted.class,
            muted -> {
              assertThat(muted.message().audio().isEmpty()).isTrue();
              assertThat(muted.silence().audio()).isEqualTo(Mulaw.SILENT_FRAME);
              assertThat(muted.speech()).containsExactly(true);
            });
  }

  /// Takes every frame for speech.
  private static final class Always implements VadFactory {
    @Override
    public VoiceActivityDetector fresh(Track side) {
      return _ -> true;
    }

    @Override
    public String word() {
      return "always";
    }
  }

  /// The payloads of the caller's frames that are not silent.
  private static List<String> voice(List<TapeLine> lines) {
    return lines.stream()
        .filter(TapeLine.Heard.class::isInstance)
        .map(line -> ((TapeLine.Heard) line).event())
        .filter(StreamEvent.Media.class::isInstance)
        .map(event -> ((StreamEvent.Media) event).audio())
        .filter(audio -> !audio.equals(Mulaw.SILENT_FRAME))
        .map(Mulaw::base64)
        .toList();
  }
}
