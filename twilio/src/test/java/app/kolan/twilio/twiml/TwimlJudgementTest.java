package app.kolan.twilio.twiml;

import static app.kolan.twilio.twiml.Reading.codes;
import static app.kolan.twilio.twiml.Reading.inside;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Warnings about a document that is carried out nevertheless.
@Tag("unit")
class TwimlJudgementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Speak>a</Speak>",
        "<say>a</say>",
        "<SAY>a</SAY>",
        "<Stream url='wss://a/'/>",
        "<Say Voice='a'>a</Say>",
        "<Say volume='a'>a</Say>",
        "<Hangup after='5'/>",
        "<Connect/>",
        "<Connect><stream url='wss://a/'/></Connect>",
        "<Connect><Stream URL='wss://a/'/></Connect>",
        "<Stop/>",
        "<Stop><Stream label='a'/></Stop>",
        "<Gather><Play LOOP='1'>a</Play></Gather>",
        "<Dial><Number extension='1'>+1</Number></Dial>",
      })
  void what_the_schema_does_not_know_is_a_warning(String xml) {
    assertThat(codes(xml)).containsExactly(12200);
  }

  @Test
  void an_attribute_of_the_root_is_a_warning() {
    assertThat(Reading.of("<Response version='1'/>"))
        .isInstanceOfSatisfying(
            TwimlReading.Understood.class,
            understood -> assertThat(understood.findings()).hasSize(1));
  }

  @Test
  void what_is_unknown_is_passed_over_and_the_rest_carried_out() {
    assertThat(inside("<Sing>la</Sing><Hangup/>").twiml()).isEqualTo(Twiml.of(new Verb.Hangup()));
  }

  @Test
  void defaults_hold_where_a_number_is_odd() {
    assertThat(inside("<Pause length='x'/><Play loop='x'>a</Play>").twiml())
        .isEqualTo(Twiml.of(new Verb.Pause(Duration.ofSeconds(1)), Verb.Play.once("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Say language='he-IL'>שלום</Say>",
        "<Say language='he-IL' voice='alice'>שלום</Say>",
        "<Say language='he-IL' voice='Polly.Joanna'>שלום</Say>",
        "<Gather><Say language='he-IL' voice='woman'>שלום</Say></Gather>",
      })
  void hebrew_needs_a_google_voice(String xml) {
    assertThat(codes(xml)).containsExactly(13511);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Say language='he-IL' voice='Google.he-IL-Wavenet-A'>שלום</Say>",
        "<Say language='en-US'>hello</Say>",
        "<Say voice='Google.he-IL-Standard-D'>שלום</Say>",
        "<Gather language='iw-IL'/>",
        "<Gather language='en-US'/>",
        "<Gather language='cmn-Hans-CN'/>",
        "<Gather/>",
      })
  void these_languages_are_in_order(String xml) {
    assertThat(codes(xml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "he", "", "en_US", "HE-il", "en-"})
  void a_gather_needs_a_language_with_its_country(String language) {
    assertThat(codes("<Gather language='%s'/>".formatted(language))).containsExactly(13512);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Say/>", "<Say>  </Say>", "<Gather><Say></Say></Gather>"})
  void a_say_needs_a_text(String xml) {
    assertThat(codes(xml)).containsExactly(13520);
  }

  @Test
  void a_parameter_is_shorter_than_500_characters() {
    assertThat(streamWith("name", "v".repeat(495)).findings()).isEmpty();

    assertThat(streamWith("name", "v".repeat(496)))
        .satisfies(
            reading -> {
              assertThat(reading.findings()).hasSize(1);
              assertThat(reading.twiml())
                  .isEqualTo(
                      Twiml.of(new Verb.Start(new Verb.Stream("a", null, null, null, Map.of()))));
            });
  }

  @Test
  void a_number_may_be_a_noun_or_the_text_of_dial() {
    assertThat(inside("<Dial>+1</Dial><Dial><Number> +2 </Number></Dial>").twiml())
        .isEqualTo(
            Twiml.of(new Verb.Dial("+1", null, null, null), new Verb.Dial("+2", null, null, null)));
  }

  private static TwimlReading.Understood streamWith(String name, String value) {
    return inside(
        "<Start><Stream url='a'><Parameter name='%s' value='%s'/></Stream></Start>"
            .formatted(name, value));
  }
}
