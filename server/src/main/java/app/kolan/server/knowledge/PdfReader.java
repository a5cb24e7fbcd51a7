package app.kolan.server.knowledge;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/// The process that reads one PDF for [PdfText]: from its standard input to its standard output, by
/// Apache PDFBox, which puts Hebrew in the order in which it is read. Its exit status says what was
/// wrong. The library is loaded here and nowhere else.
final class PdfReader {
  private static final int MOST_PAGES = 1000;
  private static final long LARGEST_ON_DISK = 256L * 1024 * 1024;

  /// That of a JVM whose memory is full, by `ExitOnOutOfMemoryError`.
  private static final int OUT_OF_MEMORY = 3;

  private PdfReader() {}

  public static void main(String[] arguments) throws IOException {
    int status = 0;
    try (OutputStream to = new FileOutputStream(FileDescriptor.out)) {
      to.write(read(System.in.readAllBytes()).getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableDocument e) {
      status = status(e.reason());
    }
    System.exit(status);
  }

  /// What the exit status of the process says; empty when the text is whole.
  static Optional<UnreadableDocument> problem(int status) {
    if (status == 0) {
      return Optional.empty();
    }
    if (status == OUT_OF_MEMORY) {
      return Optional.of(
          new UnreadableDocument(
              Reason.TOO_LARGE,
              "a page or picture in it is too large; save it with smaller pictures, or as .docx"));
    }
    return Stream.of(Reason.values())
        .filter(reason -> status(reason) == status)
        .findFirst()
        .or(() -> Optional.of(Reason.DAMAGED))
        .map(PdfReader::unreadable);
  }

  private static int status(Reason reason) {
    return switch (reason) {
      case TOO_LARGE -> 64;
      case DAMAGED -> 65;
      case LOCKED -> 66;
      case NO_WORDS -> 67;
      case UNKNOWN_KIND -> 68;
      case TOO_SLOW -> 69;
    };
  }

  private static UnreadableDocument unreadable(Reason reason) {
    return switch (reason) {
      case TOO_LARGE ->
          new UnreadableDocument(
              reason, "it has more than %d pages; divide it".formatted(MOST_PAGES));
      case LOCKED -> locked();
      case NO_WORDS ->
          new UnreadableDocument(
              reason,
              "its letters cannot be told, as in a scan; recognise them first, or save it as"
                  + " .docx");
      case DAMAGED, UNKNOWN_KIND, TOO_SLOW ->
          new UnreadableDocument(
              Reason.DAMAGED, "it is no PDF, or a damaged one; save it anew as PDF");
    };
  }

  static UnreadableDocument locked() {
    return new UnreadableDocument(Reason.LOCKED, "it is locked; save it without protection");
  }

  private static String read(byte[] file) throws UnreadableDocument {
    try {
      return text(file);
    } catch (InvalidPasswordException _) {
      throw locked();
    } catch (IOException | RuntimeException | StackOverflowError _) {
      // A damaged file can make the library fail in any way.
      throw unreadable(Reason.DAMAGED);
    }
  }

  private static String text(byte[] file) throws IOException, UnreadableDocument {
    try (PDDocument document =
        Loader.loadPDF(
            new RandomAccessReadBuffer(file),
            "",
            null,
            null,
            MemoryUsageSetting.setupTempFileOnly(LARGEST_ON_DISK).streamCache)) {
      if (!document.getCurrentAccessPermission().canExtractContent()) {
        throw locked();
      }
      int pages = document.getNumberOfPages();
      if (pages > MOST_PAGES) {
        throw unreadable(Reason.TOO_LARGE);
      }
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      stripper.setParagraphEnd("\n\n");
      var text = new StringBuilder();
      for (int page = 1; page <= pages && text.length() <= Documents.MOST_CHARACTERS; page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        text.append(stripper.getText(document)).append("\n\n");
      }
      if (!isReadable(text)) {
        throw unreadable(Reason.NO_WORDS);
      }
      return text.toString();
    }
  }

  /// Where a font does not say which letters its shapes are, signs come in their place.
  private static boolean isReadable(CharSequence text) {
    long letters = text.chars().filter(Character::isLetter).count();
    long shown =
        text.chars().filter(c -> !Character.isWhitespace(c) && !Character.isDigit(c)).count();
    return letters * 2 >= shown;
  }
}
