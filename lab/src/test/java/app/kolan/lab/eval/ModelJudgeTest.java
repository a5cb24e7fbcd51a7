package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.tool.ToolCall;
import app.kolan.simulator.CallEnd;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ModelJudgeTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");

  private final List<ChatInput> asked = new ArrayList<>();

  @Test
  void what_does_not_hold_is_told_by_its_line_and_the_judge_sees_the_call() throws Exception {
    List<UnmetExpectation> unmet =
        judged(
            "{\"verdicts\":[{\"criterion\":1,\"holds\":true,\"reason\":\"fine\"},"
                + "{\"criterion\":2,\"holds\":false,\"reason\":\"a letter's Hebrew\"}]}");

    assertThat(unmet)
        .containsExactly(
            new UnmetExpectation(4, "judge: The Hebrew is spoken.", "a letter's Hebrew"));
    ChatInput input = asked.getFirst();
    assertThat(input.mustUseTool()).isTrue();
    JsonNode seen =
        new ObjectMapper().readTree(((Message.FromCaller) input.messages().getFirst()).words());
    assertThat(seen.path("said").toString())
        .isEqualTo("[{\"agent\":\"במה לעזור?\"},{\"caller\":\"רובוט?\"},{\"agent\":\"כן.\"}]");
    assertThat(seen.path("tools_used").findValuesAsText("tool")).containsExactly("take_message");
    assertThat(seen.path("ended").asText()).isEqualTo("FINISHED");
    assertThat(seen.path("criteria").findValuesAsText("criterion")).containsExactly("1", "2");
    assertThat(seen.path("criteria").findValuesAsText("holds_if"))
        .containsExactly("It says that it is a machine.", "The Hebrew is spoken.");
  }

  @Test
  void a_judge_that_says_nothing_or_fails_passes_nothing() throws Exception {
    assertThat(judged("{\"verdicts\":[{\"criterion\":1,\"holds\":true,\"reason\":\"\"}]}"))
        .containsExactly(
            new UnmetExpectation(4, "judge: The Hebrew is spoken.", "the judge gave no verdict"));
    assertThat(judged("not JSON")).hasSize(2);
    assertThat(judged(null))
        .extracting(UnmetExpectation::reason)
        .containsOnly("the judge failed: openai: OVERLOADED (503)");
  }

  @Test
  void a_story_without_criteria_costs_nothing() throws Exception {
    Story story = Story.parse("none", "caller: הלו\nagent: שלום\n");

    assertThat(new ModelJudge(model("")).judge(story, AgentKind.STUB, call())).isEmpty();
    assertThat(asked).isEmpty();
  }

  /// @param answer the arguments of the tool; null when the provider fails
  private List<UnmetExpectation> judged(@Nullable String answer) throws Exception {
    Story story =
        Story.parse(
            "robot",
            """
            # רובוט
            caller: רובוט?
            judge: It says that it is a machine.
            judge: The Hebrew is spoken.
            [scripted] judge: It asks for the name.
            """);
    return new ModelJudge(model(answer)).judge(story, AgentKind.STUB, call());
  }

  private static HeardCall call() {
    var report =
        new CallReport(
            CALL.value(),
            List.of(
                new CallMoment.CallAnswered(Duration.ZERO),
                new CallMoment.CallerSpoke(
                    Duration.ofSeconds(3), "line-2", Duration.ofSeconds(3), Duration.ofSeconds(4))),
            List.of(),
            Mulaw.silence(Duration.ofSeconds(6)).toPcm(),
            Mulaw.silence(Duration.ofSeconds(6)).toPcm(),
            CallEnd.HANGUP_VERB,
            Duration.ofSeconds(6));
    return new HeardCall(
        report,
        "IL",
        List.of(
            new HeardCall.Said("כן.", Duration.ofSeconds(5)),
            new HeardCall.Said("במה לעזור?", Duration.ofSeconds(1))),
        List.of(ToolCallEntry.begun(CALL, "f", "use-1", "take_message", "{}", Instant.EPOCH)),
        null,
        CallOutcome.FINISHED);
  }

  private LanguageModel model(@Nullable String answer) {
    return new LanguageModel() {
      @Override
      public String provider() {
        return "openai";
      }

      @Override
      public ChatStream chat(ChatInput input) throws ProviderFailure {
        asked.add(input);
        if (answer == null) {
          throw new ProviderFailure("openai", FailureKind.OVERLOADED, "503");
        }
        var pieces =
            new ArrayList<ChatStream.Piece>(
                List.of(new ChatStream.Piece.Use(new ToolCall("1", "give_verdicts", answer))));
        return new ChatStream() {
          @Override
          public @Nullable Piece next() {
            return pieces.isEmpty() ? null : pieces.removeFirst();
          }

          @Override
          public void close() {}
        };
      }
    };
  }
}
