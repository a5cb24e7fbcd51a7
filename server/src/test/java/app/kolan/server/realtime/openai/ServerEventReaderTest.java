package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ServerEventReaderTest {
  private static final String LETTERS = "{}[]\",:\\0x\u0000e";
  private static final String DONE =
      """
      {"type":"response.done","event_id":"e","response":{"id":"resp_2","status":"completed",
       "status_details":null,"output":[
         {"id":"item_a1","type":"message","role":"assistant"},
         {"id":"fc_1","type":"function_call","call_id":"call_1","name":"book",
          "arguments":"{\\"day\\":1}"}]}}""";

  @Test
  void sound_is_read() {
    assertThat(
            ServerEventReader.read(
                """
                {"type":"response.output_audio.delta","event_id":"e","response_id":"resp_1",
                 "item_id":"item_a1","output_index":0,"content_index":0,"delta":"f/8A"}"""))
        .contains(
            new ServerEvent.Audio(
                "resp_1", "item_a1", Mulaw.of(new byte[] {0x7F, (byte) 0xFF, 0})));
  }

  @Test
  void the_end_of_an_answer_has_its_tools() {
    assertThat(ServerEventReader.read(DONE))
        .contains(
            new ServerEvent.ResponseDone(
                "resp_2",
                "completed",
                "",
                "",
                List.of(new ToolCall("call_1", "book", "{\"day\":1}")),
                null));
  }

  @Test
  void usage_is_read_by_modality_with_what_was_cached_apart() {
    assertThat(
            ServerEventReader.read(
                """
                {"type":"response.done","response":{"id":"r","status":"completed","output":[],
                 "usage":{"total_tokens":821,"input_tokens":789,"output_tokens":32,
                  "input_token_details":{"text_tokens":313,"audio_tokens":476,"cached_tokens":640,
                   "cached_tokens_details":{"text_tokens":256,"audio_tokens":384}},
                  "output_token_details":{"text_tokens":9,"audio_tokens":23}}}}"""))
        .contains(
            new ServerEvent.ResponseDone(
                "r",
                "completed",
                "",
                "",
                List.of(),
                new UsageUnits(Duration.ZERO, 0, 57, 256, 9, 92, 384, 23, 0)));
    assertThat(
            ServerEventReader.read(
                """
                {"type":"conversation.item.input_audio_transcription.completed","item_id":"i",
                 "transcript":"x","usage":{"type":"duration","seconds":2.5}}"""))
        .contains(
            new ServerEvent.Transcribed("i", "x", UsageUnits.ofAudio(Duration.ofMillis(2500))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "3",
        "{}",
        "{\"input_tokens\":-5}",
        "{\"input_token_details\":{\"audio_tokens\":\"x\",\"cached_tokens\":9}}"
      })
  void usage_that_is_none_is_left_out(String usage) {
    assertThat(
            ServerEventReader.read(
                "{\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"usage\":%s}}"
                    .formatted(usage)))
        .contains(new ServerEvent.ResponseDone("r", "", "", "", List.of(), null));
  }

  @Test
  void a_session_says_when_it_ends() {
    assertThat(
            ServerEventReader.read(
                "{\"type\":\"session.created\",\"session\":{\"expires_at\":1756324625}}"))
        .contains(new ServerEvent.SessionCreated(Instant.ofEpochSecond(1_756_324_625)));
    assertThat(ServerEventReader.read("{\"type\":\"session.created\"}"))
        .contains(new ServerEvent.SessionCreated(null));
  }

  @Test
  void an_error_keeps_its_codes_and_loses_its_message() {
    assertThat(
            ServerEventReader.read(
                """
                {"type":"error","event_id":"e","error":{"type":"invalid_request_error",
                 "code":null,"message":"secret","param":null,"event_id":"kolan_1"}}"""))
        .contains(new ServerEvent.Trouble("", "invalid_request_error", "kolan_1"));
  }

  @Test
  void an_event_of_the_future_is_ignored() {
    assertThat(ServerEventReader.read("{\"type\":\"response.mood\",\"mood\":{}}"))
        .contains(new ServerEvent.Other("response.mood"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "7",
        "{\"type\":7}",
        "{\"type\":\"",
        "<no json>",
        "{\"type\":\"response.output_audio.delta\",\"delta\":\"***\"}"
      })
  void anything_else_is_no_event(String message) {
    assertThat(ServerEventReader.read(message)).isEmpty();
  }

  @Test
  void any_text_is_read_or_not_and_nothing_worse() {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(DONE);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        text.setCharAt(
            random.nextInt(text.length()), LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      assertThat(ServerEventReader.read(text.toString())).as("seed %d", seed).isNotNull();
    }
  }

  @Test
  void words_are_not_printed() {
    assertThat(new ServerEvent.Words("r", "i", "private").toString()).doesNotContain("private");
    assertThat(new ServerEvent.Transcribed("i", "private", null).toString())
        .doesNotContain("private");
  }
}
