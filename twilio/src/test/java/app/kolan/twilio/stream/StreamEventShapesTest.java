package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The literal JSON that is written for an event.
@Tag("unit")
class StreamEventShapesTest {
  @Test
  void connected_is_written() {
    assertThat(StreamEventCodec.write(new StreamEvent.Connected("Call", "1.0.0"), "MZ1"))
        .isEqualTo("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
  }

  @Test
  void start_is_written() {
    var started =
        new StreamEvent.Started(1, "MZ1", "CA1", "AC1", List.of("inbound"), Map.of("token", "x"));

    assertThat(StreamEventCodec.write(started, "MZ1"))
        .isEqualTo(
            "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"AC1\","
                + "\"streamSid\":\"MZ1\",\"callSid\":\"CA1\",\"tracks\":[\"inbound\"],"
                + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,"
                + "\"channels\":1},\"customParameters\":{\"token\":\"x\"}},\"streamSid\":\"MZ1\"}");
  }

  @Test
  void media_is_written() {
    var media =
        new StreamEvent.Media(4, StreamEvent.Track.INBOUND, 2, 5, Mulaw.ofBase64("no+JhoaJ"));

    assertThat(StreamEventCodec.write(media, "MZ1"))
        .isEqualTo(
            "{\"event\":\"media\",\"sequenceNumber\":\"4\",\"media\":{\"track\":\"inbound\","
                + "\"chunk\":\"2\",\"timestamp\":\"5\",\"payload\":\"no+JhoaJ\"},"
                + "\"streamSid\":\"MZ1\"}");
  }

  @Test
  void dtmf_is_written() {
    assertThat(StreamEventCodec.write(new StreamEvent.Dtmf(5, '#'), "MZ1"))
        .isEqualTo(
            "{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"5\","
                + "\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"#\"}}");
  }

  @Test
  void mark_is_written() {
    assertThat(StreamEventCodec.write(new StreamEvent.MarkReached(4, "my label"), "MZ1"))
        .isEqualTo(
            "{\"event\":\"mark\",\"sequenceNumber\":\"4\",\"streamSid\":\"MZ1\","
                + "\"mark\":{\"name\":\"my label\"}}");
  }

  @Test
  void stop_is_written() {
    assertThat(StreamEventCodec.write(new StreamEvent.Stopped(5, "CA1"), "MZ1"))
        .isEqualTo(
            "{\"event\":\"stop\",\"sequenceNumber\":\"5\",\"stop\":{\"callSid\":\"CA1\"},"
                + "\"streamSid\":\"MZ1\"}");
  }

  @Test
  void an_unknown_event_has_no_shape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamEventCodec.write(new StreamEvent.Unknown("x"), "MZ1"));
  }
}
