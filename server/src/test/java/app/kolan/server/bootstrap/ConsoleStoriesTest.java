package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.settings.SettingsSource;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stories of callers, played against a draft before it is published, over real sockets.
@Tag("socket")
class ConsoleStoriesTest extends ConsolePagesFixture {
  private static final String KEY = "stand-in-key";
  private static final String SETTINGS = "/b/clinic/receptionist";
  private static final String PUBLISH = "form[action$=/publish]";

  /// Says what its instructions say a treatment costs, and writes messages down.
  private final OpenAiChatStub model =
      new OpenAiChatStub(
          KEY,
          (instructions, talk, _) -> {
            String last = talk.getLast().toString();
            if (last.contains("דנה") && !last.contains("tool")) {
              return ModelReply.use("take_message", "{\"name\":\"דנה\",\"subject\":\"תור\"}");
            }
            return ModelReply.words(
                instructions.contains("300") ? "טיפול עולה 300 שקל." : "אין לי מושג.");
          });

  @Override
  ApiByHand open() throws Exception {
    model.start();
    Map<String, String> environment =
        Map.of(
            "KOLAN_MIND", "openai/a-model",
            "KOLAN_RECOGNISER", "deepgram",
            "KOLAN_VOICE", "azure",
            "OPENAI_API_KEY", KEY,
            "DEEPGRAM_API_KEY", KEY,
            "AZURE_SPEECH_KEY", KEY,
            "KOLAN_OPENAI_URL", model.url() + "/v1",
            "KOLAN_DEEPGRAM_URL", "ws://127.0.0.1:9",
            "KOLAN_AZURE_URL", "http://127.0.0.1:9");
    SettingsSource source =
        SettingsSource.of(
            environment,
            JsonNodeFactory.instance.objectNode(),
            List.of(ProviderSelectionReader.GROUP, DirectorySettings.GROUP));
    return ApiByHand.start(
        ApiByHand.config(data)
            .with(DirectorySettings.GROUP, DirectorySettings.GROUP.read(source))
            .build());
  }

  @AfterEach
  @Override
  void stop() throws Exception {
    super.stop();
    model.close();
  }

  private Shown part(String name) throws Exception {
    return console.get(SETTINGS + "/edit/" + name);
  }

  private Shown save(String part, Map<String, String> fields) throws Exception {
    return console.submitAndFollow(part(part), "form.settings", fields);
  }

  private String state(int version) throws Exception {
    return api.get("/businesses/clinic/settings/versions/" + version).path("state").asText();
  }

  @Test
  void a_draft_whose_stories_fail_is_held_until_it_is_mended_or_somebody_says_so()
      throws Exception {
    Shown wrong =
        console.submit(part("stories"), "form.settings", Map.of("caller-1", "כמה עולה טיפול?"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html().select("#answer-1-problem").text())
        .contains("צריך לכתוב מה צריך לקרות בשיחה");
    save(
        "stories",
        Map.of(
            "caller-0",
            "כמה עולה טיפול?",
            "answer-0",
            "300 | שלוש מאות",
            "never-0",
            "500",
            "caller-1",
            "אפשר להשאיר הודעה?\nכאן דנה",
            "outcome-1",
            "lead"));
    Shown changes = console.get(SETTINGS + "/changes");
    assertThat(changes.html().select(".changes ins").text()).contains("שלוש מאות", "נרשמה פנייה");

    Shown held = console.submit(changes, PUBLISH, Map.of());

    assertThat(held.status()).isEqualTo(422);
    assertThat(held.html().select("#stories [role=alert]").text()).contains("שיחה אחת");
    assertThat(held.html().select("#stories details[open]").text())
        .contains("לא נאמר: 300", "אין לי מושג");
    assertThat(state(2)).isEqualTo("DRAFT");
    assertThat(api.get("/businesses/clinic/leads").path("leads")).isEmpty();

    save("answers", Map.of("instructions", "טיפול עולה 300 שקל"));
    Shown repaired = console.get(SETTINGS + "/changes");
    Shown passed = console.submit(repaired, "form[action$=/receptionist/stories]", Map.of());
    assertThat(passed.html().select("#stories [role=status]")).hasSize(1);
    console.submitAndFollow(passed, PUBLISH, Map.of());
    assertThat(state(3)).isEqualTo("PUBLISHED");

    save("answers", Map.of("instructions", "לא לדבר על מחירים"));
    Shown again = console.submit(console.get(SETTINGS + "/changes"), PUBLISH, Map.of());
    assertThat(again.html().select("input[name=anyway]")).hasSize(1);
    console.submitAndFollow(again, PUBLISH, Map.of("anyway", "1"));
    assertThat(state(4)).isEqualTo("PUBLISHED");
    assertThat(api.get("/audit?action=settings.publish").findValuesAsText("stories"))
        .containsExactly("failed");

    model.close();
    save("answers", Map.of("instructions", "לענות בקצרה"));
    Shown silent = console.submit(console.get(SETTINGS + "/changes"), PUBLISH, Map.of());
    assertThat(silent.html().select("#stories details").text()).contains("מודל השפה לא ענה");
  }
}
