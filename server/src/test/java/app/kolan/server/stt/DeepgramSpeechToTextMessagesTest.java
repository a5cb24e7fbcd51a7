package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The handling of Deepgram's messages, in orders that are rare on a healthy connection.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class DeepgramSpeechToTextMessagesTest {
  private static final Mulaw SECOND = Mulaw.silence(Duration.ofSeconds(1));

  private final ScriptedProvider stub = new ScriptedProvider();
  private final ProviderHttp http = new ProviderHttp();
  private final TranscriptRecorder recorder = new TranscriptRecorder();
  private TranscriptionSession recognition;

  @BeforeEach
  void open() {
    stub.start();
    var timeouts =
        new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    recognition =
        SpeechToTexts.open(
                new ProviderSettings(
                    "deepgram",
                    stub.socketUrl(),
                    new Secret("key"),
                    "nova-3",
                    "",
                    "he-IL",
                    timeouts),
                http)
            .begin(recorder);
  }

  @AfterEach
  void close() {
    recognition.close();
    http.close();
    stub.close();
  }

  @Test
  void finals_that_came_before_the_end_are_part_of_the_turn() throws Exception {
    turn(1, 3);
    stub.expect("Finalize");
    results(0, 1.5, "שלום,", "is_final");
    results(1.5, 0.5, "\u200Fרציתי  תור", "is_final");
    results(2, 1, "ליום שלישי .", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 1 שלום, רציתי תור ליום שלישי.");
  }

  @Test
  void an_empty_answer_is_an_answer() throws Exception {
    turn(1, 1);
    stub.expect("Finalize");
    results(0, 1, "", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 1 ");
  }

  @Test
  void words_that_came_only_as_interim_ones_count_when_the_final_ones_are_empty() throws Exception {
    recognition.hear(SECOND);
    results(0, 0.9, "אני רוצה תור");
    assertThat(recorder.nextInterim()).isEqualTo("אני רוצה תור");
    recognition.turnEnded(1, SECOND);
    stub.expect("Finalize");
    results(0, 1, "", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 1 אני רוצה תור");

    turn(2, 1);
    stub.expect("Finalize");
    results(1, 0.9, "ליום שני");
    results(1, 1, "", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 2 ליום שני");
  }

  @Test
  void a_segment_well_past_the_turn_answers_it_when_finalize_is_not() throws Exception {
    turn(1, 2);
    stub.expect("Finalize");
    results(0, 1.5, "כן", "is_final");
    results(1.5, 0.6, "");
    assertThat(recorder.anyMore()).isNull();
    results(1.5, 0.9, "");

    assertThat(recorder.next()).isEqualTo("heard 1 כן");
  }

  @Test
  void a_turn_that_is_final_up_to_its_silence_is_answered_without_asking() throws Exception {
    recognition.hear(SECOND);
    results(0, 0.7, "כן", "is_final", "speech_final");
    assertThat(recorder.next()).isEqualTo("endpoint");
    recognition.turnEnded(1, SECOND);
    assertThat(recorder.next()).isEqualTo("heard 1 כן");

    turn(2, 1);
    stub.expect("Finalize");
    results(0.7, 1.3, "לא", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 2 לא");
  }

  @Test
  void a_turn_that_ended_late_is_answered_without_asking_by_the_silence_that_it_had()
      throws Exception {
    recognition.hear(SECOND);
    recognition.hear(SECOND);
    results(0, 1.2, "כן", "is_final", "speech_final");
    assertThat(recorder.next()).isEqualTo("endpoint");
    recognition.turnEnded(1, SECOND, Duration.ofMillis(900));

    assertThat(recorder.next()).isEqualTo("heard 1 כן");
  }

  @Test
  void words_behind_what_is_final_are_asked_for_and_so_is_speech_that_it_does_not_reach()
      throws Exception {
    recognition.hear(SECOND);
    recognition.hear(SECOND);
    results(0, 1.2, "כן", "is_final", "speech_final");
    results(1.2, 0.6, "אבל");
    assertThat(recorder.next()).isEqualTo("endpoint");
    assertThat(recorder.nextInterim()).isEqualTo("כן");
    assertThat(recorder.nextInterim()).isEqualTo("כן אבל");
    recognition.turnEnded(1, SECOND, Duration.ofMillis(900));
    stub.expect("Finalize");
    results(1.2, 0.8, "אבל לא", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 1 כן אבל לא");

    recognition.hear(SECOND);
    results(2, 0.6, "טוב", "is_final", "speech_final");
    assertThat(recorder.next()).isEqualTo("endpoint");
    recognition.turnEnded(2, SECOND, Duration.ofMillis(300));
    stub.expect("Finalize");
    results(2.6, 0.4, "נו", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 2 טוב נו");
  }

  @Test
  void a_final_that_crosses_finalize_answers_the_turn_and_its_answer_harms_no_other()
      throws Exception {
    turn(1, 2);
    stub.expect("Finalize");
    results(0, 1.7, "כן", "is_final", "speech_final");
    assertThat(recorder.next()).isEqualTo("heard 1 כן");
    turn(2, 1);
    results(1.7, 0.3, "", "is_final", "from_finalize");
    assertThat(recorder.anyMore()).isNull();
    results(2, 1, "לא", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 2 לא");
  }

  @Test
  void an_answer_that_comes_after_all_is_dropped() throws Exception {
    turn(1, 2);
    stub.expect("Finalize");
    results(2, 0.5, "");
    assertThat(recorder.next()).isEqualTo("heard 1 ");
    results(0, 2, "מאוחר", "is_final", "from_finalize");
    turn(2, 1);
    results(2, 1, "בזמן", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 2 בזמן");
  }

  @Test
  void two_turns_that_wait_each_get_their_own_words() throws Exception {
    turn(1, 2);
    turn(2, 2);
    stub.expect("Finalize");
    stub.expect("Finalize");
    results(0, 2, "אחת", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 1 אחת");
    results(2, 1, "שתיים", "is_final");
    assertThat(recorder.anyMore()).isNull();
    results(3, 1, "שלוש", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 2 שתיים שלוש");
  }

  @Test
  void one_answer_that_reaches_two_turns_answers_both() throws Exception {
    turn(1, 2);
    turn(2, 2);
    stub.expect("Finalize");
    stub.expect("Finalize");
    results(0, 2, "אחת", "is_final");
    results(2, 2, "שתיים", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 1 אחת");
    assertThat(recorder.next()).isEqualTo("heard 2 שתיים");
  }

  @Test
  void the_end_of_an_earlier_turn_is_no_endpoint() throws Exception {
    turn(1, 1);
    stub.expect("Finalize");
    stub.say("{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":0.5}");
    results(0, 1, "כן", "is_final", "from_finalize");
    assertThat(recorder.next()).isEqualTo("heard 1 כן");
    stub.say("{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":0.5}");
    results(1, 0.5, "", "is_final", "speech_final");
    assertThat(recorder.anyMore()).isNull();

    results(1.5, 0.5, "לא", "is_final", "speech_final");
    assertThat(recorder.next()).isEqualTo("endpoint");
    stub.say("{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":2.0}");
    assertThat(recorder.anyMore()).isNull();
  }

  @Test
  void words_that_may_change_are_told_with_those_that_do_not() throws Exception {
    recognition.hear(SECOND);
    results(0, 0.5, "אני רוצה", "is_final");
    results(0.5, 0.3, "לקב");
    results(0.5, 0.5, "לקבוע תור");

    assertThat(recorder.nextInterim()).isEqualTo("אני רוצה");
    assertThat(recorder.nextInterim()).isEqualTo("אני רוצה לקב");
    assertThat(recorder.nextInterim()).isEqualTo("אני רוצה לקבוע תור");
  }

  @Test
  void words_of_an_ended_turn_are_no_interim_of_the_next() throws Exception {
    turn(1, 1);
    stub.expect("Finalize");
    results(0, 0.9, "כן");
    results(0, 1, "כן", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 1 כן");
    assertThat(recorder.interims()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "null",
        "{\"type\":\"Results\"}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":{}},\"start\":\"x\",\"is_final\":{}}",
        "{\"type\":{}}",
        "{\"type\":\"SpeechStarted\",\"channel\":[0],\"timestamp\":9.54}",
        "{\"type\":\"TurnInfo\",\"unheard\":[\"of\"]}"
      })
  void what_is_not_known_is_passed_over(String message) throws Exception {
    stub.say(message);
    turn(1, 1);
    stub.expect("Finalize");
    results(0, 1, "כן", "is_final", "from_finalize");

    assertThat(recorder.next()).isEqualTo("heard 1 כן");
  }

  @ParameterizedTest
  @CsvSource({
    "1008, DATA-0000, REQUEST_REFUSED",
    "1011, NET-0000, OVERLOADED",
    "1011, NET-0001, SESSION_OVER",
    "1001, going away, SESSION_OVER",
    "4000, , BROKEN_OFF"
  })
  void a_close_has_its_kind(int code, String reason, String kind) throws Exception {
    turn(1, 1);
    stub.hangUp(code, reason == null ? "" : reason);

    assertThat(recorder.next()).isEqualTo("failed " + kind);
    assertThat(recorder.anyMore()).isNull();
  }

  @Test
  void an_error_is_a_failure_without_its_description() throws Exception {
    stub.say(
        "{\"type\":\"Error\",\"code\":\"NET-0000\",\"description\":\"key SECRET said shalom\"}");

    assertThat(recorder.next()).isEqualTo("failed OVERLOADED");
    assertThat(recorder.failures().getFirst()).hasMessage("deepgram: OVERLOADED (NET-0000)");
  }

  private void turn(long number, int seconds) {
    for (int i = 0; i < seconds; i++) {
      recognition.hear(SECOND);
    }
    recognition.turnEnded(number, SECOND);
  }

  private void results(double start, double duration, String words, String... marks)
      throws InterruptedException {
    var json = new StringBuilder("{\"type\":\"Results\"");
    for (String mark : marks) {
      json.append(",\"%s\":true".formatted(mark));
    }
    json.append(
        String.format(
            Locale.ROOT,
            ",\"start\":%.3f,\"duration\":%.3f,\"channel\":{\"alternatives\":[{\"transcript\":\"%s\"}]}}",
            start,
            duration,
            words));
    stub.say(json.toString());
  }
}
