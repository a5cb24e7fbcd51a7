package app.kolan.server.knowledge;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The text of a file, with headings as in Markdown.
public final class Documents {
  /// No larger file is read.
  public static final int LARGEST_FILE = 10 * 1024 * 1024;

  /// More text of one file is not taken.
  public static final int MOST_CHARACTERS = 500_000;

  private Documents() {}

  /// Reads a file. Takes some seconds for a large one, and half a minute at most.
  ///
  /// @param name by whose ending its kind is known: `.md`, `.txt`, `.pdf` or `.docx`
  public static String read(String name, byte[] file) throws UnreadableDocument {
    if (file.length > LARGEST_FILE) {
      throw new UnreadableDocument(
          Reason.TOO_LARGE, "it has more than 10 MB; divide it, or take its pictures out");
    }
    String text = text(name.toLowerCase(Locale.ROOT), file);
    if (text.isBlank()) {
      throw new UnreadableDocument(
          Reason.NO_WORDS, "there are no words in it; a scanned page has to be recognised first");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new UnreadableDocument(
          Reason.TOO_LARGE,
          "it has more than %,d characters; divide it".formatted(MOST_CHARACTERS));
    }
    return text;
  }

  private static String text(String name, byte[] file) throws UnreadableDocument {
    if (name.endsWith(".pdf")) {
      return PdfText.USUAL.read(file);
    }
    if (name.endsWith(".docx")) {
      return DocxText.read(file);
    }
    if (name.endsWith(".md") || name.endsWith(".markdown") || name.endsWith(".txt")) {
      return plain(file);
    }
    throw new UnreadableDocument(
        Reason.UNKNOWN_KIND, "only .md, .txt, .pdf and .docx files can be read");
  }

  private static String plain(byte[] file) throws UnreadableDocument {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new UnreadableDocument(Reason.DAMAGED, "it is no text in UTF-8; save it as that");
    }
  }
}
