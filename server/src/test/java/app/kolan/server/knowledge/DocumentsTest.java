package app.kolan.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import app.kolan.server.store.KnowledgeSource.Passage;
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
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
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

  /// Each would take all memory, or the processor for good, of whoever reads it.
  @Test
  void a_hostile_pdf_harms_the_process_that_reads_it_alone() throws Exception {
    var tight = new PdfText(48, Duration.ofSeconds(60));
    assertReason(() -> tight.read(pageOf("/Filter[/FlateDecode/FlateDecode]", twicePacked())))
        .isEqualTo(Reason.TOO_LARGE);
    assertReason(() -> Documents.read("deep.pdf", pdf("3 0 obj" + "[".repeat(500_000))))
        .isIn(Reason.DAMAGED, Reason.NO_WORDS);
    var hasty = new PdfText(48, Duration.ofSeconds(4));
    assertReason(() -> hasty.read(formsInForms())).isEqualTo(Reason.TOO_SLOW);
  }

  /// Some kilobytes that become 200 MB of drawing.
  private static byte[] twicePacked() throws IOException {
    var once = new ByteArrayOutputStream();
    try (var packed = new DeflaterOutputStream(once, new Deflater(Deflater.BEST_COMPRESSION))) {
      writeNothing(packed, 200);
    }
    var twice = new ByteArrayOutputStream();
    try (var packed = new DeflaterOutputStream(twice)) {
      packed.write(once.toByteArray());
    }
    return twice.toByteArray();
  }

  /// Twenty forms, of which each draws the next thirty times.
  private static byte[] formsInForms() {
    var objects = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String draw = i == 19 ? "" : "/F Do ".repeat(30);
      objects.append(
          "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
                  .formatted(10 + i, 11 + i)
              + "/Length %d>>stream\n%s\nendstream endobj\n".formatted(draw.length(), draw));
    }
    return pdf(
        objects
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
            + "/Resources<</XObject<</F 10 0 R>>>>>>endobj\n"
            + "4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n");
  }

  private static byte[] pageOf(String filter, byte[] content) {
    var file = new ByteArrayOutputStream();
    file.writeBytes(
        pdf(
            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
                + "4 0 obj<</Length %d%s>>stream\n".formatted(content.length, filter)));
    file.writeBytes(content);
    file.writeBytes("\nendstream endobj\n".getBytes(StandardCharsets.ISO_8859_1));
    return file.toByteArray();
  }

  /// Without a table of where its objects are: readers look for them.
  private static byte[] pdf(String objects) {
    return ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "trailer<</Root 1 0 R>>\n"
            + objects)
        .getBytes(StandardCharsets.ISO_8859_1);
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
