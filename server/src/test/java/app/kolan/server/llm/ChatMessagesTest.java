package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.tool.ToolCall;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ChatMessagesTest {
  @Test
  void we_may_speak_first() {
    assertThat(told(new Message.FromUs("שלום", false), new Message.FromCaller("כן")))
        .containsExactly("user …", "ai שלום", "user כן");
  }

  @Test
  void what_was_not_heard_is_marked() {
    assertThat(
            told(
                new Message.FromCaller("a"),
                new Message.FromUs("Every day from ", true),
                new Message.FromCaller("b")))
        .containsExactly("user a", "ai Every day from —", "user b");
  }

  @Test
  void words_and_uses_are_one_message_and_the_outcome_follows_at_once() {
    var use = new ToolCall("1", "hours", "{}");

    assertThat(
            told(
                new Message.FromCaller("a"),
                new Message.FromUs("Let me see.", false),
                new Message.Uses(List.of(use)),
                new Message.FromUs("Still looking.", false),
                new Message.FromCaller("yes"),
                new Message.Outcome("1", "hours", "9-17"),
                new Message.FromCaller("well?")))
        .containsExactly(
            "user a",
            "ai Let me see. uses 1 {}",
            "outcome 1 9-17",
            "ai Still looking.",
            "user yes\nwell?");
  }

  @Test
  void a_use_without_an_outcome_and_an_outcome_without_a_use_are_not_told() {
    assertThat(
            told(
                new Message.FromCaller("a"),
                new Message.Uses(List.of(new ToolCall("1", "hours", "{}"))),
                new Message.Outcome("2", "hours", "9-17")))
        .containsExactly("user a");
  }

  @Test
  void we_are_not_left_with_the_last_word() {
    assertThat(told(new Message.FromCaller("a"), new Message.FromUs("b", false)))
        .containsExactly("user a", "ai b", "user …");
  }

  @Test
  void identifiers_and_arguments_become_what_every_provider_takes() {
    var use = new ToolCall("functions.hours:0", "hours", "{\"day\": 1");

    assertThat(
            told(
                new Message.FromCaller("a"),
                new Message.Uses(List.of(use)),
                new Message.Outcome("functions.hours:0", "hours", "")))
        .containsExactly("user a", "ai uses functions_hours_0 {}", "outcome functions_hours_0 {}");
  }

  @Test
  void who_goes_on_with_an_answer_is_told_what_was_said_of_it() {
    var talk = new ChatInput("be kind", List.of(new Message.FromCaller("hi")), List.of());

    ChatMessage instructions = ChatMessages.of(talk.withSaidBefore("We open")).getFirst();

    assertThat(instructions)
        .isInstanceOfSatisfying(
            SystemMessage.class,
            told ->
                assertThat(told.text())
                    .startsWith("be kind\n")
                    .contains("beginning of your answer: \"We open\". Go on from there, without"));
    assertThat(ChatMessages.of(talk).getFirst().toString()).doesNotContain("beginning");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatever_a_talk_was_like_roles_alternate_and_uses_have_outcomes(long seed) {
    var random = new Random(seed);
    for (int talk = 0; talk < 300; talk++) {
      var messages = new ArrayList<Message>();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        messages.add(any(random));
      }

      assertInOrder(ChatMessages.of(new ChatInput("be kind", messages, List.of())));
    }
  }

  private static Message any(Random random) {
    String id = "use" + random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0 -> new Message.FromCaller(random.nextBoolean() ? "a" : " ");
      case 1 -> new Message.FromUs(random.nextInt(3) > 0 ? "b" : "", random.nextBoolean());
      case 2 -> new Message.Uses(List.of(new ToolCall(id, "hours", "{}")));
      case 3 ->
          new Message.Uses(
              List.of(new ToolCall(id, "hours", "{}"), new ToolCall("x" + id, "hours", "{}")));
      default -> new Message.Outcome((random.nextBoolean() ? "x" : "") + id, "hours", "9");
    };
  }

  private static void assertInOrder(List<ChatMessage> messages) {
    assertThat(messages.getFirst()).isInstanceOf(SystemMessage.class);
    assertThat(messages.get(1)).isInstanceOf(UserMessage.class);
    assertThat(messages.getLast())
        .isInstanceOfAny(UserMessage.class, ToolExecutionResultMessage.class);
    var waiting = new ArrayList<String>();
    for (int i = 1; i < messages.size(); i++) {
      if (messages.get(i) instanceof ToolExecutionResultMessage outcome) {
        assertThat(waiting.remove(outcome.id())).isTrue();
        continue;
      }
      assertThat(waiting).isEmpty();
      if (messages.get(i) instanceof AiMessage ours) {
        assertThat(ours.text() != null || ours.hasToolExecutionRequests()).isTrue();
        ours.toolExecutionRequests().forEach(use -> waiting.add(use.id()));
        assertThat(waiting).doesNotHaveDuplicates();
      } else {
        assertThat(messages.get(i - 1)).isNotInstanceOf(UserMessage.class);
      }
    }
    assertThat(waiting).isEmpty();
  }

  private static List<String> told(Message... messages) {
    return ChatMessages.of(new ChatInput("", List.of(messages), List.of())).stream()
        .map(ChatMessagesTest::told)
        .toList();
  }

  private static String told(ChatMessage message) {
    return switch (message) {
      case UserMessage user -> "user " + user.singleText();
      case ToolExecutionResultMessage outcome -> "outcome " + outcome.id() + " " + outcome.text();
      case AiMessage ours -> {
        var said = new StringBuilder("ai");
        if (ours.text() != null) {
          said.append(' ').append(ours.text());
        }
        ours.toolExecutionRequests()
            .forEach(use -> said.append(" uses " + use.id() + " " + use.arguments()));
        yield said.toString();
      }
      default -> message.toString();
    };
  }
}
