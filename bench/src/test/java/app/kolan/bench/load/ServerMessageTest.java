package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.bench.load.ServerMessage.Kind;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ServerMessageTest {
  private static final String STREAM = "MZ" + "0b".repeat(16);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 159, 160, 161, 1600})
  void the_audio_length_of_a_media_message_is_found(int samples) {
    byte[] message = written(new StreamCommand.Media(Mulaw.of(new byte[samples])));

    assertThat(kind(message)).isEqualTo(Kind.MEDIA);
    assertThat(ServerMessage.samples(message, 0, message.length)).isEqualTo(samples);
  }

  @Test
  void a_mark_has_its_name() {
    byte[] message = written(new StreamCommand.Mark("7:1600"));

    assertThat(kind(message)).isEqualTo(Kind.MARK);
    assertThat(ServerMessage.markName(message, 0, message.length)).isEqualTo("7:1600");
  }

  @Test
  void a_clear_is_seen() {
    assertThat(kind(written(new StreamCommand.Clear()))).isEqualTo(Kind.CLEAR);
  }

  @Test
  void an_echo_of_the_callers_own_message_is_audio_too() {
    var media = new StreamEvent.Media(4, StreamEvent.Track.INBOUND, 3, 40, Mulaw.SILENT_FRAME);
    byte[] message = StreamEventCodec.write(media, STREAM).getBytes(StandardCharsets.US_ASCII);

    assertThat(kind(message)).isEqualTo(Kind.MEDIA);
    assertThat(ServerMessage.samples(message, 0, message.length)).isEqualTo(Mulaw.FRAME);
  }

  @Test
  void an_echo_of_a_start_is_nothing_of_interest() {
    var connected = new StreamEvent.Connected("Call", "1.0.0");
    byte[] message = StreamEventCodec.write(connected, STREAM).getBytes(StandardCharsets.US_ASCII);

    assertThat(kind(message)).isEqualTo(Kind.OTHER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_bytes_give_an_answer(long seed) {
    var random = new Random(seed);
    byte[] good = written(new StreamCommand.Media(Mulaw.of(new byte[9])));
    for (int i = 0; i < 500; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      int end = random.nextInt(bytes.length + 1);

      assertThat(ServerMessage.kind(bytes, 0, end)).isNotNull();
      assertThat(ServerMessage.samples(bytes, 0, end)).isBetween(0, bytes.length);
      assertThat(ServerMessage.markName(bytes, 0, end)).isNotNull();
    }
  }

  private static Kind kind(byte[] message) {
    return ServerMessage.kind(message, 0, message.length);
  }

  private static byte[] written(StreamCommand command) {
    return StreamCommandCodec.write(command, STREAM).getBytes(StandardCharsets.US_ASCII);
  }
}
