package app.kolan.twilio.twiml;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An XML element, its attributes in order, its child elements and its own text.
///
/// @param text what stands directly in it, without the white space around it
/// @param wholeText what stands in it and in the elements inside it, in order
record XmlElement(
    String name,
    Map<String, String> attributes,
    List<XmlElement> children,
    String text,
    String wholeText) {
  private static final int DEEPEST = 32;
  private static final XMLInputFactory XML = inputFactory();

  XmlElement {
    children = List.copyOf(children);
  }

  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /// The root element of a document. Entities and document types are not read.
  static XmlElement parse(byte[] document) throws XMLStreamException {
    try {
      return root(document);
    } catch (RuntimeException e) {
      // The JDK's parser lacks the words for some errors, and throws a MissingResourceException.
      throw new XMLStreamException("the document is not well-formed", e);
    }
  }

  private static XmlElement root(byte[] document) throws XMLStreamException {
    XMLStreamReader in = XML.createXMLStreamReader(new ByteArrayInputStream(document));
    try {
      while (in.next() != XMLStreamConstants.START_ELEMENT) {
        if (in.getEventType() == XMLStreamConstants.DTD) {
          throw new XMLStreamException("TwiML has no document type");
        }
      }
      XmlElement root = element(in, 0);
      while (in.hasNext()) {
        in.next();
      }
      return root;
    } finally {
      in.close();
    }
  }

  private static XmlElement element(XMLStreamReader in, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new XMLStreamException("the document is nested too deeply");
    }
    String name = in.getLocalName();
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
    }
    var children = new ArrayList<XmlElement>();
    var text = new StringBuilder();
    var wholeText = new StringBuilder();
    while (true) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlElement child = element(in, depth + 1);
          children.add(child);
          wholeText.append(child.wholeText());
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          text.append(in.getText());
          wholeText.append(in.getText());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(
              name, attributes, children, text.toString().strip(), wholeText.toString().strip());
        }
        default -> {}
      }
    }
  }

  private static XMLInputFactory inputFactory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
