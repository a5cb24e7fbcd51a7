package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Language;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the doctor tells to change in a proxy is Hebrew in the console, but for configuration.
@Tag("unit")
class HebrewDirectivesTest {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern PROSE =
      Pattern.compile(
          "\\b(?:the|and|or|of|is|are|it|that|which|by|with|to|for|not|no|from|remove|see|let|take"
              + "|leave|raise|use|name|its|without)\\b");

  @Test
  void every_directive_of_every_proxy_has_hebrew_words() {
    var english = new ArrayList<String>();
    for (Directive directive : Directive.values()) {
      for (ProxyKind proxy : ProxyKind.values()) {
        String text = directive.in(proxy);
        ProblemWords.Line line = ProblemWords.ofDoctor(text, Language.HEBREW);
        if (line.english()
            || PROSE.matcher(CODE.matcher(line.text()).replaceAll("")).find()
            || isProse(line.text())) {
          english.add(text + " → " + line.text());
        }
      }
    }
    assertThat(english).isEmpty();
  }

  /// Whether what stands as code is a sentence.
  private static boolean isProse(String words) {
    var code = CODE.matcher(words);
    while (code.find()) {
      if (code.group(1)
          .matches(
              "(?:remove|see|let|take|leave|raise|use|name|allow|keep|start|switch|add|ask|do) [a-z`].*|.* (?:and|the|that|which|or) .*")) {
        return true;
      }
    }
    return false;
  }
}
