package app.kolan.server.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CsvTableTest {
  private static final String TABLE = "שם,מספרים\nדנה כהן,050-1234567\n";

  @Test
  void hebrew_is_read_as_excel_saves_it_in_utf_8_and_otherwise() {
    assertThat(CsvTable.text(TABLE.getBytes(StandardCharsets.UTF_8))).isEqualTo(TABLE);
    assertThat(CsvTable.text(TABLE.getBytes(Charset.forName("windows-1255")))).isEqualTo(TABLE);
  }

  @Test
  void what_is_no_text_is_read_somehow() {
    assertThat(CsvTable.text(new byte[] {(byte) 0xff, (byte) 0xff})).isNotEmpty();
  }
}
