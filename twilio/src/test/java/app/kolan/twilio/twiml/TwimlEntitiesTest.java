package app.kolan.twilio.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Document types and the entities that they could smuggle in.
@Tag("unit")
class TwimlEntitiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Response><Response/>",
        "<!DOCTYPE Response [\u0001]><Response/>",
        "<!DOCTYPE Response SYSTEM 'http://127.0.0.1:1/twiml.dtd'><Response/>",
        "<!DOCTYPE Response [<!ENTITY a 'b'>]><Response><Say>&a;</Say></Response>",
        "<!DOCTYPE Response [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
            + "<Response><Say>&a;</Say></Response>",
        "<!DOCTYPE Response [<!ENTITY % a SYSTEM 'http://127.0.0.1:1/'> %a;]><Response/>",
        "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>"
            + "<Response><Say>&c;</Say></Response>",
      })
  void a_document_type_is_refused(String body) {
    assertThat(Reading.refusal(Reading.of(body))).isEqualTo(12100);
  }

  @Test
  void the_five_entities_of_xml_are_read() {
    assertThat(Reading.inside("<Say>&lt;&gt;&amp;&quot;&apos;&#x5D0;</Say>").twiml())
        .isEqualTo(Twiml.of(new Verb.Say("<>&\"'א", null, null)));
  }

  @Test
  void character_data_and_comments_are_read_as_xml_has_it() {
    assertThat(Reading.inside("<Say>a<!-- no --><![CDATA[<b>]]>c<?no?></Say>").twiml())
        .isEqualTo(Twiml.of(new Verb.Say("a<b>c", null, null)));
  }
}
