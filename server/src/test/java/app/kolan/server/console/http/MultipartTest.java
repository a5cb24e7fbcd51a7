package app.kolan.server.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MultipartTest {
  private static final String TYPE = "multipart/form-data; boundary=X";

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] whole() {
    return bytes(
        """
        --X
        Content-Disposition: form-data; name="csrf"

        שלום
        --X
        Content-Disposition: form-data; name="file"; filename="a.wav"
        Content-Type: audio/wav

        \0--X not the end

        --X--
        """);
  }

  @Test
  void fields_and_files_are_read() {
    Form form = Multipart.read(TYPE, whole());

    assertThat(form.text("csrf")).isEqualTo("שלום");
    assertThat(form.file("file")).isEqualTo(bytes("\0--X not the end\n"));
    assertThat(form.has("file")).isFalse();
    assertThat(form.file("other")).isEmpty();
    assertThat(Multipart.read("multipart/form-data; boundary=\"X\"", bytes("--X--")).fields())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "--X",
        "--X\n",
        "--Y--",
        "--X\nContent-Disposition: form-data\n\na\n--X--",
        "--X\nContent-Disposition: form-data; name=\"a\"\na\n--X--",
        "--X\nContent-Disposition: form-data; name=\"a\"\n\na"
      })
  void what_is_no_such_form_is_refused(String body) {
    assertThatExceptionOfType(PageProblem.class)
        .isThrownBy(() -> Multipart.read(TYPE, bytes(body)));
    assertThatExceptionOfType(PageProblem.class)
        .isThrownBy(() -> Multipart.read("multipart/form-data", bytes(body)));
  }

  @Test
  void any_bytes_give_a_form_or_a_problem() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = whole();
      for (int change = 0; change < 1 + i % 4; change++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Multipart.read(TYPE, body).toString()).isNotNull();
      } catch (PageProblem problem) {
        assertThat(problem.kind()).isEqualTo(PageProblem.Kind.MALFORMED);
      }
    }
  }
}
