package app.kolan.twilio.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

@Tag("unit")
class TwimlReaderFuzzTest {
  @FuzzTest
  void what_is_understood_can_be_written_and_is_understood_again(byte[] document) {
    if (TwimlReader.read("text/xml", document) instanceof TwimlReading.Understood(var twiml, _)) {
      byte[] written = TwimlWriter.write(twiml).getBytes(StandardCharsets.UTF_8);
      if (written.length <= Twiml.LARGEST) {
        assertThat(TwimlReader.read("text/xml", written))
            .isInstanceOf(TwimlReading.Understood.class);
      }
    }
  }
}
