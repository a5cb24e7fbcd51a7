package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

@Tag("unit")
class StreamCodecFuzzTest {
  @FuzzTest
  void any_bytes_are_an_event_or_malformed(byte[] bytes) {
    try {
      assertThat(StreamEventCodec.read(bytes, 0, bytes.length)).isNotNull();
    } catch (MalformedMessage e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest
  void any_bytes_are_a_command_that_comes_back_or_malformed(byte[] bytes) {
    StreamCommand command;
    try {
      command = StreamCommandCodec.read(text(bytes), "MZ1");
    } catch (MalformedMessage e) {
      return;
    }
    assertThatItComesBack(command);
  }

  private static void assertThatItComesBack(StreamCommand command) {
    try {
      assertThat(StreamCommandCodec.read(StreamCommandCodec.write(command, "MZ1"), "MZ1"))
          .isEqualTo(command);
    } catch (MalformedMessage e) {
      throw new AssertionError("its own text is malformed", e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
