package app.kolan.stubs.tts;

import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// A stub of Azure's text-to-speech over REST.
///
/// Source: Microsoft, "Text to speech REST API".
public final class AzureVoiceStub extends VoiceStub {
  private static final String SYNTHESIS = "http://www.w3.org/2001/10/synthesis";

  @Override
  protected void answer(StubRequest request, StubResponse answer) {
    if (!request.path().equals("/cognitiveservices/v1")) {
      answer.status(404).end();
    } else if (!request.method().equals("POST")) {
      answer.status(405).end();
    } else if (!request.header("Ocp-Apim-Subscription-Key").equals(KEY)) {
      answer.status(401).end();
    } else if (!request.header("Content-Type").startsWith("application/ssml+xml")) {
      answer.status(415).end();
    } else if (request.header("User-Agent").isEmpty()
        || !request.header("X-Microsoft-OutputFormat").equals("raw-8khz-8bit-mono-mulaw")) {
      answer.status(400).end();
    } else {
      spoken(request).ifPresentOrElse(text -> say(text, answer), () -> answer.status(400).end());
    }
  }

  @Override
  protected String rejectionBody(int status) {
    return "no thanks, key SECRET (%d)".formatted(status);
  }

  private void say(String text, StubResponse answer) {
    answer.header("Content-Type", "audio/basic");
    inPieces(phoneSound(text), answer::after, answer::write, answer::end);
  }

  /// The text, if the document is one that Azure accepts.
  private static Optional<String> spoken(StubRequest request) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Element speak = builder.parse(new ByteArrayInputStream(request.bytes())).getDocumentElement();
      var voices = speak.getElementsByTagNameNS(SYNTHESIS, "voice");
      boolean complete =
          "speak".equals(speak.getLocalName())
              && SYNTHESIS.equals(speak.getNamespaceURI())
              && !speak.getAttribute("version").isEmpty()
              && !speak.getAttribute("xml:lang").isEmpty()
              && voices.getLength() == 1
              && voices.item(0) instanceof Element voice
              && !voice.getAttribute("name").isEmpty();
      return complete ? Optional.of(voices.item(0).getTextContent()) : Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform can forbid document types", e);
    } catch (SAXException | IOException e) {
      return Optional.empty();
    }
  }
}
