package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Speaker;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("socket")
class AttendedCallTest {
  private static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");
  private static final String GOODBYE = "תודה ולהתראות.";

  /// One clause that takes three seconds to think: the noise comes in the middle of that.
  private static final String SLOW_ANSWER = "יש לנו עוד מקום פנוי גם ביום שני בבוקר.";

  @TempDir private Path data;
  private final DeepgramStub speechToText =
      new DeepgramStub(AgentHarness.clips(), AgentHarness.KEY);
  private final OpenAiChatStub languageModel =
      new OpenAiChatStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final AzureVoiceStub voice = new AzureVoiceStub();

  @BeforeEach
  void open() {
    speechToText.start();
    languageModel.start();
    voice.start();
  }

  @AfterEach
  void close() {
    speechToText.close();
    languageModel.close();
    voice.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_caller_is_understood_answered_and_bid_goodbye() throws Exception {
    languageModel.answerWith(
        (_, turns, _) ->
            last(turns).contains("תור")
                ? ModelReply.words("מתי נוח לך? יש מקום ביום שני.")
                : ModelReply.words(GOODBYE).andUse("end_call", "{}"));
    try (AgentHarness harness = AgentHarness.open(data, providers(), HUMAN)) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              agent speaks within 10s
              caller waits for silence of 1200ms
              caller says thanks
              agent speaks within 10s
              call ends within 20s
              """);

      assertThat(report.failures()).isEmpty();
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains("מתי נוח לך?")
          .contains("יש מקום ביום שני.")
          .contains(GOODBYE);
      assertThat(AgentHarness.longestSilence(report)).isLessThan(Duration.ofSeconds(4));
      assertThat(harness.logged(report).outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(harness.words(report, Speaker.AGENT))
          .contains("מתי נוח לך? יש מקום ביום שני.", GOODBYE);
      assertThat(harness.words(report, Speaker.CALLER)).hasSize(2);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void an_answer_that_a_noise_cut_off_is_given_all_the_same() throws Exception {
    languageModel.answerWith(
        (_, _, _) -> ModelReply.words(SLOW_ANSWER).paced(Duration.ofMillis(300)));
    try (AgentHarness harness = AgentHarness.open(data, providers(), AgentHarness.NO_FILLER)) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              caller waits 2s
              caller says "a noise" for 500ms
              agent speaks within 12s
              caller waits for silence of 4s
              caller hangs up
              """);

      assertThat(report.failures()).isEmpty();
      assertThat(String.join(" ", AgentHarness.heard(report))).contains(SLOW_ANSWER);
      assertThat(harness.words(report, Speaker.CALLER)).hasSize(1);
      assertThat(languageModel.requests()).hasSizeGreaterThan(1);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_caller_who_keeps_saying_yes_to_one_moment_is_taken_over_by_the_script() throws Exception {
    languageModel.answerWith((_, _, _) -> ModelReply.words("שלום.").paced(Duration.ofSeconds(60)));
    try (AgentHarness harness =
        AgentHarness.open(data, providers(), ReplyTiming.ofBound(Duration.ofSeconds(4)))) {
      String okay = "agent speaks within 10s\ncaller says yes\n";
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              """
                  + okay.repeat(7)
                  + "caller hangs up\n");

      assertThat(AgentHarness.heard(report)).isNotNull();
      assertThat(report.moments(CallMoment.AgentSpoke.class))
          .extracting(CallMoment.AgentSpoke::prompt)
          .contains("sorry");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_key_in_the_middle_of_an_answer_is_followed_by_words_within_four_seconds()
      throws Exception {
    languageModel.answerWith((_, _, _) -> ModelReply.words(SLOW_ANSWER));
    try (AgentHarness harness = AgentHarness.open(data, providers(), AgentHarness.NO_FILLER)) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              agent speaks within 20s
              caller waits 1s
              caller presses 5
              caller waits 1s
              agent speaks within 4s
              caller hangs up
              """);

      assertThat(report.failures()).isEmpty();
    }
  }

  private ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(at("deepgram", speechToText.socketUrl())),
        List.of(at("openai", URI.create(languageModel.url() + "/v1"))),
        List.of(at("azure", voice.url())));
  }

  private static ProviderSettings at(String provider, URI url) {
    return AgentHarness.at(provider, url, AgentHarness.LONG);
  }

  private static String last(List<ChatTurn> turns) {
    return turns.getLast() instanceof ChatTurn.FromUser(var words) ? words : "";
  }
}
