package app.kolan.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import app.kolan.server.store.KnowledgeSource.Passage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class DocumentsTest {
  private static final String WORD =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
          + "%s</w:body></w:document>";

  @Test
  void markdown_is_cut_at_its_headings_and_read_without_its_marks() {
    List<Passage> passages =
        Passages.of(
            """
            # מרפאה
            **ברוכים** הבאים ל[אתר](https://example.com).
            ## מחירים
            | טיפול | מחיר |
            | --- | --- |
            | ביקור | 250 |

            # צוות
            דנה ויוסי.
            """);

    assertThat(passages)
        .extracting(Passage::heading)
        .containsExactly("מרפאה", "מרפאה › מחירים", "צוות");
    assertThat(passages.getFirst().text()).isEqualTo("ברוכים הבאים לאתר.");
    assertThat(passages.get(1).text()).contains("ביקור", "250").doesNotContain("---", "|");
    assertThat(Passages.of(Passages.text(passages))).isEqualTo(passages);
  }

  @Test
  void a_long_text_is_cut_between_sentences_and_nothing_is_lost() {
    String text = "המרפאה פתוחה כל יום מתשע עד חמש. ".repeat(200).strip();

    List<Passage> passages = Passages.of(text);

    assertThat(passages).hasSizeGreaterThan(5);
    assertThat(passages)
        .allSatisfy(
            passage ->
                assertThat(passage.text())
                    .hasSizeLessThanOrEqualTo(Passages.LARGEST)
                    .endsWith("."));
    assertThat(String.join(" ", passages.stream().map(Passage::text).toList())).isEqualTo(text);
    assertThat(Passages.of("x".repeat(5000)).stream().mapToInt(each -> each.text().length()).sum())
        .isEqualTo(5000);
  }

  @Test
  void a_word_document_has_headings_paragraphs_and_rows() throws Exception {
    String body =
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>מחירון</w:t></w:r></w:p>"
            + "<w:p><w:r><w:t>ביקור </w:t></w:r><w:r><w:t>250 ₪</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:pStyle w:val=\"2\"/></w:pPr><w:r><w:t>ביטולים</w:t></w:r></w:p>"
            + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>יממה</w:t></w:r></w:p></w:tc>"
            + "<w:tc><w:p><w:r><w:t>80 ₪</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

    assertThat(
            Passages.of(
                Documents.read("מחירון.DOCX", zip("word/document.xml", WORD.formatted(body)))))
        .containsExactly(
            new Passage("מחירון", "ביקור 250 ₪"), new Passage("מחירון › ביטולים", "יממה 80 ₪"));
  }

  @Test
  void a_pdf_is_read_in_hebrew_order() throws Exception {
    String text = Documents.read("price-list.pdf", priceList());

    assertThat(text).contains("ביקור ראשון עולה 250", "הלבנת שיניים עולה 1,200", "ביטול תור פחות");
  }

  @Test
  void what_cannot_be_read_is_named_with_its_reason() throws Exception {
    assertReason("photo.png", new byte[9], Reason.UNKNOWN_KIND);
    assertReason("a.txt", new byte[] {(byte) 0xC3, 0x28}, Reason.DAMAGED);
    assertReason("a.txt", " \n ".getBytes(StandardCharsets.UTF_8), Reason.NO_WORDS);
    assertReason("a.txt", new byte[Documents.LARGEST_FILE + 1], Reason.TOO_LARGE);
    assertReason(
        "a.md",
        "אב ".repeat(Documents.MOST_CHARACTERS).getBytes(StandardCharsets.UTF_8),
        Reason.TOO_LARGE);
    assertReason("a.docx", "no zip".getBytes(StandardCharsets.UTF_8), Reason.DAMAGED);
    assertReason("a.docx", zip("other.xml", "<x/>"), Reason.DAMAGED);
    assertReason("a.docx", zip("word/document.xml", "<w:p>"), Reason.DAMAGED);
    assertReason(
        "a.docx",
        zip(
            "word/document.xml",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + WORD.formatted("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")),
        Reason.DAMAGED);
    assertReason("a.pdf", "%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8), Reason.DAMAGED);
    // Its letters are there, and nothing says which they are.
    assertReason("half.pdf", Arrays.copyOf(priceList(), 6000), Reason.NO_WORDS);
  }

  @Test
  void an_encrypted_pdf_is_locked_though_its_password_is_empty() throws Exception {
    var locked = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(priceList())) {
      document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
      document.save(locked);
    }

    assertReason("a.pdf", locked.toByteArray(), Reason.LOCKED);
  }

  @Test
  void what_is_small_and_becomes_too_large_is_not_unpacked() throws Exception {
    var docx = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(docx)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("word/media/before-the-text.bmp"));
      writeNothing(zip, 201);
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(
          WORD.formatted("<w:p><w:r><w:t>מחיר</w:t></w:r></w:p>").getBytes(StandardCharsets.UTF_8));
    }
    assertReason("a.docx", docx.toByteArray(), Reason.DAMAGED);
    assertReason(
        "deep.docx",
        zip("word/document.xml", WORD.formatted("<x>".repeat(2000) + "</x>".repeat(2000))),
        Reason.DAMAGED);

    var pdf = new ByteArrayOutputStream();
    pdf.writeBytes(
        "%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    try (var packed = new DeflaterOutputStream(pdf, new Deflater(Deflater.BEST_SPEED), 64 * 1024)) {
      writeNothing(packed, 65);
    }
    assertReason("a.pdf", pdf.toByteArray(), Reason.TOO_LARGE);
  }

  @Test
  void a_hostile_pdf_harms_the_process_that_reads_it_alone() throws Exception {
    assertReason(() -> new PdfText(32, Duration.ofSeconds(60)).read(manyLetters()))
        .isEqualTo(Reason.TOO_LARGE);
    assertReason(() -> new PdfText(256, Duration.ofMillis(1)).read(priceList()))
        .isEqualTo(Reason.TOO_SLOW);
  }

  /// Some kilobytes that are unpacked to a page of four million letters, each with a place of its
  /// own.
  private static byte[] manyLetters() throws IOException {
    String letters = "BT /F1 9 Tf " + "(aaaaaaaaaa)Tj ".repeat(400_000) + "ET";
    var file = new ByteArrayOutputStream();
    try (var document = new PDDocument()) {
      var page = new PDPage();
      var resources = new PDResources();
      resources.put(COSName.getPDFName("F1"), new PDType1Font(FontName.HELVETICA));
      page.setResources(resources);
      page.setContents(
          new PDStream(
              document,
              new ByteArrayInputStream(letters.getBytes(StandardCharsets.US_ASCII)),
              COSName.FLATE_DECODE));
      document.addPage(page);
      document.save(file);
    }
    assertThat(file.size()).isLessThan(20_000);
    return file.toByteArray();
  }

  private static AbstractObjectAssert<?, Reason> assertReason(ThrowingCallable read) {
    return assertThat(catchThrowableOfType(UnreadableDocument.class, read).reason());
  }

  private static void writeNothing(OutputStream to, int megabytes) throws IOException {
    var nothing = new byte[1024 * 1024];
    for (int i = 0; i < megabytes; i++) {
      to.write(nothing);
    }
  }

  private static void assertReason(String name, byte[] file, Reason reason) {
    assertThatThrownBy(() -> Documents.read(name, file))
        .isInstanceOfSatisfying(
            UnreadableDocument.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] priceList() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            DocumentsTest.class.getResourceAsStream("/knowledge/price-list.pdf"))) {
      return file.readAllBytes();
    }
  }

  private static byte[] zip(String name, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
