package app.kolan.twilio.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.Mutation;
import app.kolan.twilio.seed.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/// Any bytes give a reading.
@Tag("unit")
class TwimlReaderTotalTest {
  @SeededTest(1000)
  void a_damaged_document_is_understood_or_refused(long seed) {
    var random = new Random(seed);
    byte[] document = TwimlWriter.write(RandomTwiml.of(random)).getBytes(StandardCharsets.UTF_8);

    assertThat(TwimlReader.read("text/xml", Mutation.of(document, random))).isNotNull();
  }

  @SeededTest(300)
  void any_bytes_are_understood_or_refused(long seed) {
    assertThat(TwimlReader.read("text/xml", Mutation.anything(new Random(seed)))).isNotNull();
  }

  @SeededTest(100)
  void a_document_in_another_encoding_is_understood_or_refused(long seed) {
    var random = new Random(seed);
    String document = TwimlWriter.write(RandomTwiml.of(random));
    byte[] wide = document.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16);

    assertThat(TwimlReader.read("text/xml", wide)).isNotNull();
    assertThat(TwimlReader.read("text/xml", Mutation.of(wide, random))).isNotNull();
  }
}
