package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.Mutation;
import app.kolan.twilio.seed.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/// Any text is a message or malformed.
@Tag("unit")
class StreamCodecTotalTest {
  @SeededTest(1000)
  void a_damaged_event_is_an_event_or_malformed(long seed) {
    var random = new Random(seed);

    readEvent(Mutation.of(StreamEventCodec.write(RandomMessages.event(random), "MZ1"), random));
  }

  @SeededTest(500)
  void a_damaged_command_is_a_command_or_malformed(long seed) {
    var random = new Random(seed);
    String text = StreamCommandCodec.write(RandomMessages.command(random), "MZ1");

    readCommand(Mutation.of(text, random));
  }

  @SeededTest(300)
  void any_text_is_a_message_or_malformed(long seed) {
    var random = new Random(seed);
    for (String text :
        new String[] {
          HostileText.any(random),
          new String(Mutation.anything(random), StandardCharsets.ISO_8859_1),
          new String(Mutation.anything(random), StandardCharsets.UTF_16)
        }) {
      readEvent(text);
      readCommand(text);
    }
  }

  private static void readEvent(String text) {
    try {
      assertThat(StreamEventCodec.read(text)).isNotNull();
    } catch (MalformedMessage e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  private static void readCommand(String text) {
    try {
      assertThat(StreamCommandCodec.read(text, "MZ1")).isNotNull();
    } catch (MalformedMessage e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }
}
