package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MediaFramesTest {
  private static final String STREAM = "MZ" + "0a".repeat(16);

  @ParameterizedTest
  @ValueSource(longs = {1, 9, 10, 99, 100, 12_345, 4_294_967_296L})
  void a_message_reads_as_what_twilio_says(long chunk) throws Exception {
    var codes = new byte[Mulaw.FRAME];
    new Random(chunk).nextBytes(codes);
    Mulaw audio = Mulaw.of(codes);
    var bytes = new byte[MediaFrames.LONGEST];

    int end =
        new MediaFrames(STREAM)
            .write(bytes, 3, chunk + 2, chunk, audio.base64().getBytes(StandardCharsets.US_ASCII));

    String text = new String(Arrays.copyOfRange(bytes, 3, end), StandardCharsets.US_ASCII);
    var media =
        new StreamEvent.Media(chunk + 2, StreamEvent.Track.INBOUND, chunk, (chunk - 1) * 20, audio);
    assertThat(StreamEventCodec.read(text)).isEqualTo(media);
    assertThat(text).isEqualTo(StreamEventCodec.write(media, STREAM));
  }
}
