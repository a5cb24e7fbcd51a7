package app.kolan.server.knowledge;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The text of a Word document (ECMA-376, part 1, chapter 17): the paragraphs of
/// `word/document.xml`, those of tables with a row in one line, with headings as in Markdown.
///
/// Only what is needed of the format is read, with the JDK: a library for it (Apache POI) brings 15
/// MB and schemas of spreadsheets and slides.
final class DocxText {
  private static final String DOCUMENT = "word/document.xml";

  /// A document of 10 MB that was made to be 10 GB is left, wherever in it those are.
  private static final long LARGEST_XML = 50L * 1024 * 1024;

  private static final long LARGEST_BEFORE = 200L * 1024 * 1024;

  private static final int MOST_ENTRIES = 10_000;

  /// The parser keeps each element that is open.
  private static final int DEEPEST = 1000;

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder paragraph = new StringBuilder();
  private int depth;
  private int heading;
  private int tables;

  private DocxText() {}

  static String read(byte[] file) throws UnreadableDocument {
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      // What lies before the text is unpacked by whoever skips it, too.
      var before = new Limited(zip, LARGEST_BEFORE);
      for (int i = 0; i < MOST_ENTRIES; i++) {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
          break;
        }
        if (entry.getName().equals(DOCUMENT)) {
          return new DocxText().read(new Limited(zip, LARGEST_XML));
        }
        long _ = before.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException | XMLStreamException | RuntimeException _) {
      throw damaged();
    }
    throw damaged();
  }

  private static UnreadableDocument damaged() {
    return new UnreadableDocument(
        Reason.DAMAGED, "it is no Word document, or a damaged one; save it anew as .docx");
  }

  private String read(InputStream xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(xml);
    boolean inText = false;
    while (reader.hasNext() && text.length() + paragraph.length() <= Documents.MOST_CHARACTERS) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEEPEST) {
            throw new XMLStreamException("elements in elements without an end");
          }
          inText = begin(reader);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inText) {
            paragraph.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          inText = false;
          end(reader.getLocalName());
        }
        default -> {}
      }
    }
    endParagraph("\n\n");
    return text.toString();
  }

  /// @return whether text follows that belongs to the document
  private boolean begin(XMLStreamReader reader) {
    switch (reader.getLocalName()) {
      case "t" -> {
        return true;
      }
      case "tab" -> paragraph.append(' ');
      case "br", "cr" -> paragraph.append('\n');
      case "tbl" -> tables++;
      case "pStyle" -> heading = depth(value(reader));
      case "outlineLvl" -> {
        String level = value(reader);
        if (level.matches("[0-5]")) {
          heading = Integer.parseInt(level) + 1;
        }
      }
      default -> {}
    }
    return false;
  }

  private static String value(XMLStreamReader reader) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals("val")) {
        return reader.getAttributeValue(i);
      }
    }
    return "";
  }

  /// Word calls the styles of headings `Heading1` in every language, or by number in Hebrew.
  private static int depth(String style) {
    if (style.equalsIgnoreCase("Title")) {
      return 1;
    }
    return style.matches("(?i)(?:heading)?\\s?[1-6]") ? style.charAt(style.length() - 1) - '0' : 0;
  }

  private void end(String element) {
    switch (element) {
      case "p" -> endParagraph(tables > 0 ? " " : "\n\n");
      case "tr" -> text.append('\n');
      case "tbl" -> {
        tables--;
        text.append('\n');
      }
      default -> {}
    }
  }

  private void endParagraph(String separator) {
    String words = paragraph.toString().strip();
    if (!words.isEmpty()) {
      if (heading > 0 && tables == 0) {
        text.append("#".repeat(heading)).append(' ').append(words.replace('\n', ' '));
      } else {
        text.append(words);
      }
      text.append(separator);
    }
    paragraph.setLength(0);
    heading = 0;
  }

  /// Ends with an error where more is unpacked than any document has.
  private static final class Limited extends InputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long most) {
      this.in = in;
      left = most;
    }

    @Override
    public int read() throws IOException {
      count(1);
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = in.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("the document is too large");
      }
    }
  }
}
