package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.ToolOutcome;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A question goes from a call to the console and its answer to the next call; and the API.
@Tag("socket")
class KnowledgeTest extends ConsolePagesFixture {
  private static final String HERE = "/businesses/clinic";
  private static final CallSid CALL = new CallSid(ApiByHand.CALL);

  @Test
  void what_a_caller_asks_in_vain_is_answered_for_the_next_one() throws Exception {
    api.comesIn(ApiByHand.CALL, "+97231111111");
    try (ToolBox tools = tools()) {
      ToolResult unknown = lookUp(tools, "יש אצלכם חניה לנכים?");
      assertThat(unknown.outcome()).isEqualTo(ToolOutcome.DONE);
      assertThat(unknown.text()).startsWith("Nothing is written about it");

      Shown page = console.get("/b/clinic/knowledge");
      assertThat(page.html().text()).contains("יש אצלכם חניה לנכים?", "בשיחה אחת");
      Shown answered =
          console.submitAndFollow(
              page,
              "form[action*=questions]",
              Map.of("do", "answer", "text", "כן, שני מקומות מול הכניסה."));
      assertThat(answered.status()).isEqualTo(200);
      assertThat(answered.html().select("form[action*=questions]")).isEmpty();

      ToolResult known = lookUp(tools, "איפה חונים נכים אצלכם?");
      assertThat(known.text())
          .contains("<data from=\"knowledge ", "כן, שני מקומות מול הכניסה.", "\n</data>");
      lookUp(tools, "איפה חונים נכים אצלכם?", "true");
      assertThat(console.get("/b/clinic/knowledge").html().text()).contains("איפה חונים נכים");
      assertThat(console.get("/b/garage/knowledge").status()).isEqualTo(404);
    }
    Shown call = console.get("/b/clinic/calls/" + ApiByHand.CALL);
    assertThat(call.html().select("a[href*=/knowledge/]").text()).contains("יש אצלכם חניה לנכים?");
    Shown source =
        console.get(
            call.html().select("a[href*=/knowledge/]").attr("href").replace("/console", ""));
    assertThat(source.html().select("textarea").val()).isEqualTo("כן, שני מקומות מול הכניסה.");
    console.submitAndFollow(source, "details.confirm form", Map.of("do", "remove"));
    Shown removed = console.get("/b/clinic/knowledge");
    assertThat(removed.html().select("a.row-link")).isEmpty();

    Shown uploaded =
        console.upload(
            "/b/clinic/knowledge",
            Map.of("do", "file", "csrf", removed.html().select("input[name=csrf]").val()),
            "file",
            "מחירים 2026.md",
            "# מחירים\nביקור עולה 250".getBytes(StandardCharsets.UTF_8));
    assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(303);
    assertThat(console.get("/b/clinic/knowledge?q=%D7%9E%D7%97%D7%99%D7%A8").html().text())
        .contains("מחירים 2026.md", "ביקור עולה 250");
  }

  private ToolBox tools() {
    return BusinessTools.open(context().business(), api.server.stores(), InstantSource.system());
  }

  private CallContext context() {
    return new CallContext(
        CALL,
        new PhoneNumber("+972501234567"),
        TwilioByHand.ACCOUNT,
        BusinessSettings.of(new Business(clinic, "clinic", null, AnswerMode.CONVERSE)),
        false);
  }

  private ToolResult lookUp(ToolBox tools, String question) throws InterruptedException {
    return lookUp(tools, question, "false");
  }

  private ToolResult lookUp(ToolBox tools, String question, String unanswered)
      throws InterruptedException {
    return tools.use(
        context(),
        new ToolCall(
            "use-" + question + unanswered,
            "look_up",
            "{\"question\":\"%s\",\"unanswered\":%s}".formatted(question, unanswered)));
  }

  @Test
  void the_api_keeps_finds_changes_and_removes_what_is_known() throws Exception {
    JsonNode added =
        api.post(
            201,
            HERE + "/knowledge",
            "{\"kind\":\"PAGE\",\"title\":\"הגעה\",\"text\":\"# חניה\\nיש חניון בבניין.\"}");
    JsonNode file =
        ApiByHand.JSON.readTree(
            api.send(
                    "POST",
                    HERE + "/knowledge-files?file=prices.md",
                    "text/markdown",
                    "# Prices\nA visit costs 250.",
                    Map.of())
                .body());
    assertThat(file.path("kind").asText()).isEqualTo("FILE");
    assertThat(
            api.send(
                    "POST",
                    HERE + "/knowledge-files?file=a.pdf",
                    "application/pdf",
                    "no pdf",
                    Map.of())
                .statusCode())
        .isEqualTo(422);
    String path = HERE + "/knowledge/" + added.path("id").asLong();

    assertThat(api.get(HERE + "/knowledge?limit=1").path("items").path(0).path("title").asText())
        .isEqualTo("prices.md");
    assertThat(api.get(path).path("passages").path(0).path("text").asText())
        .isEqualTo("יש חניון בבניין.");
    JsonNode hits = api.get(HERE + "/knowledge-search?q=visit%20costs").path("items");
    assertThat(hits.path(0).path("title").asText()).isEqualTo("prices.md");
    assertThat(api.status("PUT", path, "{\"title\":\"חניה\",\"text\":\"אין חניה.\"}"))
        .isEqualTo(200);
    assertThat(
            api.status(
                "PUT",
                HERE + "/knowledge/" + file.path("id").asLong(),
                "{\"title\":\"x\",\"text\":\"y\"}"))
        .isEqualTo(409);
    assertThat(api.status("GET", "/businesses/garage/knowledge/" + added.path("id"), null))
        .isEqualTo(404);
    assertThat(api.status("DELETE", path, null)).isEqualTo(204);
    assertThat(api.status("DELETE", path, null)).isEqualTo(404);

    api.server.stores().knowledge().addQuestion(clinic, CALL, "יש מעלית?", "מעל", Instant.EPOCH);
    JsonNode question = api.get(HERE + "/questions").path("items").path(0);
    assertThat(question.path("question").asText()).isEqualTo("יש מעלית?");
    String answer = "/questions/" + question.path("id").asLong() + "/answer";
    assertThat(api.status("POST", "/businesses/garage" + answer, "{\"answer\":\"כן\"}"))
        .isEqualTo(404);
    ApiByHand writer = api.withKey(clinic, Set.of(Permission.KNOWLEDGE_WRITE));
    assertThat(writer.post(403, HERE + answer, "{\"answer\":\"כן\"}").toString())
        .contains("transcripts:read")
        .doesNotContain("מעלית");
    assertThat(api.post(201, HERE + answer, "{\"answer\":\"כן\"}").path("title").asText())
        .isEqualTo("יש מעלית?");
    assertThat(api.get(HERE + "/questions").path("items")).isEmpty();
    assertThat(api.status("DELETE", HERE + "/questions/" + question.path("id"), null))
        .isEqualTo(404);
  }
}
