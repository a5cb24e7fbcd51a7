package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.CallOutcome;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallMoment.CommandReceived;
import app.kolan.simulator.CallMoment.EventSent;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.realtime.RealtimeStubModel;
import app.kolan.stubs.realtime.RealtimeStubModel.Reply;
import app.kolan.stubs.realtime.RealtimeStubModel.Use;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// Calls with a realtime model that would once have stayed silent.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class RealtimeSilencesTest {
  private static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");
  private static final Duration NEVER = Duration.ofMinutes(5);
  private static final String LONG_ANSWER =
      "מתי נוח לך? יש לנו עוד מקום פנוי גם ביום שני בבוקר, וגם ביום שלישי אחרי הצהריים.";

  private final OpenAiRealtimeStub model = new OpenAiRealtimeStub(AgentHarness.KEY);

  @TempDir private Path data;

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void a_key_in_the_middle_of_an_answer_does_not_end_the_conversation() throws Exception {
    try (AgentHarness harness =
        AgentHarness.open(data, answering(_ -> Reply.says(LONG_ANSWER)), AgentHarness.NO_FILLER)) {
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
              caller waits 3s
              agent speaks within 25s
              caller hangs up
              """);

      assertThat(report.failures()).isEmpty();
    }
  }

  @Test
  void words_without_sound_do_not_hold_up_what_is_said_after_them() throws Exception {
    ProviderSelection silent =
        answering(
            asked -> {
              if (!asked.heard().isEmpty()) {
                sayWordsWithoutSound();
              }
              return Reply.says("x");
            });
    model.thinks(NEVER);
    try (AgentHarness harness =
        AgentHarness.open(data, silent, ReplyTiming.ofBound(Duration.ofSeconds(4)))) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              agent speaks within 40s
              caller hangs up
              """);

      assertThat(report.failures()).isEmpty();
    }
  }

  @Test
  void a_caller_who_keeps_answering_one_moment_is_taken_over() throws Exception {
    ProviderSelection silent = answering(_ -> Reply.says("x"));
    model.thinks(NEVER);
    try (AgentHarness harness =
        AgentHarness.open(data, silent, ReplyTiming.ofBound(Duration.ofSeconds(4)))) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              """
                  + "agent speaks within 20s\ncaller says yes\n".repeat(10)
                  + "caller hangs up\n");

      // Only the script asks for a name; the caller may talk over the sentences before it, the more
      // of them the busier the machine is.
      assertThat(report.moments(CallMoment.AgentSpoke.class))
          .extracting(CallMoment.AgentSpoke::prompt)
          .contains("ask_name");
    }
  }

  @Test
  void a_promised_hand_over_is_kept_although_the_model_fails_meanwhile() throws Exception {
    ProviderSelection silent = answering(_ -> Reply.says("x"));
    model.thinks(NEVER);
    var pressed = new AtomicBoolean();
    try (AgentHarness harness = AgentHarness.open(data, silent, HUMAN)) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              caller waits 1s
              caller presses 0
              call ends within 60s
              """,
              moment -> {
                if (moment instanceof EventSent sent && sent.event() instanceof StreamEvent.Dtmf) {
                  pressed.set(true);
                } else if (moment instanceof CommandReceived
                    && pressed.compareAndSet(true, false)) {
                  model.complains("server_error", "server_error");
                }
              });

      assertThat(harness.logged(report).outcome()).isEqualTo(CallOutcome.HANDED_OVER);
    }
  }

  /// A model that answers so, after so long, and how often the caller hears something until it is
  /// his turn again: sentences that it takes a moment, then the answer or the script's question.
  static final List<Arguments> SILENT_KINDS =
      List.of(
          Arguments.of("never", NEVER, Reply.says("x"), 4),
          Arguments.of("nothing", Duration.ZERO, Reply.says(""), 2),
          Arguments.of("tools", Duration.ZERO, Reply.uses(new Use("look_up_caller", "{}")), 4),
          Arguments.of("late", Duration.ofSeconds(7), Reply.says("כן."), 3));

  /// By the frames that the caller sends and gets. The bound is four seconds; the rest is for a
  /// busy machine.
  @ParameterizedTest(name = "{0}")
  @FieldSource("SILENT_KINDS")
  void a_caller_who_waits_hears_something_every_four_seconds(
      String kind, Duration thinks, Reply reply, int sentences) throws Exception {
    ProviderSelection silent = answering(_ -> reply);
    model.thinks(thinks);
    try (AgentHarness harness = AgentHarness.open(data, silent, ReplyTiming.USUAL)) {
      CallReport report =
          harness.call(
              """
              agent says greeting within 20s
              agent says ask_reason within 20s
              caller waits for silence
              caller says reason_appointment
              """
                  + "agent speaks within 6s\n".repeat(sentences)
                  + "caller hangs up\n");

      assertThat(report.failures()).as(kind).isEmpty();
      assertThat(AgentHarness.longestSilence(report)).as(kind).isLessThan(Duration.ofMillis(4_500));
    }
  }

  private ProviderSelection answering(RealtimeStubModel by) {
    model.hearsBy(AgentHarness.clips()::words);
    model.thinksBy(by);
    model.start();
    return new ProviderSelection(
        List.of(
            AgentHarness.at(
                "openai-realtime", URI.create(model.socketUrl() + "/v1"), AgentHarness.LONG)),
        List.of(),
        List.of(),
        List.of());
  }

  private void sayWordsWithoutSound() {
    model.says(
        """
        {"type":"response.created","event_id":"e1","response":{"id":"r1","status":"in_progress"}}\
        """);
    model.says(
        """
        {"type":"response.output_audio_transcript.delta","event_id":"e2","response_id":"r1","item_id":"i1","delta":"shalom"}\
        """);
    model.says(
        """
        {"type":"response.done","event_id":"e3","response":{"id":"r1","status":"completed","output":[]}}\
        """);
  }
}
