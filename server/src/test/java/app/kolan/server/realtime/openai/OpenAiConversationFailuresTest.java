package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.tool.ToolSpec;
import app.kolan.stubs.FailureMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How conversations with a realtime model fail.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class OpenAiConversationFailuresTest extends OpenAiConversationFixture {
  @ParameterizedTest
  @CsvSource({
    "invalid_request_error, conversation_already_has_active_response",
    "invalid_request_error, response_cancel_not_active",
    "invalid_request_error, item_truncate_invalid_item_id"
  })
  void a_refusal_that_does_no_harm_is_passed_over(String type, String code) throws Exception {
    RealtimeConversation talk = talk(PLAN);
    notes.await("ready");
    stub.complains(type, code);
    stub.says("{\"type\":\"an.event.of.the.future\",\"what\":[1,2]}");
    say(talk, "hello");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("hello");
    talk.close();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_request_error, session_expired, SESSION_OVER",
    "invalid_request_error, invalid_api_key, KEY_REFUSED",
    "invalid_request_error, insufficient_quota, LIMITED",
    "server_error, '', OVERLOADED"
  })
  void an_error_that_ends_the_talk_has_its_kind(String type, String code, FailureKind kind)
      throws Exception {
    RealtimeConversation talk = talk(PLAN);
    notes.await("ready");
    stub.complains(type, code);

    assertThat(notes.awaitFailure().kind()).isEqualTo(kind);
    talk.close();
  }

  @ParameterizedTest
  @CsvSource({
    "failed, invalid_request_error, rate_limit_exceeded, LIMITED",
    "failed, invalid_request_error, model_not_found, REQUEST_REFUSED",
    "failed, server_error, '', OVERLOADED",
    "incomplete, '', max_output_tokens, OVERLOADED"
  })
  void an_answer_that_fails_has_its_kind(String status, String type, String code, FailureKind kind)
      throws Exception {
    RealtimeConversation talk = talk(PLAN);
    notes.await("ready");
    stub.endsNextAnswer(status, type, code);
    talk.speak("Say hello.");

    var failure = notes.awaitFailure();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.getMessage()).doesNotContain("SECRET");
    talk.close();
  }

  @Test
  void a_model_that_thinks_for_too_long_is_given_up() throws Exception {
    stub.thinks(Duration.ofSeconds(20));
    RealtimeConversation talk = talk(PLAN, timeouts(5000, 150, 5000));
    say(talk, "hello");
    notes.await("caller ended");

    assertThat(notes.awaitFailure().kind()).isEqualTo(FailureKind.TOO_SLOW);
    awaitTrue(() -> stub.openSockets() == 0);
    talk.close();
  }

  @Test
  void a_key_that_is_refused_on_the_socket_is_a_refused_key() throws Exception {
    RealtimeConversation talk =
        RealtimeModels.open(settings("sk-wrong", PATIENT), http).open(PLAN, notes);

    assertThat(notes.awaitFailure().kind()).isEqualTo(FailureKind.KEY_REFUSED);
    talk.close();
  }

  @Test
  void a_tool_whose_schema_is_no_json_is_a_refused_request() throws Exception {
    var broken = new ToolSpec("broken", "", "{");
    RealtimeConversation talk = talk(new RealtimeOptions("Help.", List.of(), List.of(broken)));

    assertThat(notes.awaitFailure().kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
    talk.close();
  }

  @Test
  void a_model_that_does_nothing_after_a_turn_has_failed() throws Exception {
    RealtimeConversation talk = talk(PLAN, timeouts(5000, 200, 5000));
    notes.await("ready");
    stub.failWith(FailureMode.STALLS_HALF_WAY, 0);
    talk.turnEnded();

    assertThat(notes.awaitFailure().kind()).isEqualTo(FailureKind.TOO_SLOW);
  }
}
