package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.session.CallScope;
import app.kolan.twilio.webhook.CallSid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Responses that are asked for before the caller's turn is over.
@Tag("unit")
class PreemptiveGenerationTest {
  private final CallScope scope = CallScope.open(new CallSid("CA00000000000000000000000000000001"));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final PreemptiveGeneration early = new PreemptiveGeneration(scope::fork);

  @AfterEach
  void end() {
    scope.close();
    assertThat(scope.failure()).isNull();
  }

  @Test
  void the_answer_takes_what_was_asked_with_the_same_words_whole() throws Exception {
    early.ask(input("אני רוצה תור"), this::open);

    ChatStream taken = early.take(input("אני רוצה תור."));
    assertThat(taken).isNotNull();
    assertThat(all(taken)).containsExactly("one ", "two");
    assertThat(early.take(input("אני רוצה תור."))).isNull();
    early.turnOver();
    assertThat(asked).containsExactly("אני רוצה תור");
    assertThat(closed).isEmpty();
  }

  @Test
  void a_caller_who_goes_on_gets_no_answer_to_the_first_half() throws Exception {
    early.ask(input("אני רוצה תור"), this::open);

    assertThat(early.take(input("אני רוצה תור למחר"))).isNull();
    assertThat(closed).containsExactly("אני רוצה תור");
  }

  @Test
  void another_history_is_another_question() throws Exception {
    early.ask(input("כן"), this::open);
    var other =
        new ChatInput(
            "be kind",
            List.of(new Message.FromUs("מחר?", true), new Message.FromCaller("כן")),
            List.of());

    assertThat(early.take(other)).isNull();
    assertThat(closed).containsExactly("כן");
  }

  @Test
  void each_replaces_the_one_before_and_a_turn_has_three() {
    for (String words : List.of("א", "א ב", "א ב ג", "א ב ג ד")) {
      early.ask(input(words), this::open);
      if (!words.equals("א ב ג ד")) {
        Await.until(() -> asked, all -> all.contains(words));
      }
    }
    early.turnOver();
    assertThat(asked).containsExactly("א", "א ב", "א ב ג");
    assertThat(closed).containsExactlyElementsOf(asked);
    early.ask(input("בתור הבא"), this::open);
    Await.until(() -> asked, all -> all.contains("בתור הבא"));
    early.turnOver();
    assertThat(closed).endsWith("בתור הבא");
  }

  @Test
  void a_caller_whose_pauses_mislead_is_soon_answered_without_it() throws Exception {
    for (int turn = 1; turn <= 6; turn++) {
      String words = "בתור " + turn;
      early.ask(input(words), this::open);
      if (turn <= 4) {
        Await.until(() -> asked, all -> all.contains(words));
      }
      assertThat(early.take(input(words + " ועוד"))).isNull();
      early.turnOver();
    }
    assertThat(asked).containsExactly("בתור 1", "בתור 2", "בתור 3", "בתור 4");
    assertThat(closed).containsExactlyElementsOf(asked);
  }

  @Test
  void who_takes_two_may_ask_one_more_in_vain() throws Exception {
    for (int turn = 1; turn <= 2; turn++) {
      early.ask(input("נלקח " + turn), this::open);
      assertThat(early.take(input("נלקח " + turn))).isNotNull();
      early.turnOver();
    }
    for (int turn = 1; turn <= 6; turn++) {
      String words = "לשווא " + turn;
      early.ask(input(words), this::open);
      if (turn <= 5) {
        Await.until(() -> asked, all -> all.contains(words));
      }
      assertThat(early.take(input("אחר"))).isNull();
      early.turnOver();
    }
    assertThat(asked).hasSize(7).endsWith("לשווא 5");
  }

  @Test
  void the_answer_itself_meets_a_provider_that_fails() throws Exception {
    early.ask(
        input("כן"),
        _ -> {
          throw new ProviderFailure("openai", FailureKind.OVERLOADED, "503");
        });

    assertThat(early.take(input("כן"))).isNull();
  }

  @Test
  void a_response_that_does_not_come_is_cancelled_with_the_turn() {
    var waits = new CountDownLatch(1);
    early.ask(
        input("כן"),
        _ -> {
          asked.add("כן");
          try {
            waits.await();
          } finally {
            closed.add("כן");
          }
          throw new IllegalStateException("never");
        });
    Await.until(() -> asked, all -> !all.isEmpty());
    early.turnOver();
    assertThat(closed).containsExactly("כן");
  }

  private static List<String> all(@Nullable ChatStream response) throws Exception {
    var words = new ArrayList<String>();
    while (response != null && response.next() instanceof ChatStream.Piece.Words(var text)) {
      words.add(text);
    }
    return words;
  }

  private static ChatInput input(String words) {
    return new ChatInput(
        "be kind",
        List.of(new Message.FromUs("מחר?", false), new Message.FromCaller(words)),
        List.of());
  }

  private ChatStream open(ChatInput input) {
    String words = ((Message.FromCaller) input.messages().getLast()).words();
    asked.add(words);
    var pieces = new ArrayList<>(List.of("one ", "two"));
    return new ChatStream() {
      @Override
      public @Nullable Piece next() {
        return pieces.isEmpty() ? null : new Piece.Words(pieces.removeFirst());
      }

      @Override
      public void close() {
        closed.add(words);
      }
    };
  }
}
