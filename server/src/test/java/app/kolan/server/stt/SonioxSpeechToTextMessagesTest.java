package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The handling of Soniox's messages.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class SonioxSpeechToTextMessagesTest {
  private static final Mulaw SECOND = Mulaw.silence(Duration.ofSeconds(1));

  private final ScriptedProvider stub = new ScriptedProvider();
  private final ProviderHttp http = new ProviderHttp();
  private final TranscriptRecorder recorder = new TranscriptRecorder();
  private TranscriptionSession recognition;

  @BeforeEach
  void open() throws Exception {
    stub.start();
    recognition =
        SpeechToTexts.open(
                new ProviderSettings(
                    "soniox",
                    stub.socketUrl(),
                    new Secret("key"),
                    "stt-rt-v5",
                    "",
                    "he-IL",
                    new ProviderTimeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(3))),
                http)
            .begin(recorder);
    stub.expect("\"audio_format\":\"mulaw\"");
  }

  @AfterEach
  void close() {
    recognition.close();
    http.close();
    stub.close();
  }

  @Test
  void words_that_were_never_final_count_when_there_are_no_others() throws Exception {
    recognition.hear(SECOND);
    stub.say(tokens("של", false, "ום", false));
    assertThat(recorder.nextInterim()).isEqualTo("שלום");
    recognition.turnEnded(1, SECOND);
    stub.expect("finalize");
    stub.say(tokens("<fin>", true));

    assertThat(recorder.next()).isEqualTo("heard 1 שלום");
  }

  @Test
  void parts_of_words_are_put_together_and_sentences_are_kept_apart() throws Exception {
    recognition.hear(SECOND);
    stub.say(tokens("של", true, "ום", true, ",", true, " מה", true, " נש", false));
    assertThat(recorder.nextInterim()).isEqualTo("שלום, מה נש");
    stub.say(tokens(" נשמע", true, "?", true, "<end>", true, "רצי", false));
    assertThat(recorder.next()).isEqualTo("endpoint");
    assertThat(recorder.nextInterim()).isEqualTo("שלום, מה נשמע? רצי");
    recognition.turnEnded(1, SECOND);
    stub.expect("finalize");
    stub.say(tokens("רצי", true, "תי", true, " תור", true));
    stub.say(tokens("<fin>", true));

    assertThat(recorder.next()).isEqualTo("heard 1 שלום, מה נשמע? רציתי תור");
  }

  @Test
  void two_turns_that_wait_each_get_their_own_words() throws Exception {
    recognition.hear(SECOND);
    recognition.turnEnded(1, SECOND);
    recognition.hear(SECOND);
    recognition.turnEnded(2, SECOND);
    stub.say(tokens("אחת", true, "<fin>", true, " שתיים", true, "<fin>", true));

    assertThat(recorder.next()).isEqualTo("heard 1 אחת");
    assertThat(recorder.next()).isEqualTo("heard 2 שתיים");
    assertThat(recorder.interims()).isEmpty();
  }

  @Test
  void an_end_without_words_is_no_endpoint() throws Exception {
    recognition.hear(SECOND);
    stub.say(tokens("<end>", true));
    recognition.turnEnded(1, SECOND);
    stub.say(tokens("כן", true, "<end>", true, "<fin>", true, "<end>", true));

    assertThat(recorder.next()).isEqualTo("heard 1 כן");
    assertThat(recorder.anyMore()).isNull();
  }

  @Test
  void a_turn_that_is_not_finalized_is_a_failure() throws Exception {
    recognition.hear(SECOND);
    recognition.turnEnded(1, SECOND);
    stub.say(tokens("כן", true));

    assertThat(recorder.next()).isEqualTo("failed TOO_SLOW");
  }

  @ParameterizedTest
  @CsvSource({
    "400, Invalid model specified., REQUEST_REFUSED",
    "401, Invalid API key SECRET, KEY_REFUSED",
    "402, Organization balance exhausted., LIMITED",
    "408, Request timeout., TOO_SLOW",
    "429, Too many concurrent requests., LIMITED",
    "500, The server had an error., OVERLOADED",
    "503, Cannot continue request (code 3). Please restart the request., SESSION_OVER"
  })
  void an_error_has_its_kind_and_keeps_its_message(int code, String message, String kind)
      throws Exception {
    stub.say("{\"tokens\":[],\"error_code\":%d,\"error_message\":\"%s\"}".formatted(code, message));
    stub.hangUp(1000, "");

    assertThat(recorder.next()).isEqualTo("failed " + kind);
    assertThat(recorder.failures().getFirst()).hasMessage("soniox: %s (error %d)", kind, code);
    assertThat(recorder.anyMore()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"tokens\":7}", "{\"tokens\":[{},7,null]}", "{\"total_audio\":1}"})
  void what_is_not_known_is_passed_over(String message) throws Exception {
    stub.say(message);
    recognition.hear(SECOND);
    recognition.turnEnded(1, SECOND);
    stub.say(tokens("כן", true, "<fin>", true));

    assertThat(recorder.next()).isEqualTo("heard 1 כן");
  }

  private static String tokens(Object... textsAndFinality) {
    var json = new StringBuilder("{\"tokens\":[");
    for (int i = 0; i < textsAndFinality.length; i += 2) {
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"text\":\"%s\",\"is_final\":%s}"
                  .formatted(textsAndFinality[i], textsAndFinality[i + 1]));
    }
    return json.append("],\"final_audio_proc_ms\":1000,\"total_audio_proc_ms\":1000}").toString();
  }
}
