package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.seed.Mutation;
import app.kolan.twilio.seed.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the scan takes it reads as the careful reader does.
@Tag("unit")
class MediaScanTest {
  private static final StreamEvent.Media MEDIA =
      new StreamEvent.Media(
          4, StreamEvent.Track.OUTBOUND, 2, 40, Mulaw.of(new byte[] {1, 2, 3, (byte) 0xFF}));

  @Test
  void it_takes_the_message_that_comes_fifty_times_a_second() {
    assertThat(scan(StreamEventCodec.write(MEDIA, "MZ1"))).isEqualTo(MEDIA);
  }

  @Test
  void it_takes_bare_numbers_and_white_space() {
    assertThat(
            scan(
                """
                { "event": "media", "sequenceNumber": 4, "streamSid": "MZ1",
                  "media": { "payload": "AQID/w==", "timestamp": 40, "chunk": 2,
                             "track": "outbound" } }
                """))
        .isEqualTo(MEDIA);
  }

  @Test
  void what_is_missing_is_nothing() {
    assertThat(scan("{\"event\":\"media\",\"media\":{\"payload\":\"\"}}"))
        .isEqualTo(new StreamEvent.Media(0, StreamEvent.Track.INBOUND, 0, 0, Mulaw.EMPTY));
  }

  @Test
  void it_reads_between_the_two_places_alone() throws MalformedMessage {
    byte[] bytes =
        ("}x" + StreamEventCodec.write(MEDIA, "MZ1") + "}x").getBytes(StandardCharsets.UTF_8);

    assertThat(MediaScan.read(bytes, 2, bytes.length - 2)).isEqualTo(MEDIA);
    assertThat(StreamEventCodec.read(bytes, 2, bytes.length - 2)).isEqualTo(MEDIA);
    assertThat(MediaScan.read(bytes, 2, bytes.length)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"event\":\"media\"}",
        "{\"event\":\"mark\",\"media\":{\"payload\":\"\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\"}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\"}}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"payload\":\"\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"*\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"A\\u0041==\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"rain\":1}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"chunk\":01}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"chunk\":-1}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"chunk\":1e3}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"chunk\":\"9999999999999999999\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"track\":\"inbound_track\"}}",
        "{\"event\":\"media\",\"media\":{\"payload\":\"\"},}",
        "{\"event\":\"media\",\"streamSid\":\"ק\",\"media\":{\"payload\":\"\"}}"
      })
  void it_leaves_unusual_messages_to_the_codec(String text) {
    assertThat(scan(text)).isNull();
  }

  @SeededTest(3000)
  void a_damaged_message_is_rejected_or_read_as_by_the_codec(long seed) throws MalformedMessage {
    var random = new Random(seed);
    String text = Mutation.of(StreamEventCodec.write(RandomMessages.event(random), "MZ1"), random);

    StreamEvent.Media scanned = scan(text);

    if (scanned != null) {
      assertThat(scanned).isEqualTo(StreamEventCodec.read(text));
    }
  }

  @Test
  void broken_bytes_are_malformed() {
    byte[] bytes = {'{', (byte) 0xC3, (byte) 0x28, '}'};

    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> StreamEventCodec.read(bytes, 0, bytes.length));
  }

  private static StreamEvent.@Nullable Media scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return MediaScan.read(bytes, 0, bytes.length);
  }
}
