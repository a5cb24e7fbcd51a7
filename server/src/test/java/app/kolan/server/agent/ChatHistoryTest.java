package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ChatHistoryTest {
  private final ChatHistory history = new ChatHistory();

  @Test
  void a_reply_counts_when_the_caller_has_heard_something_before() {
    speaks();
    assertThat(history.callersReplies()).isOne();
    speaks();
    assertThat(history.callersReplies()).as("he goes on").isOne();
    history.weSaid(" ", false);
    speaks();
    assertThat(history.callersReplies()).as("he has heard nothing").isOne();

    history.weSaid("ten o'clock. Is that right?", false);
    assertThat(history.callersReplies()).isOne();
    speaks();
    assertThat(history.callersReplies()).isEqualTo(2);
  }

  @Test
  void a_reply_into_our_words_counts_once_it_is_known_what_was_heard() {
    speaks();

    history.callerBegan();
    assertThat(history.callersReplies()).isOne();
    history.weSaid("ten o'clock. Is", true);
    assertThat(history.callersReplies()).isEqualTo(2);
    history.callerEnded();
    speaks();
    assertThat(history.callersReplies()).isEqualTo(2);
  }

  @Test
  void an_answer_that_breaks_off_by_itself_is_no_reply_of_the_callers() {
    speaks();
    history.weSaid("ten o'clock. Is", true);

    assertThat(history.callersReplies()).isOne();
  }

  private void speaks() {
    history.callerBegan();
    history.callerEnded();
  }

  @Test
  void it_is_not_complete_while_a_tool_runs() {
    var history = new ChatHistory();
    var result = new CompletableFuture<ToolResult>();
    assertThat(history.isComplete()).isTrue();
    history.used(List.of(new ToolCall("1", "opening_hours", "{}")), List.of(result));
    assertThat(history.isComplete()).isFalse();
    result.complete(ToolResult.done("open"));
    assertThat(history.isComplete()).isTrue();
  }
}
