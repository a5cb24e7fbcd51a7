package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.LanguageModels;
import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderEntry;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.stt.SpeechToTexts;
import app.kolan.server.tts.TextToSpeeches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page of providers, compared with their catalogues. With `-Dkolan.docs.write=true` its table
/// is written anew.
@Tag("unit")
class ProvidersPageTest {
  private static final Path PAGE = DocumentationTest.ROOT.resolve("docs/providers.md");
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- providers -->\n).*?(?=<!-- end of providers -->)", Pattern.DOTALL);

  @Test
  void the_table_is_that_of_the_catalogues() throws IOException {
    String page = Files.readString(PAGE);
    String written = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table()));
    if (Boolean.getBoolean("kolan.docs.write")) {
      Files.writeString(PAGE, written);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dkolan.docs.write=true")
        .isEqualTo(written);
  }

  private static String table() {
    var table = new StringBuilder();
    part(table, "Realtime models (`KOLAN_MIND`)", RealtimeModels.CATALOGUE);
    part(table, "Language models (`KOLAN_MIND`)", LanguageModels.catalogue());
    part(table, "Speech-to-text (`KOLAN_RECOGNISER`)", SpeechToTexts.catalogue());
    part(table, "Text-to-speech (`KOLAN_VOICE`)", TextToSpeeches.catalogue());
    return table.toString();
  }

  private static void part(StringBuilder table, String title, ProviderCatalogue catalogue) {
    table
        .append("### ")
        .append(title)
        .append(
            """


            | provider | key | base URL, and the variable that changes it | model | voice | |
            | --- | --- | --- | --- | --- | --- |
            """);
    catalogue.entries().forEach(entry -> table.append(row(entry)));
    table.append('\n');
  }

  private static String row(ProviderEntry entry) {
    String variable =
        "KOLAN_" + entry.provider().toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    String url = entry.url().isEmpty() ? "" : "`" + entry.url() + "` ";
    boolean local = entry.keyVariable().isEmpty();
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            entry.provider(),
            code(entry.keyVariable()),
            local ? "" : url + "`" + variable + "`",
            code(entry.model()),
            code(entry.voice()),
            entry.about());
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
