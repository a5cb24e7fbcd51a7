package app.kolan.server.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SavedFormTest {
  private static final Pattern HIDING = Pattern.compile("name=\"([^\"]+)\" type=\"password\"");

  private static SavedForm of(Map<String, List<String>> fields, Map<String, byte[]> files) {
    return SavedForm.of("/path", new Form(fields, files, Map.of()));
  }

  @Test
  void what_hides_its_letters_on_a_page_is_not_kept() throws IOException {
    var names = new ArrayList<String>();
    try (var templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        Matcher found = HIDING.matcher(Files.readString(template));
        while (found.find()) {
          names.add(found.group(1).equals("${secret}") ? "secret-1" : found.group(1));
        }
      }
    }
    assertThat(names).contains("new-key", "secret-1", "password").allMatch(this::isLeftOut);
  }

  private boolean isLeftOut(String name) {
    var csrf = List.of(CsrfToken.of("session", 7));
    return of(Map.of(CsrfToken.FIELD, csrf, name, List.of("x")), Map.of()).isEmpty()
        && !of(Map.of(CsrfToken.FIELD, csrf, name, List.of("")), Map.of()).isEmpty();
  }

  @Test
  void a_form_with_a_file_or_of_no_session_is_not_kept() {
    var name = List.of("Dana");
    var csrf = List.of(CsrfToken.of("session", 7));
    Map<String, List<String>> fields = Map.of(CsrfToken.FIELD, csrf, "name", name);
    assertThat(of(fields, Map.of("file", new byte[0])).fields()).containsOnlyKeys("name");
    assertThat(of(fields, Map.of("file", new byte[1])).isEmpty()).isTrue();
    assertThat(of(Map.of("name", name), Map.of()).isEmpty()).isTrue();
  }
}
