package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every language model does, against its provider's stub.
@Execution(ExecutionMode.CONCURRENT)
abstract class ChatContract extends ChatFailureContract {
  @Test
  void words_come_as_they_are_thought() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("שלום, אנחנו פתוחים — “9:00” עד 17:00 😀"));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(words(pieces)).isEqualTo("שלום, אנחנו פתוחים — “9:00” עד 17:00 😀");
    assertThat(pieces).hasSizeGreaterThan(4);
    assertThat(heard.get()).isEqualTo(List.of(new ChatTurn.FromUser(HOURS)));
  }

  @Test
  void the_first_word_does_not_wait_for_the_last() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("one two three").paced(Duration.ofMillis(300)));

    try (ChatStream chatStream = ask(LONG, talk())) {
      assertThat(chatStream.next()).isEqualTo(new Piece.Words("one"));
      assertThat(stub.openAnswers()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void letters_may_be_cut_anywhere_on_the_wire(int bytes) throws Exception {
    stub.cutEvery(bytes);
    answerWith(
        (_, _, _) -> ModelReply.words("קולן 😀 שלום").andUse("take_message", "{\"name\":\"דנה\"}"));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(words(pieces)).isEqualTo("קולן 😀 שלום");
    assertThat(use(pieces, 0).arguments()).contains("דנה");
  }

  @Test
  void a_very_long_answer_comes_whole() throws Exception {
    String text = "מילה ".repeat(20_000);
    answerWith((_, _, _) -> ModelReply.words(text));

    try (ChatStream chatStream = ask(LONG, talk())) {
      assertThat(chatStream.next()).isNotNull();
      assertThat(words(drain(chatStream))).hasSize(text.length() - "מילה".length());
    }
  }

  @Test
  void tools_are_used_and_their_outcomes_told() throws Exception {
    answerWith(
        (_, turns, _) ->
            turns.getLast() instanceof ChatTurn.FromUser
                ? ModelReply.words("רגע.")
                    .andUse("opening_hours", "{}")
                    .andUse("take_message", "{\"name\":\"דנה \\\"ד\\\"\",\"days\":[1,2]}")
                : ModelReply.words("פתוח."));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(words(pieces)).isEqualTo("רגע.");
    ToolCall hours = use(pieces, 0);
    ToolCall message = use(pieces, 1);
    assertThat(hours.name()).isEqualTo("opening_hours");
    assertThat(message.name()).isEqualTo("take_message");
    assertThat(hours.id()).isNotBlank().isNotEqualTo(message.id());
    var json = new ObjectMapper();
    assertThat(json.readTree(message.arguments()))
        .isEqualTo(json.readTree("{\"name\":\"דנה \\\"ד\\\"\",\"days\":[1,2]}"));

    List<Piece> next =
        drain(
            ask(
                LONG,
                talk(
                    new Message.FromUs("רגע.", false),
                    new Message.Uses(List.of(hours, message)),
                    new Message.Outcome(hours.id(), "opening_hours", "9:00-17:00"),
                    new Message.Outcome(message.id(), "take_message", "{\"kept\":true}"))));

    assertThat(words(next)).isEqualTo("פתוח.");
    assertThat(heard.get())
        .filteredOn(turn -> turn instanceof ChatTurn.Outcome)
        .hasSize(2)
        .first()
        .asString()
        .contains("opening_hours", "9:00-17:00");
  }

  @Test
  void a_tool_can_be_used_without_a_word_and_after_another() throws Exception {
    answerWith(
        (_, turns, _) ->
            ModelReply.use(
                turns.getLast() instanceof ChatTurn.FromUser ? "opening_hours" : "take_message",
                "{}"));

    ToolCall first = use(drain(ask(LONG, talk())), 0);
    ToolCall second =
        use(
            drain(
                ask(
                    LONG,
                    talk(
                        new Message.Uses(List.of(first)),
                        new Message.Outcome(first.id(), first.name(), "closed")))),
            0);
    List<Piece> third =
        drain(
            ask(
                LONG,
                talk(
                    new Message.Uses(List.of(first)),
                    new Message.Outcome(first.id(), first.name(), "closed"),
                    new Message.Uses(List.of(second)),
                    new Message.Outcome(second.id(), second.name(), ""))));

    assertThat(second.name()).isEqualTo("take_message");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(use(third, 0).name()).isEqualTo("take_message");
  }

  @Test
  void a_provider_takes_whatever_a_call_was_like() throws Exception {
    var stale = new ToolCall("functions.look_up:0", "opening_hours", "not json");
    var lost = new ToolCall("lost", "opening_hours", "{}");

    List<Piece> pieces =
        drain(
            ask(
                LONG,
                new ChatInput(
                    "You are a receptionist.",
                    List.of(
                        new Message.FromUs("שלום, כאן קולן.", false),
                        new Message.FromUs("במה אפשר לעזור?", true),
                        new Message.FromCaller("אני"),
                        new Message.FromCaller("  "),
                        new Message.FromCaller(HOURS),
                        new Message.Uses(List.of(stale, lost)),
                        new Message.FromUs("רגע, אני בודק.", false),
                        new Message.FromCaller("כן?"),
                        new Message.Outcome(stale.id(), "opening_hours", "9-17"),
                        new Message.Outcome("nobody's", "opening_hours", "9-17"),
                        new Message.FromUs("", true),
                        new Message.FromCaller("הלו?")),
                    List.of(OPENING_HOURS, TAKE_MESSAGE))));

    assertThat(words(pieces)).isEqualTo("one two three");
    assertThat(heard.get())
        .filteredOn(turn -> turn instanceof ChatTurn.FromModel)
        .asString()
        .contains("במה אפשר לעזור? —", "רגע, אני בודק.");
    assertThat(heard.get()).filteredOn(turn -> turn instanceof ChatTurn.Outcome).hasSize(1);
  }

  @Test
  void a_talk_without_a_caller_and_without_instructions_can_be_thought_of() throws Exception {
    List<Piece> pieces = drain(ask(LONG, new ChatInput("", List.of(), List.of())));

    assertThat(words(pieces)).isEqualTo("one two three");
  }

  @Test
  void the_model_learns_of_the_tools() throws Exception {
    drain(ask(LONG, talk()));

    assertThat(offered.get())
        .extracting(OfferedTool::name)
        .containsExactly("opening_hours", "take_message");
    assertThat(offered.get().getLast().choices())
        .containsEntry("kind", List.of("repair", "other"))
        .containsKeys("name", "urgent", "days");
  }

  @Test
  void what_a_caller_adds_to_an_outcome_is_told() throws Exception {
    var use = new ToolCall("use_7", "opening_hours", "{}");

    drain(
        ask(
            LONG,
            talk(
                new Message.Uses(List.of(use)),
                new Message.Outcome("use_7", "opening_hours", "9-17"),
                new Message.FromCaller("ובשישי?"))));

    assertThat(heard())
        .endsWith(new ChatTurn.Outcome("opening_hours", "9-17"), new ChatTurn.FromUser("ובשישי?"));
  }

  @Test
  void many_thoughts_at_a_time_do_not_wait_for_each_other() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("a b c d").paced(Duration.ofMillis(100)));
    ProviderLanguageModel languageModel = languageModel(LONG, new Secret(KEY));
    var whole = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      if (words(drain(languageModel.chat(talk()))).equals("a b c d")) {
                        whole.incrementAndGet();
                      }
                    } catch (Exception e) {
                      // not counted
                    }
                  }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    assertThat(whole.get()).isEqualTo(50);
  }

  @Test
  void warming_up_asks_nobody() throws Exception {
    languageModel(LONG, new Secret(KEY)).warmUp();

    assertThat(stub.requests()).isEmpty();
  }
}
