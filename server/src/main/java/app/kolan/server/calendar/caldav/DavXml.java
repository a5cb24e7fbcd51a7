package app.kolan.server.calendar.caldav;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The answers of WebDAV (RFC 4918): what is known of several resources at once.
final class DavXml {
  private DavXml() {}

  /// What a response says of a resource.
  ///
  /// @param status of the resource as a whole; 200 when nothing is said
  /// @param properties those that it has
  record Resource(String href, int status, List<Element> properties) {
    Resource {
      properties = List.copyOf(properties);
    }

    /// A property as text; empty when it has none.
    String text(String name) {
      return properties.stream()
          .filter(property -> name.equals(property.getLocalName()))
          .map(Element::getTextContent)
          .findFirst()
          .orElse("");
    }

    /// Whether a property has an element of such a name in it, however deep.
    boolean has(String property, String name) {
      return properties.stream()
          .filter(each -> property.equals(each.getLocalName()))
          .anyMatch(each -> each.getElementsByTagNameNS("*", name).getLength() > 0);
    }

    boolean knows(String property) {
      return properties.stream().anyMatch(each -> property.equals(each.getLocalName()));
    }
  }

  /// An answer.
  ///
  /// @param syncToken from where changes are asked for the next time; empty for none
  record Multistatus(List<Resource> resources, String syncToken) {
    Multistatus {
      resources = List.copyOf(resources);
    }
  }

  /// @throws ProviderFailure when it is no such answer
  static Multistatus read(String service, String text) throws ProviderFailure {
    Document document;
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      // No document type, so no entities, and nothing is fetched.
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      document = builder.parse(new InputSource(new StringReader(text)));
    } catch (SAXException | IOException e) {
      throw unreadable(service);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK has an XML parser", e);
    }
    Element root = document.getDocumentElement();
    if (!"multistatus".equals(root.getLocalName())) {
      throw unreadable(service);
    }
    var resources = new ArrayList<Resource>();
    String token = "";
    for (Element child : children(root)) {
      switch (String.valueOf(child.getLocalName())) {
        case "response" -> resources.add(resource(child));
        case "sync-token" -> token = child.getTextContent().strip();
        default -> {
          // A description for people.
        }
      }
    }
    return new Multistatus(resources, token);
  }

  private static ProviderFailure unreadable(String service) {
    return new ProviderFailure(service, FailureKind.UNREADABLE, "no answer of WebDAV");
  }

  private static Resource resource(Element response) {
    String href = "";
    int status = 200;
    var properties = new ArrayList<Element>();
    for (Element child : children(response)) {
      switch (String.valueOf(child.getLocalName())) {
        case "href" -> href = child.getTextContent().strip();
        case "status" -> status = status(child.getTextContent());
        case "propstat" -> properties.addAll(found(child));
        default -> {
          // An error or a description.
        }
      }
    }
    return new Resource(href, status, properties);
  }

  private static List<Element> found(Element propstat) {
    var properties = new ArrayList<Element>();
    int status = 200;
    for (Element child : children(propstat)) {
      if ("status".equals(child.getLocalName())) {
        status = status(child.getTextContent());
      } else if ("prop".equals(child.getLocalName())) {
        properties.addAll(children(child));
      }
    }
    return status / 100 == 2 ? properties : List.of();
  }

  /// The code of such as `HTTP/1.1 404 Not Found`; 200 when there is none.
  private static int status(String line) {
    String[] words = line.strip().split(" ", 3);
    boolean isStatus =
        words.length > 1
            && words[0].toUpperCase(Locale.ROOT).startsWith("HTTP/")
            && words[1].matches("[0-9]{3}");
    return isStatus ? Integer.parseInt(words[1]) : 200;
  }

  private static List<Element> children(Element parent) {
    NodeList nodes = parent.getChildNodes();
    var children = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /// Text as XML has it.
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
