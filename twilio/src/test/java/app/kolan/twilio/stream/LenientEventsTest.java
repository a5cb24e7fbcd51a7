package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Events that are not quite as documented.
@Tag("unit")
class LenientEventsTest {
  @Test
  void an_unknown_event_is_a_value() throws MalformedMessage {
    assertThat(StreamEventCodec.read("{\"event\":\"weather\",\"weather\":{\"rain\":[1,{}]}}"))
        .isEqualTo(new StreamEvent.Unknown("weather"));
    assertThat(StreamEventCodec.read("{\"event\":\"Media\"}"))
        .isEqualTo(new StreamEvent.Unknown("Media"));
  }

  @Test
  void keys_may_be_new() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {"new":{"a":{"b":[1,[2],{"c":null}]}},"event":"mark","mark":{"name":"a","x":true},
                 "more":1.5e3}
                """))
        .isEqualTo(new StreamEvent.MarkReached(0, "a"));
  }

  @Test
  void keys_may_be_missing() throws MalformedMessage {
    assertThat(StreamEventCodec.read("{\"event\":\"connected\"}"))
        .isEqualTo(new StreamEvent.Connected("", ""));
    assertThat(StreamEventCodec.read("{\"event\":\"mark\"}"))
        .isEqualTo(new StreamEvent.MarkReached(0, ""));
    assertThat(StreamEventCodec.read("{\"event\":\"stop\"}"))
        .isEqualTo(new StreamEvent.Stopped(0, null));
    assertThat(StreamEventCodec.read("{\"event\":\"media\",\"media\":{\"payload\":\"/w==\"}}"))
        .isEqualTo(
            new StreamEvent.Media(
                0, StreamEvent.Track.INBOUND, 0, 0, Mulaw.of(new byte[] {(byte) 0xFF})));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"callSid\":\"CA1\"}}",
        "{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\",\"streamSid\":\"MZ1\"}}",
        "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"callSid\":\"CA1\","
            + "\"customParameters\":null,\"tracks\":null}}",
        "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"callSid\":\"CA1\","
            + "\"customParameters\":{},\"tracks\":[]}}",
      })
  void a_start_needs_only_its_stream_and_its_call(String text) throws MalformedMessage {
    assertThat(StreamEventCodec.read(text))
        .isEqualTo(new StreamEvent.Started(0, "MZ1", "CA1", "", List.of(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\"x\"", "\"1.5\"", "1.5", "1e2", "99999999999999999999", "true", "null"})
  void an_odd_number_counts_as_zero(String number) throws MalformedMessage {
    assertThat(
            StreamEventCodec.read("{\"event\":\"mark\",\"sequenceNumber\":%s}".formatted(number)))
        .isEqualTo(new StreamEvent.MarkReached(0, ""));
  }

  @Test
  void the_last_of_two_equal_keys_counts() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read("{\"event\":\"x\",\"event\":\"mark\",\"mark\":{\"name\":\"a\"}}"))
        .isEqualTo(new StreamEvent.MarkReached(0, "a"));
  }

  @Test
  void a_full_stop_in_a_key_is_no_path() throws MalformedMessage {
    assertThat(StreamEventCodec.read("{\"event\":\"mark\",\"mark.name\":\"a\"}"))
        .isEqualTo(new StreamEvent.MarkReached(0, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "null",
        "[]",
        "\"event\"",
        "{",
        "{}",
        "{\"event\":\"mark\"",
        "{\"event\":\"mark\"} {}",
        "{\"event\":\"mark\"}x",
        "{\"event\":\"mark\",}",
        "{'event':'mark'}",
        "{\"event\":null}",
        "{\"event\":\"\"}",
        "{\"event\":{\"name\":\"mark\"}}",
        "{\"event\":[\"mark\"]}",
        "{\"event\":\"start\"}",
        "{\"event\":\"start\",\"streamSid\":\"MZ1\"}",
        "{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\"}}",
        "{\"event\":\"media\"}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"?\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"A\"}}",
        "{\"event\":\"dtmf\"}",
        "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"12\"}}",
        "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"E\"}}",
        "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"٣\"}}",
      })
  void an_invalid_message_is_malformed(String text) {
    assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> StreamEventCodec.read(text));
  }

  @Test
  void nesting_without_end_is_malformed() {
    for (String opening : List.of("{\"a\":", "[")) {
      String deep = "{\"event\":\"mark\",\"a\":" + opening.repeat(100_000);
      assertThatExceptionOfType(MalformedMessage.class)
          .isThrownBy(() -> StreamEventCodec.read(deep));
    }
  }

  @Test
  void a_number_without_end_is_malformed() {
    String huge = "{\"event\":\"mark\",\"sequenceNumber\":" + "9".repeat(100_000) + "}";

    assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> StreamEventCodec.read(huge));
  }

  @Test
  void what_it_holds_is_copied() {
    var tracks = new ArrayList<>(List.of("inbound"));
    var parameters = new HashMap<>(Map.of("a", "b"));
    var started = new StreamEvent.Started(1, "MZ1", "CA1", "AC1", tracks, parameters);
    tracks.clear();
    parameters.clear();

    assertThat(started.tracks()).containsExactly("inbound");
    assertThat(started.parameters()).containsOnlyKeys("a");
  }

  @Test
  void keys_and_parameters_are_not_printed() {
    var started =
        new StreamEvent.Started(
            1, "MZ1", "CA1", "AC1", List.of("inbound"), Map.of("token", "secret"));

    assertThat(started).asString().contains("MZ1", "CA1", "token").doesNotContain("secret");
    assertThat(new StreamEvent.Dtmf(3, '7')).asString().isEqualTo("Dtmf[3]");
    assertThat(new StreamEvent.Media(1, StreamEvent.Track.INBOUND, 1, 0, Mulaw.SILENT_FRAME))
        .asString()
        .contains("Mulaw[20 ms]");
  }
}
