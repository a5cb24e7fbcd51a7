package app.kolan.twilio.twiml;

import static app.kolan.twilio.twiml.Reading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that are refused as a whole, and those that are not.
@Tag("unit")
class TwimlAnswerTest {
  private static final byte[] EMPTY_RESPONSE = "<Response/>".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/xml",
        "application/xml",
        "text/html",
        "text/plain",
        "Text/XML; charset=utf-8",
        " application/xml ;charset=\"UTF-8\""
      })
  void a_document_may_come_under_these_types(String contentType) {
    assertThat(TwimlReader.read(contentType, EMPTY_RESPONSE))
        .isEqualTo(new TwimlReading.Understood(Twiml.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/octet-stream", "xml", "", ";", "audio/x"})
  void no_other_type_is_accepted(String contentType) {
    assertThat(refusal(TwimlReader.read(contentType, EMPTY_RESPONSE))).isEqualTo(12300);
  }

  @Test
  void an_answer_without_a_type_is_refused() {
    assertThat(refusal(TwimlReader.read(null, EMPTY_RESPONSE))).isEqualTo(12300);
  }

  @Test
  void an_empty_answer_is_refused() {
    assertThat(refusal(Reading.of(""))).isEqualTo(11770);
  }

  @Test
  void an_answer_of_64_kilobytes_is_the_largest() {
    String spaces = " ".repeat(Twiml.LARGEST - EMPTY_RESPONSE.length);

    assertThat(refusal(Reading.of("<Response/>" + spaces))).isZero();
    assertThat(refusal(Reading.of("<Response/> " + spaces))).isEqualTo(11750);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "   ",
        "hello",
        "{}",
        "<Response>",
        "<Response></response>",
        "<Response/><Response/>",
        "<Response a='1' a='2'/>",
        "<Response>&nbsp;</Response>",
        "<Response>&#0;</Response>",
        "<!-- only a comment -->",
        " <?xml version='1.0'?><Response/>",
        "<?xml version='1.0' encoding='bogus'?><Response/>",
      })
  void what_is_not_well_formed_is_refused(String body) {
    assertThat(refusal(Reading.of(body))).isEqualTo(12100);
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    byte[] latin =
        "<Response><Say>caf\u00E9</Say></Response>".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(TwimlReader.read("text/xml", latin))).isEqualTo(12100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.1'?><Response/>",
        "<?xml version=\"2.0\" encoding=\"UTF-8\"?><Response/>"
      })
  void another_version_of_xml_is_refused(String body) {
    assertThat(refusal(Reading.of(body))).isEqualTo(12101);
  }

  @Test
  void a_plain_text_that_is_no_document_is_read_aloud() {
    byte[] text = " We are closed today. ".getBytes(StandardCharsets.UTF_8);

    assertThat(TwimlReader.read("text/plain; charset=utf-8", text))
        .isEqualTo(
            new TwimlReading.Understood(
                Twiml.of(new Verb.Say("We are closed today.", null, null), new Verb.Hangup()),
                List.of()));
    assertThat(refusal(TwimlReader.read("text/html", text))).isEqualTo(12100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<response/>", "<RESPONSE/>", "<Say>a</Say>", "<html><Response/></html>"})
  void the_root_is_response(String body) {
    assertThat(refusal(Reading.of(body))).isEqualTo(12102);
  }

  @Test
  void nesting_without_end_is_refused() {
    int depth = 5000;
    assertThat(refusal(Reading.of("<a>".repeat(depth) + "</a>".repeat(depth)))).isEqualTo(12100);
  }
}
