package app.kolan.server.tape;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.server.call.SpeechLevel;
import app.kolan.server.config.Taping;
import app.kolan.server.stories.Story;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands on a redacted tape, and what does not.
@Tag("conversation")
class RedactionTest {
  private static final Place HERE = new Place(10, 0);

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
  void a_redacted_tape_tells_nothing_of_who_called_and_what_was_said(String story)
      throws Exception {
    StoryTape.Recorded recorded =
        StoryTape.record(story, StoryTape.DANA, StoryTape.HUMAN, Taping.REDACTED, data);

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
  }

  @Test
  void a_full_tape_has_it_all_but_secrets() throws Exception {
    StoryTape.Recorded recorded =
        StoryTape.record("keys_another_number", StoryTape.DANA, StoryTape.HUMAN, Taping.FULL, data);

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
    Redaction redaction = new HiddenRedaction(Story.PROMPTS, new Random(2));
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
            new HiddenRedaction(Story.PROMPTS, new Random(2)),
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
    Redaction redaction = new HiddenRedaction(Story.PROMPTS, new Random(2));
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

  private static FormPairs form(Redaction redaction, String... pairs) {
    TapeLine line =
        redaction.of(new TapeLine.Asked(HERE, 1, "/webhook/x", FormPairs.of(pairs))).getFirst();
    return ((TapeLine.Asked) line).form();
  }

  private static String body(Redaction redaction, String body) {
    return ((TapeLine.Answered) redaction.of(new TapeLine.Answered(HERE, 1, 200, body)).getFirst())
        .body();
  }

  private static String written(Redaction redaction, TapeLine line) {
    return TapeCodec.write(redaction.of(line).getFirst());
  }

  /// The payloads of the caller's frames that are no silence.
  private static List<String> voice(List<TapeLine> lines) {
    return lines.stream()
        .filter(TapeLine.Heard.class::isInstance)
        .map(line -> ((TapeLine.Heard) line).event())
        .filter(StreamEvent.Media.class::isInstance)
        .map(event -> ((StreamEvent.Media) event).audio())
        .filter(audio -> new SpeechLevel().next(audio) > -60)
        .map(Mulaw::base64)
        .toList();
  }
}
