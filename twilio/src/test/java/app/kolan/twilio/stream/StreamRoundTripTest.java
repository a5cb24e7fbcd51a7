package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.SeededTest;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/// What is written is read again as the same.
@Tag("unit")
class StreamRoundTripTest {
  @SeededTest(400)
  void an_event_comes_back(long seed) throws MalformedMessage {
    StreamEvent event = RandomMessages.event(new Random(seed));
    String streamSid = event instanceof StreamEvent.Started started ? started.streamSid() : "MZ1";

    assertThat(StreamEventCodec.read(StreamEventCodec.write(event, streamSid))).isEqualTo(event);
  }

  @SeededTest(200)
  void a_command_comes_back(long seed) throws MalformedMessage {
    var random = new Random(seed);
    StreamCommand command = RandomMessages.command(random);
    String streamSid = HostileText.any(random);

    assertThat(StreamCommandCodec.read(StreamCommandCodec.write(command, streamSid), streamSid))
        .isEqualTo(command);
  }
}
