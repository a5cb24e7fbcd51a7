package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.realtime.RealtimeRecorder;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.realtime.RealtimeStubModel;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class OpenAiConversationTest extends OpenAiConversationFixture {
  @Test
  void a_session_is_set_up_for_a_telephone() throws Exception {
    RealtimeConversation talk =
        talk(new RealtimeOptions("Speak Hebrew.", List.of(), List.of(HOURS)));
    notes.await("ready");

    JsonNode session = stub.received("session.update").getFirst().path("session");
    assertThat(session.at("/audio/input/format/type").asText()).isEqualTo("audio/pcmu");
    assertThat(session.at("/audio/output/format/type").asText()).isEqualTo("audio/pcmu");
    assertThat(session.at("/audio/output/voice").asText()).isEqualTo("marin");
    assertThat(session.at("/audio/input/transcription/model").asText()).isNotEmpty();
    assertThat(session.at("/audio/input/transcription/languages/0").asText()).isEqualTo("he");
    assertThat(session.at("/audio/input/turn_detection/interrupt_response").asBoolean(true))
        .isFalse();
    assertThat(session.path("instructions").asText()).isEqualTo("Speak Hebrew.");
    assertThat(session.at("/tools/0/name").asText()).isEqualTo("opening_hours");
    assertThat(session.at("/tools/0/parameters/type").asText()).isEqualTo("object");
    assertThat(stub.requests().getFirst().query()).containsEntry("model", "gpt-realtime-2.1");
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void what_the_caller_said_is_told_when_it_is_written_down() throws Exception {
    RealtimeConversation talk = talk(PLAN);
    say(talk, "שלום");

    notes.await("caller began");
    notes.await("caller ended");
    assertThat(notes.await("caller said")).isEqualTo("שלום");
    talk.close();
  }

  @Test
  void sound_reaches_the_provider_as_it_was_on_the_line() throws Exception {
    RealtimeConversation talk = talk(PLAN);
    Mulaw said = ToneCodec.mulaw("every sample", ToneSpeed.QUICK).paddedToFrames();
    RealtimeRecorder.say(talk, said);
    notes.await("reply ended");

    assertThat(stub.heardBy(0).slice(0, said.length())).isEqualTo(said);
    talk.close();
  }

  @Test
  void it_speaks_when_it_is_told_to() throws Exception {
    stub.thinksBy(asked -> RealtimeStubModel.Reply.says(asked.instructions()));
    RealtimeConversation talk = talk(PLAN);
    talk.speak("Say hello.");

    assertThat(notes.said(notes.await("utterance ended"))).contains("Speak Hebrew.", "Say hello.");
    talk.close();
  }

  @Test
  void what_it_is_told_to_say_waits_for_the_end_of_an_answer() throws Exception {
    RealtimeConversation talk = talk(PLAN);
    notes.atFirstAudio(() -> talk.speak("Say goodbye."));
    say(talk, "what is the time of the day");
    String first = notes.await("utterance ended");
    String second = notes.await("utterance ended");

    assertThat(notes.said(first)).isEqualTo("what is the time of the day");
    assertThat(notes.said(second)).contains("Say goodbye.");
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void a_turn_that_was_taken_during_an_answer_is_answered_after_it() throws Exception {
    stub.deltas(Duration.ofMillis(100), Duration.ofMillis(60));
    RealtimeConversation talk = talk(PLAN);
    notes.atFirstAudio(() -> say(talk, "and sunday"));
    say(talk, "are you open on friday or on saturday");
    String first = notes.await("utterance ended");
    String second = notes.await("utterance ended");

    assertThat(notes.said(first)).isEqualTo("are you open on friday or on saturday");
    assertThat(notes.said(second)).isEqualTo("and sunday");
    talk.close();
  }

  @Test
  void an_interruption_stops_the_answer_and_cuts_what_was_not_heard() throws Exception {
    stub.deltas(Duration.ofMillis(200), Duration.ofMillis(100));
    RealtimeConversation talk = talk(PLAN);
    say(talk, "tell me everything about your business");
    String utterance = notes.await("audio");
    talk.interrupted(utterance, Duration.ofMillis(130));
    notes.await("reply ended");

    awaitTrue(() -> !stub.received("conversation.item.truncate").isEmpty());
    assertThat(stub.received("response.cancel")).hasSize(1);
    JsonNode cut = stub.received("conversation.item.truncate").getFirst();
    assertThat(cut.path("item_id").asText()).isEqualTo(utterance);
    assertThat(cut.path("audio_end_ms").asInt()).isEqualTo(130);
    assertThat(stub.errors()).isEmpty();
    assertThat(notes.all()).doesNotContain("utterance ended " + utterance);
    talk.close();
  }

  @Test
  void no_more_is_cut_than_there_is() throws Exception {
    stub.deltas(Duration.ofMillis(200), Duration.ofMillis(300));
    RealtimeConversation talk = talk(PLAN);
    say(talk, "tell me everything about your business");
    String utterance = notes.await("audio");
    talk.interrupted(utterance, Duration.ofSeconds(7));
    notes.await("reply ended");

    awaitTrue(() -> !stub.received("conversation.item.truncate").isEmpty());
    assertThat(stub.received("conversation.item.truncate").getFirst().path("audio_end_ms").asInt())
        .isEqualTo(200);
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void a_model_that_has_not_noticed_a_turn_is_asked_for_an_answer() throws Exception {
    stub.thinksBy(_ -> RealtimeStubModel.Reply.says("yes?"));
    RealtimeConversation talk = talk(PLAN, timeouts(5000, 500, 5000));
    notes.await("ready");
    talk.turnEnded();

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("yes?");
    assertThat(stub.received("response.create")).hasSize(1);
    talk.close();
  }

  @Test
  void an_utterance_that_was_not_heard_at_all_is_taken_back() throws Exception {
    RealtimeConversation talk = talk(PLAN);
    say(talk, "hello");
    String utterance = notes.await("utterance ended");
    notes.await("reply ended");
    talk.interrupted(utterance, Duration.ZERO);
    talk.speak("Go on.");
    notes.await("reply ended");

    assertThat(stub.received("conversation.item.delete"))
        .singleElement()
        .satisfies(gone -> assertThat(gone.path("item_id").asText()).isEqualTo(utterance));
    assertThat(stub.received("response.cancel")).isEmpty();
    assertThat(stub.received("conversation.item.truncate")).isEmpty();
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void what_was_to_follow_an_interrupted_utterance_is_taken_back() throws Exception {
    RealtimeConversation talk = talk(PLAN);
    say(talk, "one");
    String first = notes.await("utterance ended");
    talk.speak("Say two.");
    String second = notes.await("utterance ended");
    notes.await("reply ended");
    talk.interrupted(first, Duration.ofMillis(40));
    talk.interrupted(first, Duration.ofMillis(40));
    talk.speak("Go on.");
    notes.await("reply ended");

    assertThat(stub.received("conversation.item.truncate")).hasSize(1);
    assertThat(stub.received("conversation.item.delete"))
        .singleElement()
        .satisfies(gone -> assertThat(gone.path("item_id").asText()).isEqualTo(second));
    talk.close();
  }

  @Test
  void an_utterance_that_was_heard_to_its_end_is_left_alone() throws Exception {
    RealtimeConversation talk = talk(PLAN);
    say(talk, "hello");
    String utterance = notes.await("utterance ended");
    notes.await("reply ended");
    talk.interrupted(utterance, Duration.ofSeconds(60));
    talk.speak("Go on.");
    notes.await("reply ended");

    assertThat(stub.received("conversation.item.truncate")).isEmpty();
    assertThat(stub.received("conversation.item.delete")).isEmpty();
    talk.close();
  }

  @Test
  void a_caller_who_interrupts_is_answered() throws Exception {
    stub.deltas(Duration.ofMillis(100), Duration.ofMillis(60));
    RealtimeConversation talk = talk(PLAN);
    say(talk, "tell me everything about your business");
    talk.interrupted(notes.await("audio"), Duration.ofMillis(80));
    say(talk, "no thanks");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("no thanks");
    talk.close();
  }

  @Test
  void a_tool_is_used_and_its_outcome_is_spoken() throws Exception {
    stub.thinksBy(
        asked ->
            asked.outcomes().isEmpty()
                ? RealtimeStubModel.Reply.uses(
                    new RealtimeStubModel.Use("opening_hours", "{\"day\":\"friday\"}"))
                : RealtimeStubModel.Reply.says(asked.outcomes().getFirst()));
    RealtimeConversation talk = talk(new RealtimeOptions("Help.", List.of(), List.of(HOURS)));
    say(talk, "when do you open");
    notes.await("use");
    ToolCall call = notes.uses().getFirst();
    assertThat(call.name()).isEqualTo("opening_hours");
    assertThat(call.arguments()).isEqualTo("{\"day\":\"friday\"}");
    assertThat(notes.all()).doesNotContain("reply ended");
    talk.used(call.id(), "from nine");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("from nine");
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void the_model_goes_on_when_all_tools_of_its_answer_are_answered() throws Exception {
    stub.thinksBy(
        asked ->
            asked.outcomes().isEmpty()
                ? new RealtimeStubModel.Reply(
                    "one moment",
                    List.of(
                        new RealtimeStubModel.Use("opening_hours", "{}"),
                        new RealtimeStubModel.Use("prices", "{}")))
                : RealtimeStubModel.Reply.says(String.join("+", asked.outcomes())));
    RealtimeConversation talk = talk(new RealtimeOptions("Help.", List.of(), List.of(HOURS)));
    say(talk, "when do you open");
    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("one moment");
    notes.await("use opening_hours");
    notes.await("use prices");
    talk.used(notes.uses().getLast().id(), "ten");
    awaitTrue(() -> stub.received("conversation.item.create").size() == 1);
    assertThat(stub.received("response.create")).isEmpty();
    talk.used(notes.uses().getFirst().id(), "nine");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("ten+nine");
    assertThat(stub.received("response.create")).hasSize(1);
    talk.close();
  }

  @Test
  void a_talk_is_taken_over_with_what_was_said_before() throws Exception {
    String longId = "toolu_that_is_much_longer_than_thirty_two_letters";
    var before =
        List.<Message>of(
            new Message.FromUs("שלום", false),
            new Message.FromCaller("when do you open"),
            new Message.Uses(List.of(new ToolCall(longId, "opening_hours", "{}"))),
            new Message.Outcome(longId, "opening_hours", "from nine"),
            new Message.FromUs("From", true),
            new Message.Uses(List.of(new ToolCall("never", "opening_hours", "{}"))));
    RealtimeConversation talk = talk(new RealtimeOptions("Help.", before, List.of(HOURS)));
    talk.speak("Go on.");
    notes.await("reply ended");

    assertThat(stub.received("conversation.item.create"))
        .extracting(
            event ->
                event.at("/item/type").asText() + " " + event.at("/item/content/0/text").asText())
        .containsExactly(
            "message שלום",
            "message when do you open",
            "function_call ",
            "function_call_output ",
            "message From");
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void azure_gets_its_key_in_a_header_of_its_own() throws Exception {
    var azure =
        new ProviderSettings(
            "azure-openai-realtime",
            URI.create(stub.url() + "/openai/v1"),
            new Secret(KEY),
            "my deployment",
            "marin",
            "he-IL",
            PATIENT);
    RealtimeConversation talk = RealtimeModels.open(azure, http).open(PLAN, notes);
    notes.await("ready");

    assertThat(stub.requests().getFirst().header("api-key")).isEqualTo(KEY);
    assertThat(stub.requests().getFirst().header("Authorization")).isEmpty();
    assertThat(stub.requests().getFirst().query()).containsEntry("model", "my deployment");
    talk.close();
  }

  @Test
  void xai_gets_the_turns_at_the_top_of_the_session() throws Exception {
    stub.takesTurnsOnTop();
    var xai =
        new ProviderSettings(
            "xai-realtime",
            URI.create(stub.socketUrl() + "/v1"),
            new Secret(KEY),
            "grok-voice-latest",
            "Ara",
            "he-IL",
            PATIENT);
    RealtimeConversation talk = RealtimeModels.open(xai, http).open(PLAN, notes);
    say(talk, "hello");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("hello");
    assertThat(
            stub.received("session.update").getFirst().at("/session/turn_detection/type").asText())
        .isEqualTo("server_vad");
    talk.close();
  }
}
