package app.kolan.server.knowledge;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/// The text of a PDF, by Apache PDFBox, which puts Hebrew in the order in which it is read. The
/// library is loaded by the first PDF and by nothing else. One is read at a time: pages can need
/// much memory.
final class PdfText {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_PAGES = 1000;
  private static final long LARGEST_ON_DISK = 256L * 1024 * 1024;
  private static final Semaphore ONE = new Semaphore(1);

  private PdfText() {}

  static String read(byte[] file) throws UnreadableDocument {
    long end = System.nanoTime() + LONGEST.toNanos();
    try {
      if (!ONE.tryAcquire(LONGEST.toNanos(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw tooSlow();
    }
    try {
      if (isEncrypted(file)) {
        throw locked();
      }
      PackedStreams.check(file);
      return text(file, end);
    } catch (InvalidPasswordException _) {
      throw locked();
    } catch (IOException | RuntimeException | StackOverflowError _) {
      // A damaged file can make the library fail in any way.
      throw new UnreadableDocument(
          Reason.DAMAGED, "it is no PDF, or a damaged one; save it anew as PDF");
    } finally {
      ONE.release();
    }
  }

  /// What an encrypted stream unpacks to cannot be looked at beforehand. The trailer says it in the
  /// open.
  private static boolean isEncrypted(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains("/Encrypt");
  }

  private static String text(byte[] file, long end) throws IOException, UnreadableDocument {
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
        throw new UnreadableDocument(
            Reason.TOO_LARGE, "it has more than %d pages; divide it".formatted(MOST_PAGES));
      }
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      stripper.setParagraphEnd("\n\n");
      var text = new StringBuilder();
      for (int page = 1; page <= pages && text.length() <= Documents.MOST_CHARACTERS; page++) {
        if (System.nanoTime() - end > 0) {
          throw tooSlow();
        }
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        text.append(stripper.getText(document)).append("\n\n");
      }
      if (!isReadable(text)) {
        throw new UnreadableDocument(
            Reason.NO_WORDS,
            "its letters cannot be told, as in a scan; recognise them first, or save it as .docx");
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

  private static UnreadableDocument locked() {
    return new UnreadableDocument(Reason.LOCKED, "it is locked; save it without protection");
  }

  private static UnreadableDocument tooSlow() {
    return new UnreadableDocument(
        Reason.TOO_SLOW, "reading it took too long; divide it, or save it as .docx or .txt");
  }
}
