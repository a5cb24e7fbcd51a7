package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.twilio.audio.Mulaw;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands: the documented samples, and what Twilio ignores with 31951.
@Tag("unit")
class StrictCommandsTest {
  @Test
  void media_is_read_and_written() throws MalformedMessage {
    String text =
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"no+JhoaJ\"}}";
    var media = new StreamCommand.Media(Mulaw.ofBase64("no+JhoaJ"));

    assertThat(StreamCommandCodec.read(text, "MZ1")).isEqualTo(media);
    assertThat(StreamCommandCodec.write(media, "MZ1")).isEqualTo(text);
  }

  @Test
  void mark_is_read_and_written() throws MalformedMessage {
    String text = "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"my label\"}}";
    var mark = new StreamCommand.Mark("my label");

    assertThat(StreamCommandCodec.read(text, "MZ1")).isEqualTo(mark);
    assertThat(StreamCommandCodec.write(mark, "MZ1")).isEqualTo(text);
  }

  @Test
  void clear_is_read_and_written() throws MalformedMessage {
    String text = "{\"event\":\"clear\",\"streamSid\":\"MZ1\"}";

    assertThat(StreamCommandCodec.read(text, "MZ1")).isEqualTo(new StreamCommand.Clear());
    assertThat(StreamCommandCodec.write(new StreamCommand.Clear(), "MZ1")).isEqualTo(text);
  }

  @Test
  void the_order_of_keys_is_free() throws MalformedMessage {
    assertThat(
            StreamCommandCodec.read(
                " {\"mark\": {\"name\": \"a\"}, \"streamSid\": \"MZ1\", \"event\": \"mark\"} ",
                "MZ1"))
        .isEqualTo(new StreamCommand.Mark("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"clear\",\"streamSid\":\"MZ2\"}",
        "{\"event\":\"clear\",\"streamSid\":\"mz1\"}",
        "{\"event\":\"clear\",\"streamSid\":\"\"}",
        "{\"event\":\"clear\",\"streamSid\":null}",
        "{\"event\":\"clear\"}",
      })
  void a_command_names_its_stream(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"track\":\"outbound\"}",
        "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"clear\":{}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"a\"},\"media\":{}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"a\",\"more\":\"b\"}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"a\",\"more\":{}}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"1\","
            + "\"media\":{\"payload\":\"\"}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\","
            + "\"media\":{\"payload\":\"\",\"track\":\"outbound\"}}",
        "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"streamSid\":\"MZ1\"}",
      })
  void a_key_too_many_is_malformed(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"streamSid\":\"MZ1\"}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\"}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark.name\":\"a\"}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"payload\":\"\"}",
      })
  void a_key_too_few_is_malformed(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "clear",
        "[]",
        "{",
        "{\"event\":\"stop\",\"streamSid\":\"MZ1\"}",
        "{\"event\":\"Clear\",\"streamSid\":\"MZ1\"}",
        "{\"event\":\"clear\",\"streamSid\":\"MZ1\"}{}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":1}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":null}}",
        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":[\"a\"]}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"*\"}}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/w=\"}}",
      })
  void an_invalid_message_is_malformed(String text) {
    assertMalformed(text);
  }

  @Test
  void nesting_without_end_is_malformed() {
    assertMalformed("{\"a\":".repeat(100_000));
  }

  private static void assertMalformed(String text) {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> StreamCommandCodec.read(text, "MZ1"));
  }
}
