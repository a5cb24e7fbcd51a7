package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Responses of servers that differ from OpenAI's, Ollama's or Gemini's own in ways that were seen
/// in the field.
@Tag("socket")
class ServerDialectsTest {
  private static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final Scripted stub = new Scripted();
  private final ProviderHttp http = new ProviderHttp();

  @BeforeEach
  void start() {
    stub.start();
  }

  @AfterEach
  void stop() {
    http.close();
    stub.close();
  }

  @Test
  void two_calls_with_one_index_are_two_calls() throws Exception {
    openAi(
        call("'index':0,'id':'a'", "take_message", "'{\\'subject\\':\\'x\\'}'"),
        call("'index':0,'id':'b'", "look_up_caller", "'{}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls()).containsExactly("take_message {\"subject\":\"x\"}", "look_up_caller {}");
  }

  @Test
  void two_calls_without_an_index_are_two_calls() throws Exception {
    openAi(
        call("'id':'a'", "take_message", "'{\\'subject\\':\\'x\\'}'"),
        call("'id':'b'", "look_up_caller", "'{}'"),
        end("stop"),
        "[DONE]");

    assertThat(calls()).containsExactly("take_message {\"subject\":\"x\"}", "look_up_caller {}");
  }

  @Test
  void two_complete_arguments_on_one_index_are_two_calls() throws Exception {
    openAi(
        call("'index':0,'id':'a'", "take_message", "''"),
        call("'index':0", "", "'{\\'subject\\':\\'x\\'}'"),
        call("'index':0", "take_message", "'{\\'name\\':\\'y\\'}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls())
        .containsExactly("take_message {\"subject\":\"x\"}", "take_message {\"name\":\"y\"}");
  }

  @Test
  void arguments_alone_behind_complete_ones_use_the_same_tool_again() throws Exception {
    openAi(
        call("'index':0,'id':'a'", "take_message", "''"),
        call("'index':0", "", "'{\\'subject\\':\\'x\\'}'"),
        call("'index':0", "", "'{\\'name\\':\\'y\\'}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls())
        .containsExactly("take_message {\"subject\":\"x\"}", "take_message {\"name\":\"y\"}");
  }

  @Test
  void the_whole_call_again_in_the_last_event_is_the_same_call() throws Exception {
    openAi(
        call("'index':0,'id':'a'", "take_message", "'{\\'subject\\':'"),
        call("'index':0", "", "'\\'x\\'}'"),
        call("'index':0,'id':'a'", "take_message", "'{\\'subject\\':\\'x\\'}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls()).containsExactly("take_message {\"subject\":\"x\"}");
  }

  @Test
  void an_empty_object_before_the_arguments_is_a_placeholder() throws Exception {
    openAi(
        call("'index':0,'id':'a'", "take_message", "'{}'"),
        call("'index':0", "", "'{\\'subject\\':\\'x\\'}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls()).containsExactly("take_message {\"subject\":\"x\"}");
  }

  @Test
  void arguments_may_be_an_object_null_or_in_pieces() throws Exception {
    openAi(
        call("'index':0,'id':'a'", "take_message", "{'subject':'x'}"),
        call("'index':1,'id':'b'", "look_up_caller", "null"),
        call("'index':2,'id':'c'", "take_", "''"),
        call("'index':2", "message", "'{\\'subject\\':'"),
        call("'index':2", "", "'\\'y\\'}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls())
        .containsExactlyInAnyOrder(
            "take_message {\"subject\":\"x\"}",
            "look_up_caller {}",
            "take_message {\"subject\":\"y\"}");
  }

  @Test
  void every_call_has_an_identifier_of_its_own_whatever_the_server_gives() throws Exception {
    openAi(call("'index':0,'id':'same'", "look_up_caller", "'{}'"), end("tool_calls"), "[DONE]");

    assertThat(pieces("openai", "/v1").stream().map(ServerDialectsTest::id).toList())
        .isNotEqualTo(pieces("openai", "/v1").stream().map(ServerDialectsTest::id).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"eos_token", "STOP", "end_turn", "", "whatever"})
  void any_finish_reason_is_an_end(String reason) throws Exception {
    openAi(words("hello"), end(reason), "[DONE]");

    assertThat(pieces("openai", "/v1")).containsExactly(new Piece.Words("hello"));
  }

  @Test
  void done_alone_is_an_end() throws Exception {
    openAi(words("hello"), "{'choices':[{'index':0,'delta':{},'finish_reason':null}]}", "[DONE]");

    assertThat(pieces("openai", "/v1")).containsExactly(new Piece.Words("hello"));
  }

  @Test
  void a_response_that_stops_without_an_end_is_broken_off() {
    openAi(words("hello"));

    assertThatThrownBy(() -> pieces("openai", "/v1"))
        .isInstanceOfSatisfying(
            ProviderFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.BROKEN_OFF));
  }

  @Test
  void an_empty_finish_reason_in_every_event_is_no_end() {
    openAi("{'choices':[{'index':0,'delta':{'content':'hello'},'finish_reason':''}]}");

    assertThatThrownBy(() -> pieces("openai", "/v1"))
        .isInstanceOfSatisfying(
            ProviderFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.BROKEN_OFF));
  }

  @Test
  void another_name_behind_arguments_is_another_call_whatever_the_identifier() throws Exception {
    openAi(
        call("'index':0,'id':'same'", "look_up_caller", "'{}'"),
        call("'index':0,'id':'same'", "end_call", "'{}'"),
        end("tool_calls"),
        "[DONE]");

    assertThat(calls()).containsExactly("look_up_caller {}", "end_call {}");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "'\\n\\n'"})
  void an_end_without_words_is_no_answer(String blank) {
    openAi(words(blank), end("stop"), "[DONE]");

    assertThatThrownBy(() -> pieces("openai", "/v1"))
        .isInstanceOfSatisfying(
            ProviderFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.EMPTY));
  }

  @Test
  void ollamas_calls_with_one_index_are_two_calls() throws Exception {
    stub.says(
        "{'message':{'role':'assistant','content':'','tool_calls':[{'function':{'index':0,'name':'take_message','arguments':{'subject':'x'}}}]},'done':false}\n",
        "{'message':{'role':'assistant','content':'','tool_calls':[{'function':{'index':0,'name':'look_up_caller','arguments':{}}}]},'done':false}\n",
        "{'message':{'role':'assistant','content':''},'done':true,'done_reason':'unheard_of'}\n");

    assertThat(calls("ollama", ""))
        .containsExactly("take_message {\"subject\":\"x\"}", "look_up_caller {}");
  }

  @Test
  void geminis_unknown_end_is_an_end() throws Exception {
    stub.says(
        "data: {'candidates':[{'content':{'role':'model','parts':[{'text':'hello'}]}}]}\n\n",
        "data: {'candidates':[{'content':{'role':'model','parts':[]},'finishReason':'SOMETHING_NEW'}]}\n\n");

    assertThat(pieces("gemini", "/v1beta")).containsExactly(new Piece.Words("hello"));
  }

  private void openAi(String... events) {
    stub.says(
        List.of(events).stream().map(event -> "data: " + event + "\n\n").toArray(String[]::new));
  }

  private static String words(String words) {
    return "{'choices':[{'index':0,'delta':{'content':'%s'}}]}".formatted(words);
  }

  private static String end(String reason) {
    return "{'choices':[{'index':0,'delta':{},'finish_reason':'%s'}]}".formatted(reason);
  }

  private static String call(String head, String name, String arguments) {
    return "{'choices':[{'index':0,'delta':{'tool_calls':[{%s,'type':'function','function':{'name':'%s','arguments':%s}}]}}]}"
        .formatted(head, name, arguments);
  }

  private List<String> calls() throws Exception {
    return calls("openai", "/v1");
  }

  private List<String> calls(String provider, String path) throws Exception {
    return pieces(provider, path).stream()
        .filter(Piece.Use.class::isInstance)
        .map(piece -> ((Piece.Use) piece).call())
        .map(call -> call.name() + " " + call.arguments())
        .toList();
  }

  private static String id(Piece piece) {
    ToolCall call = ((Piece.Use) piece).call();
    return call.id();
  }

  private List<Piece> pieces(String provider, String path) throws Exception {
    var settings =
        new ProviderSettings(
            provider, URI.create(stub.url() + path), null, "some-model", "", "he-IL", LONG);
    return ChatContract.drain(LanguageModels.open(settings, http).chat(ChatContract.talk()));
  }

  /// Answers every request with the same text; ' stands for ", and \' for an escaped one.
  private static final class Scripted extends ProviderStub {
    private List<String> pieces = List.of();

    void says(String... texts) {
      pieces =
          List.of(texts).stream()
              .map(text -> text.replace("\\'", "\u0001").replace('\'', '"'))
              .map(text -> text.replace("\u0001", "\\\""))
              .toList();
    }

    @Override
    protected void answer(StubRequest request, StubResponse response) {
      response.header("Content-Type", "text/event-stream");
      pieces.forEach(response::write);
      response.end();
    }
  }
}
