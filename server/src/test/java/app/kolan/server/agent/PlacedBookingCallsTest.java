package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.stories.Story;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Callee;
import app.kolan.simulator.script.Script;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Calls that the agent places, to people who book and to mailboxes.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class PlacedBookingCallsTest extends BookingCallsFixture {
  @Test
  void an_agent_who_calls_books_and_talks_with_no_mailbox() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.booking().reply(turns));
    String books =
        """
        agent speaks within 20s
        caller waits 2s
        caller presses 5
        agent speaks within 20s
        caller waits for silence of 1200ms
        caller says yes
        agent speaks within 40s
        """;
    String words = "הגיע הזמן לתספורת.";
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      CallOrder human = harness.place(CALLER, callee(books + YES + GOODBYE), words);
      CallOrder machine =
          harness.place(
              STRANGER,
              callee("call ends within 60s").detectedAs("machine_end_beep", Duration.ofSeconds(3)),
              words);
      CallOrder late =
          harness.place(
              new PhoneNumber("+972529876544"),
              callee("call ends within 60s")
                  .detectedAs("machine_end_silence", Duration.ofSeconds(20)),
              words);

      CallOrder talked = harness.over(human);
      CallReport report = harness.report(talked);
      assertThat(report.failures()).isEmpty();
      assertThat(talked.result()).isEqualTo(CallResult.TALKED);
      assertThat(said(report))
          .singleElement()
          .satisfies(
              opening -> assertThat(opening).contains("הממוחשב של test", words, "השיחה מוקלטת"));
      assertThat(only(harness).number()).isEqualTo(CALLER);
      assertThat(only(harness).call()).isEqualTo(talked.call());
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .startsWith("יש תור")
          .contains(BookingModel.DONE);
      assertThat(languageModel.requests())
          .as("the model knows that it has called, and what for")
          .anyMatch(
              asked ->
                  asked.text().contains("You have called")
                      && asked.text().contains("Book a haircut."));

      CallOrder left = harness.over(machine);
      assertThat(left.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      assertThat(harness.report(left).moments(CallMoment.StreamOpened.class)).isEmpty();
      assertThat(said(harness.report(left)).getLast()).contains(words).doesNotContain("מוקלטת");

      CallOrder lateLeft = harness.over(late);
      assertThat(lateLeft.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      assertThat(harness.report(lateLeft).moments(CallMoment.StreamOpened.class))
          .as("nothing was detected for long, and then the talk was broken off")
          .hasSize(1);
      assertThat(said(harness.report(lateLeft)).getLast()).contains(words).doesNotContain("מוקלטת");
    }
  }

  @Test
  void who_is_reminded_by_a_call_moves_the_appointment_by_key_3_and_the_agent() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.moving().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      Appointment before = book(harness, CALLER, at(3, 10));
      String key =
          """
          agent speaks within 20s
          caller waits 2s
          caller presses 3
          """;

      CallOrder order =
          harness.over(
              harness.place(
                  CALLER,
                  callee(key + BEGIN + YES + YES + GOODBYE),
                  new Announcement("תזכורת: תספורת.", before.id())));

      CallReport report = harness.report(order);
      assertThat(report.failures()).isEmpty();
      assertThat(order.result()).isEqualTo(CallResult.TALKED);
      assertThat(order.progress().answer()).isEqualTo(CallAnswer.TALK);
      Appointment after = only(harness);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.time().startsAt()).isBefore(before.time().startsAt());
      assertThat(after.changedCall()).isEqualTo(order.call());
      assertThat(String.join(" ", AgentHarness.heard(report))).contains("נכון?", BookingModel.DONE);
      // It is not called about again, and whose it is has the change in writing.
      Await.until(
          "he is told", () -> harness.messages().stream().anyMatch(m -> m.body().contains("הוזז")));
    }
  }

  /// The detection took the mailbox for a human.
  @Test
  void an_agent_who_hears_a_mailbox_leaves_the_message_and_says_no_more() throws Exception {
    var offered = new ConcurrentLinkedQueue<Boolean>();
    String greeting = CallerClips.shipped().text("reason_short");
    languageModel.answerWith(
        (_, turns, tools) -> {
          // After the call it is asked for a summary.
          if (tools.stream().anyMatch(tool -> tool.name().equals("end_call"))) {
            offered.add(tools.stream().anyMatch(tool -> tool.name().equals("leave_message")));
          }
          boolean isHeard =
              turns.getLast() instanceof ChatTurn.FromUser(var said) && said.contains(greeting);
          boolean isAfter = turns.getLast() instanceof ChatTurn.Outcome;
          return isHeard
              ? ModelReply.use("leave_message", "{}")
              : ModelReply.words(isAfter ? "השארתי הודעה." : "שלום, זמן להסתפר.");
        });
    String words = "הגיע הזמן לתספורת.";
    String mailbox =
        """
        agent speaks within 40s
        caller waits 2s
        caller presses 5
        agent speaks within 40s
        caller waits for silence of 1200ms
        caller says reason_short
        call ends within 90s
        """;
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      CallOrder order =
          harness.over(
              harness.place(
                  STRANGER, callee(mailbox).detectedAs("human", Duration.ofSeconds(3)), words));

      assertThat(order.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      CallReport report = harness.report(order);
      assertThat(report.failures()).isEmpty();
      assertThat(said(report))
          .hasSize(2)
          .last()
          .asString()
          .contains(words)
          .doesNotContain("מוקלטת");
      assertThat(AgentHarness.heard(report)).noneMatch(text -> text.contains("השארתי"));
      assertThat(harness.logged(report).outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(offered).isNotEmpty().containsOnly(true);
    }
  }

  private static Callee callee(String script) throws Exception {
    return Callee.answering(CallPlan.of(Script.parse(script), Story.SOUNDS), Duration.ofSeconds(1));
  }

  private static List<String> said(CallReport report) {
    return report.moments(CallMoment.SayStarted.class).map(CallMoment.SayStarted::text).toList();
  }
}
