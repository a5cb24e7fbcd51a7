package app.kolan.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.outbound.RegistryFile.InvalidRegistry;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RegistryFileTest {
  @Test
  void numbers_stand_alone_or_in_a_column_as_they_are_dialled_or_abroad() {
    RegistryFile file =
        read(
            "\uFEFFמספר;תאריך\r\n050-111 2233;2026-01-02\r\n\r\n+972501112244\n\"0501112233\",x\n");

    assertThat(file.numbers())
        .containsExactly(new PhoneNumber("+972501112233"), new PhoneNumber("+972501112244"));
    assertThat(file.repeated()).isEqualTo(1);
    assertThat(file.unreadable()).isEmpty();
    assertThat(file.toString()).doesNotContain("1112233");
  }

  @Test
  void a_date_is_no_number_and_of_several_numbers_in_a_line_all_count() {
    RegistryFile file =
        read("30/11/2026,050-1112233,03-1112233\n2026-11-30 10:15,0501112233,0541112233\n");

    assertThat(file.numbers())
        .containsExactly(
            new PhoneNumber("+972501112233"),
            new PhoneNumber("+97231112233"),
            new PhoneNumber("+972541112233"));
    assertThat(read("0501112233\n30.11.2026\n").unreadable()).containsExactly(2);
  }

  @Test
  void lines_without_a_number_are_named_and_a_heading_is_none() {
    assertThat(read("phone\n0501112233\n05011\nabc\n").unreadable()).containsExactly(3, 4);
    assertThat(read("05011\n0501112233").unreadable()).containsExactly(1);
  }

  @Test
  void an_old_encoding_of_hebrew_does_no_harm() {
    byte[] file = "טלפון\n0501112233\n".getBytes(Charset.forName("windows-1255"));

    assertThat(RegistryFile.read(file, "IL").numbers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "phone\n",
        "no numbers here\nat all",
        "PK\u0003\u0004\u0000\u0000 0501112233",
        "PK\0"
      })
  void what_is_no_registry_is_refused_with_a_remedy(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidRegistry.class)
        .hasMessageMatching(".*(give one in each line|save it as CSV).*");
  }

  private static RegistryFile read(String text) {
    return RegistryFile.read(text.getBytes(StandardCharsets.UTF_8), "IL");
  }
}
