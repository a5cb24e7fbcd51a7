package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.tool.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ConversationHistoryTest {
  private static final ToolCall HOURS = new ToolCall("call_1", "hours", "{}");
  private static final ToolCall PRICES = new ToolCall("call_2", "prices", "{}");

  private final ConversationHistory history =
      new ConversationHistory(List.of(new Message.FromUs("hello", false)));

  @Test
  void words_that_come_late_keep_the_place_of_the_turn() {
    history.callerSpoke("u1");
    history.heard("a1", "of course", false);
    history.callerSaid("u1", "can I come");

    assertThat(history.latest())
        .containsExactly(
            new Message.FromUs("hello", false),
            new Message.FromCaller("can I come"),
            new Message.FromUs("of course", false));
  }

  @Test
  void a_turn_without_words_is_left_out() {
    history.callerSpoke("u1");

    assertThat(history.latest()).containsExactly(new Message.FromUs("hello", false));
  }

  @Test
  void what_was_cut_off_replaces_the_whole() {
    history.heard("a1", "of course you can", false);
    history.heard("a1", "of course", true);
    history.heard("a2", "when", false);
    history.heard("a2", "", true);

    assertThat(history.latest())
        .containsExactly(new Message.FromUs("hello", false), new Message.FromUs("of course", true));
  }

  @Test
  void a_tool_is_there_only_with_its_outcome() {
    history.wanted("r1", List.of(HOURS, PRICES));
    history.outcome(HOURS, "from nine");

    assertThat(history.latest())
        .containsExactly(
            new Message.FromUs("hello", false),
            new Message.Uses(List.of(HOURS)),
            new Message.Outcome("call_1", "hours", "from nine"));
  }

  @Test
  void the_oldest_is_forgotten_and_no_outcome_is_left_without_its_use() {
    history.wanted("r1", List.of(HOURS));
    history.outcome(HOURS, "from nine");
    for (int i = 0; i < 59; i++) {
      history.heard("a" + i, "sentence " + i, false);
    }

    assertThat(history.latest())
        .hasSize(59)
        .startsWith(new Message.FromUs("sentence 0", false))
        .endsWith(new Message.FromUs("sentence 58", false));
  }

  @Test
  void a_very_long_talk_is_cut_to_its_end() {
    history.heard("a1", "x".repeat(19_000), false);
    history.heard("a2", "y".repeat(19_000), false);

    assertThat(history.latest()).containsExactly(new Message.FromUs("y".repeat(19_000), false));
  }
}
