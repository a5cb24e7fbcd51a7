package app.kolan.twilio.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.SeededTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// The JDK's DOM parser reads what the writer wrote.
@Tag("unit")
class TwimlInXmlParserTest {
  @Test
  void a_document_has_the_root_response_and_its_verbs_in_order() throws Exception {
    Element root =
        parse(
            Twiml.of(
                Verb.Play.once("/a.wav"),
                new Verb.Connect(
                    "/next",
                    new Verb.Stream(
                        "wss://kolan.example/media", null, null, "/s", Map.of("token", "x"))),
                new Verb.Hangup()));

    assertThat(root.getTagName()).isEqualTo("Response");
    assertThat(root.getChildNodes().getLength()).isEqualTo(3);
    assertThat(only(root, "Play").getTextContent()).isEqualTo("/a.wav");
    assertThat(only(root, "Play").hasAttributes()).isFalse();
    assertThat(only(root, "Connect").getAttribute("action")).isEqualTo("/next");
    assertThat(only(root, "Stream").getAttribute("url")).isEqualTo("wss://kolan.example/media");
    assertThat(only(root, "Stream").getAttribute("statusCallback")).isEqualTo("/s");
    assertThat(only(root, "Stream").hasAttribute("name")).isFalse();
    assertThat(only(root, "Parameter").getAttribute("name")).isEqualTo("token");
    assertThat(only(root, "Parameter").getAttribute("value")).isEqualTo("x");
    assertThat(only(root, "Hangup").hasChildNodes()).isFalse();
  }

  @SeededTest(300)
  void any_text_survives_in_an_element(long seed) throws Exception {
    String text = HostileText.forXml(new Random(seed));

    assertThat(only(parse(Twiml.of(new Verb.Say(text, null, null))), "Say").getTextContent())
        .isEqualTo(text);
  }

  @SeededTest(300)
  void any_text_survives_in_an_attribute(long seed) throws Exception {
    String text = HostileText.forXml(new Random(seed));

    assertThat(only(parse(Twiml.of(new Verb.Say("a", text, null))), "Say").getAttribute("voice"))
        .isEqualTo(text);
  }

  @SeededTest(200)
  void text_never_becomes_markup(long seed) throws Exception {
    var random = new Random(seed);
    var say =
        new Verb.Say(HostileText.any(random), HostileText.any(random), HostileText.any(random));

    Element root = parse(Twiml.of(say, new Verb.Redirect(HostileText.any(random))));

    assertThat(root.getElementsByTagName("*").getLength()).isEqualTo(2);
    assertThat(only(root, "Say").getAttributes().getLength()).isEqualTo(2);
  }

  @Test
  void what_no_document_can_hold_is_left_out() throws Exception {
    for (String impossible : List.of("\u0000", "\u001B", "\uFFFE", "\uD83D", "\uDE00")) {
      Element say =
          only(
              parse(Twiml.of(new Verb.Say("a" + impossible + "b", "c" + impossible, null))), "Say");

      assertThat(say.getTextContent()).isEqualTo("ab");
      assertThat(say.getAttribute("voice")).isEqualTo("c");
    }
  }

  private static Element parse(Twiml twiml)
      throws ParserConfigurationException, IOException, SAXException {
    byte[] document = TwimlWriter.write(twiml).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(document))
        .getDocumentElement();
  }

  private static Element only(Element root, String name) {
    var found = root.getElementsByTagName(name);
    assertThat(found.getLength()).as("elements <%s>", name).isEqualTo(1);
    return (Element) found.item(0);
  }
}
