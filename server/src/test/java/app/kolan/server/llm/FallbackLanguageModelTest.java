package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.RecordedFallbacks;
import app.kolan.server.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FallbackLanguageModelTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final ChatInput TALK =
      new ChatInput("be kind", List.of(new ChatInput.Message.FromCaller("hello")), List.of());

  private final FakeModel first = new FakeModel("first");
  private final FakeModel second = new FakeModel("second");
  private final FakeModel third = new FakeModel("third");
  private final RecordedFallbacks notes = new RecordedFallbacks();
  private final List<String> counted = new ArrayList<>();
  private final FallbackLanguageModel model =
      new FallbackLanguageModel(
          List.of(first, second, third),
          (job, failure) -> counted.add(job + " " + failure.provider()));

  @Test
  void the_first_choice_answers_while_it_can() throws Exception {
    assertThat(answer(NEVER)).isEqualTo("first-1 first-2 first-3");

    assertThat(notes.lines()).containsExactly("asked first");
    assertThat(first.saidBefore).containsExactly("");
    assertThat(model.provider()).isEqualTo("first+second+third");
  }

  @Test
  void one_that_does_not_take_the_question_leaves_it_to_the_next() throws Exception {
    first.failsAfter = -1;

    assertThat(answer(NEVER)).isEqualTo("second-1 second-2 second-3");
    assertThat(notes.lines())
        .containsExactly("asked first", "replaced first: OVERLOADED", "asked second");
    assertThat(counted).containsExactly("llm first");
  }

  @Test
  void one_that_fails_before_the_first_word_leaves_the_answer_to_the_next() throws Exception {
    first.failsAfter = 0;

    assertThat(answer(NEVER)).isEqualTo("second-1 second-2 second-3");
    assertThat(second.saidBefore).containsExactly("");
  }

  @Test
  void words_that_were_said_are_gone_on_from_and_those_that_were_not_are_void() throws Exception {
    first.failsAfter = 2;

    assertThat(answer(1)).isEqualTo("first-1 first-2 <restarted> second-1 second-2 second-3");
    assertThat(second.saidBefore).containsExactly("first-1");
  }

  @Test
  void the_third_goes_on_behind_what_both_before_it_have_said() throws Exception {
    first.failsAfter = 1;
    second.failsAfter = 1;

    assertThat(answer(NEVER))
        .isEqualTo("first-1 <restarted> second-1 <restarted> third-1 third-2 third-3");
    assertThat(third.saidBefore).containsExactly("first-1 second-1");
    assertThat(first.open + second.open + third.open).isZero();
  }

  @Test
  void a_tool_that_was_wanted_before_the_failure_is_void() throws Exception {
    first.use = true;
    first.failsAfter = 1;

    assertThat(answer(NEVER)).isEqualTo("<use> <restarted> second-1 second-2 second-3");
  }

  @Test
  void the_first_failure_that_may_pass_is_forgiven_once() throws Exception {
    first.kind = FailureKind.BROKEN_OFF;
    first.failsAfter = 1;
    first.failures = 1;

    assertThat(answer(NEVER)).isEqualTo("first-1 <restarted> first-1 first-2 first-3");
    assertThat(first.saidBefore).containsExactly("", "first-1");
  }

  @Test
  void the_second_failure_is_not_forgiven() throws Exception {
    first.kind = FailureKind.BROKEN_OFF;
    first.failsAfter = 1;

    assertThat(answer(NEVER))
        .isEqualTo("first-1 <restarted> first-1 <restarted> second-1 second-2 second-3");
  }

  @Test
  void the_failure_of_the_last_is_what_the_answer_fails_with() {
    first.failsAfter = 0;
    second.failsAfter = -1;
    third.failsAfter = 1;

    assertThat(failure().provider()).isEqualTo("third");
    assertThat(counted).containsExactly("llm first", "llm second", "llm third");
  }

  @Test
  void a_model_that_has_failed_again_and_again_is_not_asked_for_a_while() throws Exception {
    first.failsAfter = 0;
    for (int i = 0; i < 4; i++) {
      assertThat(answer(NEVER)).isEqualTo("second-1 second-2 second-3");
    }

    assertThat(first.saidBefore).hasSize(3);
  }

  @Test
  void nobody_is_asked_when_all_have_refused_the_key() {
    for (FakeModel one : List.of(first, second, third)) {
      one.failsAfter = -1;
      one.kind = FailureKind.KEY_REFUSED;
    }
    assertThat(failure().provider()).isEqualTo("third");

    assertThat(failure().provider()).isEqualTo("first+second+third");
    assertThat(third.saidBefore).hasSize(1);
  }

  @Test
  void an_interrupt_returns_promptly_and_asks_nobody_else() throws Exception {
    first.failsAfter = 1;
    second.hangs = new CountDownLatch(1);
    var outcome = new CompletableFuture<Throwable>();
    Thread taker =
        Thread.ofVirtual()
            .start(
                () -> outcome.complete(catchThrowableOfType(Throwable.class, () -> answer(NEVER))));
    assertThat(second.hangs.await(60, TimeUnit.SECONDS)).isTrue();
    taker.interrupt();

    assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(second.open).isZero();
    assertThat(third.saidBefore).isEmpty();
  }

  @Test
  void closing_it_ends_it_and_tells_nothing_of_the_model() throws Exception {
    ChatStream chatStream = model.chat(TALK);
    assertThat(chatStream.next()).isNotNull();
    chatStream.close();
    chatStream.close();

    assertThat(chatStream.next()).isNull();
    assertThat(first.open).isZero();
    assertThat(counted).isEmpty();
  }

  private ProviderFailure failure() {
    return catchThrowableOfType(ProviderFailure.class, () -> answer(NEVER));
  }

  /// All pieces in order, of which the first words are said.
  private String answer(int saidWords) throws ProviderFailure, InterruptedException {
    var pieces = new ArrayList<String>();
    int said = 0;
    try (ChatStream chatStream = model.chat(TALK, notes)) {
      for (Piece piece = chatStream.next(); piece != null; piece = chatStream.next()) {
        switch (piece) {
          case Piece.Words(var words) -> {
            pieces.add(words.strip());
            if (said++ < saidWords) {
              chatStream.said(words);
            }
          }
          case Piece.Use _ -> pieces.add("<use>");
          case Piece.Restarted() -> pieces.add("<restarted>");
        }
      }
    }
    return String.join(" ", pieces);
  }

  /// Answers three words, each with its name and number.
  private static final class FakeModel implements LanguageModel {
    private final String name;
    private final List<String> saidBefore = new ArrayList<>();
    private int failsAfter = NEVER;
    private int failures = NEVER;
    private FailureKind kind = FailureKind.OVERLOADED;
    private boolean use;
    private @Nullable CountDownLatch hangs;
    private int open;

    FakeModel(String name) {
      this.name = name;
    }

    @Override
    public String provider() {
      return name;
    }

    @Override
    public ChatStream chat(ChatInput talk) throws ProviderFailure {
      saidBefore.add(talk.saidBefore());
      if (failsAfter < 0) {
        throw failure();
      }
      open++;
      return new Thinking();
    }

    private ProviderFailure failure() {
      failures--;
      return new ProviderFailure(name, kind, "as the test wants it");
    }

    private final class Thinking implements ChatStream {
      private int words;
      private boolean closed;

      @Override
      public @Nullable Piece next() throws ProviderFailure, InterruptedException {
        if (hangs != null) {
          hangs.countDown();
          new CountDownLatch(1).await();
        }
        if (closed || words == 3) {
          return null;
        }
        if (words == failsAfter && failures > 0) {
          throw failure();
        }
        words++;
        return use
            ? new Piece.Use(new ToolCall("id", "a_tool", "{}"))
            : new Piece.Words("%s-%d ".formatted(name, words));
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          open--;
        }
      }
    }
  }
}
