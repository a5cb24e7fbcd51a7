package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolSpec;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What every language model does when its provider fails, refuses, or is not waited for.
@Execution(ExecutionMode.CONCURRENT)
abstract class ChatFailureContract extends ChatFixture {
  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, KEY_REFUSED",
    "REQUEST_REFUSED, REQUEST_REFUSED",
    "LIMITED, LIMITED",
    "OVERLOADED, OVERLOADED",
    "UNREACHABLE, UNREACHABLE",
    "NEVER_ANSWERS, TOO_SLOW",
    "DIES_BEFORE_ANSWER, BROKEN_OFF",
    "DIES_HALF_WAY, BROKEN_OFF",
    "STALLS_HALF_WAY, TOO_SLOW",
    "TALKS_NONSENSE, UNREADABLE",
    "SLOW, TOO_SLOW"
  })
  void every_failure_mode_has_its_kind(FailureMode failureMode, FailureKind kind) {
    stub.failWith(failureMode, 3);

    ProviderTimeouts timeouts = kind == FailureKind.TOO_SLOW ? SHORT : LONG;
    var failure = failure(() -> drain(ask(timeouts, talk())));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.provider()).isEqualTo(provider());
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureMode.class,
      names = {"DIES_HALF_WAY", "STALLS_HALF_WAY"})
  void what_came_before_a_break_has_been_given(FailureMode failureMode) throws Exception {
    stub.failWith(failureMode, 6);
    answerWith(
        (_, _, _) ->
            ModelReply.words("a b c d e f g h i j k l m n o p q").paced(Duration.ofMillis(50)));
    var pieces = new ArrayList<Piece>();

    try (ChatStream chatStream = ask(STALLED, talk())) {
      var failure = failure(() -> collect(chatStream, pieces));

      assertThat(failure.kind()).isIn(FailureKind.BROKEN_OFF, FailureKind.TOO_SLOW);
      assertThat(words(pieces)).startsWith("a b").doesNotContain("q");
      assertThat(failure(chatStream::next).kind()).isEqualTo(failure.kind());
    }
  }

  @Test
  void an_error_in_the_middle_is_no_end() throws Exception {
    stub.failAfter(4, "overloaded_error");
    answerWith((_, _, _) -> ModelReply.words("a b c d e f g h"));
    var pieces = new ArrayList<Piece>();

    try (ChatStream chatStream = ask(LONG, talk())) {
      var failure = failure(() -> collect(chatStream, pieces));

      assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
      assertThat(words(pieces)).startsWith("a b");
    }
  }

  @Test
  void an_answer_that_stops_short_is_no_answer() throws Exception {
    stub.endEarly(4);
    answerWith((_, _, _) -> ModelReply.words("a b c d e f g h"));

    assertThat(failure(() -> drain(ask(LONG, talk()))).kind()).isEqualTo(FailureKind.BROKEN_OFF);
  }

  @Test
  void a_tool_whose_arguments_stop_short_is_not_used() throws Exception {
    answerWith(
        (_, _, _) ->
            ModelReply.use("take_message", "{\"name\":\"%s\"}".formatted("דנה ".repeat(20))));
    for (int messages = 1; messages < 12; messages++) {
      stub.endEarly(messages);
      var pieces = new ArrayList<Piece>();
      try (ChatStream chatStream = ask(LONG, talk())) {
        collect(chatStream, pieces);
      } catch (ProviderFailure e) {
        assertThat(e.kind()).isIn(FailureKind.BROKEN_OFF, FailureKind.UNREADABLE);
      }
      assertThat(pieces)
          .allSatisfy(
              piece ->
                  assertThat(((Piece.Use) piece).call().arguments()).contains("{", "דנה ", "}"));
    }
  }

  @Test
  void a_wrong_key_is_refused() {
    var failure =
        failure(() -> drain(languageModel(LONG, new Secret("sk-SECRET-else")).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.KEY_REFUSED);
  }

  @Test
  void a_key_that_cannot_be_sent_is_refused() {
    var failure =
        failure(() -> drain(languageModel(LONG, new Secret("sk-SECRET\nsecond")).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
  }

  @Test
  void no_key_is_refused() {
    var failure = failure(() -> drain(languageModel(LONG, null).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.KEY_REFUSED);
  }

  @Test
  void an_unknown_model_is_refused() {
    var settings = settings(LONG, new Secret(KEY), "no-such-model");

    var failure = failure(() -> drain(LanguageModels.open(settings, http).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
  }

  @Test
  void an_interrupt_before_the_first_word_ends_the_connection() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);
    var outcome = new AtomicReference<Throwable>();
    var thinking = new CountDownLatch(1);
    Thread taker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (ChatStream chatStream = ask(LONG, talk())) {
                    thinking.countDown();
                    chatStream.next();
                  } catch (Exception e) {
                    outcome.set(e);
                  }
                });
    thinking.await();
    until(() -> stub.openAnswers() == 1);
    taker.interrupt();

    assertThat(taker.join(Duration.ofSeconds(15))).isTrue();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    until(() -> stub.openAnswers() == 0);
  }

  @Test
  void closing_before_the_first_word_ends_the_connection() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);

    ChatStream chatStream = ask(LONG, talk());
    until(() -> stub.openAnswers() == 1);
    chatStream.close();
    chatStream.close();

    until(() -> stub.openAnswers() == 0);
    assertThat(chatStream.next()).isNull();
  }

  @Test
  void closing_half_way_ends_the_connection_and_nothing_more_is_thought() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("word ".repeat(1000)).paced(Duration.ofMillis(20)));

    ChatStream chatStream = ask(LONG, talk());
    assertThat(chatStream.next()).isInstanceOf(Piece.Words.class);
    chatStream.close();

    assertThat(chatStream.next()).isNull();
    until(() -> stub.openAnswers() == 0);
  }

  @Test
  void closing_from_another_thread_ends_the_wait() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);
    ChatStream chatStream = ask(LONG, talk());
    until(() -> stub.openAnswers() == 1);
    var last = new AtomicReference<@Nullable Object>("nothing yet");
    Thread taker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    last.set(chatStream.next());
                  } catch (Exception e) {
                    last.set(e);
                  }
                });

    chatStream.close();

    assertThat(taker.join(Duration.ofSeconds(15))).isTrue();
    assertThat(last.get()).isNull();
  }

  @Test
  void a_tool_whose_parameters_are_no_schema_is_refused_without_its_text() {
    var odd = new ToolSpec("odd", "", "SECRET {");

    var failure = failure(() -> ask(LONG, new ChatInput("", List.of(), List.of(odd))).close());

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
  }
}
