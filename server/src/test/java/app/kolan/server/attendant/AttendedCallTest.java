package app.kolan.server.attendant;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.ledger.CallOutcome;
import app.kolan.server.ledger.Speaker;
import app.kolan.server.provider.LineUp;
import app.kolan.simulator.CallReport;
import app.kolan.vendors.mind.Reply;
import app.kolan.vendors.mind.StandInOpenAiChat;
import app.kolan.vendors.mind.Turn;
import app.kolan.vendors.recogniser.StandInDeepgram;
import app.kolan.vendors.voice.StandInAzureVoice;
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

  @TempDir private Path data;
  private final StandInDeepgram ears = new StandInDeepgram(FrontDesk.clips(), FrontDesk.KEY);
  private final StandInOpenAiChat mind =
      new StandInOpenAiChat(FrontDesk.KEY, (_, _, _) -> Reply.words("שלום."));
  private final StandInAzureVoice voice = new StandInAzureVoice();

  @BeforeEach
  void open() {
    ears.start();
    mind.start();
    voice.start();
  }

  @AfterEach
  void close() {
    ears.close();
    mind.close();
    voice.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_caller_is_understood_answered_and_bid_goodbye() throws Exception {
    mind.think(
        (_, turns, _) ->
            last(turns).contains("תור")
                ? Reply.words("מתי נוח לך? יש מקום ביום שני.")
                : Reply.words(GOODBYE).andUse("end_call", "{}"));
    try (FrontDesk desk = FrontDesk.open(data, lineUp(), HUMAN)) {
      CallReport report =
          desk.call(
              """
              agent says greeting within 8s
              agent says ask_reason within 3s
              caller waits for silence
              caller says reason_appointment
              agent speaks within 4s
              caller waits for silence of 1200ms
              caller says thanks
              agent speaks within 4s
              call ends within 12s
              """);

      assertThat(report.failures()).isEmpty();
      assertThat(String.join(" ", FrontDesk.heard(report)))
          .contains("מתי נוח לך?")
          .contains("יש מקום ביום שני.")
          .contains(GOODBYE);
      assertThat(FrontDesk.longestSilence(report)).isLessThan(Duration.ofSeconds(4));
      assertThat(desk.logged(report).outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(desk.words(report, Speaker.AGENT))
          .contains("מתי נוח לך? יש מקום ביום שני.", GOODBYE);
      assertThat(desk.words(report, Speaker.CALLER)).hasSize(2);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void an_answer_that_a_noise_cut_off_is_given_all_the_same() throws Exception {
    mind.think((_, _, _) -> Reply.words("יש מקום ביום שני.").paced(Duration.ofMillis(300)));
    try (FrontDesk desk = FrontDesk.open(data, lineUp(), HUMAN)) {
      CallReport report =
          desk.call(
              """
              agent says greeting within 8s
              agent says ask_reason within 5s
              caller waits for silence
              caller says reason_appointment
              caller waits 900ms
              caller says "a noise" for 500ms
              agent speaks within 5s
              caller waits for silence of 4s
              caller hangs up
              """);

      assertThat(report.failures()).isEmpty();
      assertThat(String.join(" ", FrontDesk.heard(report))).contains("יש מקום ביום שני.");
      assertThat(desk.words(report, Speaker.CALLER)).hasSize(1);
      assertThat(mind.requests()).hasSizeGreaterThan(1);
    }
  }

  private LineUp lineUp() {
    return new LineUp(
        List.of(),
        List.of(FrontDesk.at("deepgram", ears.socketUrl())),
        List.of(FrontDesk.at("openai", URI.create(mind.url() + "/v1"))),
        List.of(FrontDesk.at("azure", voice.url())));
  }

  private static String last(List<Turn> turns) {
    return turns.getLast() instanceof Turn.FromUser(var words) ? words : "";
  }
}
