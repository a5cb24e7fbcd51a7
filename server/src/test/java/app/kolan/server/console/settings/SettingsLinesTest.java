package app.kolan.server.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BusinessReader;
import app.kolan.server.console.text.Language;
import app.kolan.server.console.text.Texts;
import app.kolan.server.settings.Setting;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SettingsLinesTest {
  private static final Texts HEBREW = Texts.in(Language.HEBREW);

  private static List<String> labels(ObjectNode document) {
    return SettingsLines.of(document, HEBREW).values().stream()
        .map(SettingsLines.Line::label)
        .toList();
  }

  @Test
  void every_setting_of_a_business_has_a_label_in_words() {
    Stream.concat(
            BusinessReader.SETTINGS.stream().map(Setting::yaml), BusinessReader.SECTIONS.stream())
        .map(key -> key.substring("business.".length()))
        .forEach(
            key -> {
              ObjectNode plain = JsonNodeFactory.instance.objectNode().put(key, "x");
              ObjectNode deep = JsonNodeFactory.instance.objectNode();
              deep.putObject(key).putObject("some").put("thing", "x");
              assertThat(Stream.of(plain, deep).flatMap(each -> labels(each).stream()))
                  .as(key)
                  .allMatch(label -> label.matches("(?s).*[א-ת].*"));
            });
  }

  @Test
  void what_has_no_words_of_its_own_stands_behind_those_of_what_it_belongs_to() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putObject("booking").putObject("services").putObject("cut").put("minutes", 30);

    Map<String, SettingsLines.Line> lines = SettingsLines.of(document, HEBREW);

    assertThat(lines)
        .containsEntry(
            "booking.services.cut.minutes",
            new SettingsLines.Line("\u2068שירותים\u2069: \u2068cut.minutes\u2069", "30"));
  }
}
