package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.identity.Role;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.telephony.testcall.TestCall;
import app.kolan.server.telephony.testcall.TestCalls;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trying settings out from the console, over real sockets, by somebody who does the browser's part
/// by hand.
@Tag("socket")
class ConsoleTestCallTest {
  private static final String KEY = "stand-in-key";
  private static final String TRY = "/b/clinic/try";

  @TempDir private Path data;
  private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor();
  private ApiByHand api;
  private ConsoleByHand console;
  private long clinic;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    clinic = api.business("clinic", "+97231111111");
    console = new ConsoleByHand(api.server);
    console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.signIn("owner@example.com");
  }

  @AfterEach
  void stop() {
    line.shutdownNow();
    console.close();
    api.close();
  }

  private void draft(String document) throws Exception {
    var _ = api.server.directories().administration().draft(clinic, document, "", Author.COMMAND);
  }

  /// Begins a call as the page's script does.
  private JsonNode begin() throws Exception {
    Shown page = console.get(TRY);
    Shown begun = console.submit(page, "#try-begin", Map.of("which", "DRAFT"));
    assertThat(begun.status()).as(begun.text()).isEqualTo(200);
    return ApiByHand.JSON.readTree(begun.text());
  }

  private StreamByHand open(JsonNode call, String origin) throws Exception {
    var headers = new HashMap<String, String>();
    headers.put("Origin", origin);
    headers.put(
        "Cookie",
        console.cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
    var uri = URI.create("ws://127.0.0.1:" + api.server.port() + call.path("socket").asText());
    var stream = new StreamByHand(uri, headers, call.path("call").asText());
    stream.connectBlocking(10, TimeUnit.SECONDS);
    return stream;
  }

  private String own() {
    return "http://127.0.0.1:" + api.server.port();
  }

  /// The next event of a kind.
  private static JsonNode await(BufferedReader lines, String kind) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        JsonNode event = ApiByHand.JSON.readTree(line.substring("data: ".length()));
        if (event.path("kind").asText().equals(kind)) {
          return event;
        }
      }
    }
    throw new AssertionError("no " + kind + " came");
  }

  @Test
  void a_draft_is_talked_with_as_on_the_telephone_and_nothing_stays() throws Exception {
    draft("greeting: כך זה יהיה בקרוב\n");
    JsonNode call = begin();
    assertThat(call.path("words").asText()).isEqualTo("כך זה יהיה בקרוב");
    // Twilio's voice would read it out.
    assertThat(call.path("greeting").isNull()).isTrue();

    assertThat(open(call, "https://evil.example.com").isOpen()).isFalse();
    try (BufferedReader events =
        console.lines(call.path("events").asText().replaceFirst("^/console", ""))) {
      StreamByHand stream = open(call, own());
      assertThat(stream.isOpen()).isTrue();
      assertThat(open(call, own()).isOpen()).as("a second socket").isFalse();
      stream.losesMarks();
      stream.start(call.path("ticket").asText(), call.path("account").asText(), clinic);
      stream.staysOn(line);
      stream.awaitEvent("media");
      stream.awaitEvent("mark");
      // The question is interrupted, in the frame that decides it.
      line.submit(() -> stream.speak(CallerClips.shipped().audio("reason_appointment"))).get();
      stream.awaitEvent("clear");
      JsonNode question = await(events, "turn");
      assertThat(question.path("caller").asBoolean()).isFalse();
      assertThat(PromptLibrary.shipped().text(Prompt.ASK_REASON))
          .startsWith(question.path("words").asText().replace("…", "").strip());
      stream.press('5');
      stream.stop();
      assertThat(await(events, "over").path("outcome").asText()).isEqualTo("ניתוק באמצע");
      stream.awaitClose();
    }

    assertThat(api.server.stores().calls().latest(10)).isEmpty();
    assertThat(api.server.liveCalls()).isZero();
    assertThat(api.get("/businesses/clinic/calls").path("items")).isEmpty();
    assertThat(console.get("/b/clinic/live").html().select("#live .live-call")).isEmpty();
    assertThat(api.server.stores().leads().find(new CallSid(call.path("call").asText()))).isEmpty();

    console.user("other@example.com", false, Map.of(clinic, Role.OWNER));
    console.signIn("other@example.com");
    assertThat(console.get(call.path("events").asText().replaceFirst("^/console", "")).status())
        .as("somebody else's test call")
        .isEqualTo(404);
  }

  @Test
  void it_is_talked_with_in_writing_and_no_lead_comes_of_it() throws Exception {
    assertThat(console.get(TRY).html().select("#written").text()).contains("אין מודל שפה");
    try (var model = new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("כן."))) {
      model.answerWith(
          (_, turns, _) ->
              turns.getLast() instanceof ChatTurn.Outcome
                  ? ModelReply.words("רשמתי, תודה.")
                  : ModelReply.use("take_message", "{\"subject\":\"תור\",\"name\":\"דנה\"}"));
      model.start();
      draft(
          """
          mind: openai/a-model
          providers:
            openai: { key: "%s", url: "%s/v1" }
          """
              .formatted(KEY, model.url()));

      Shown page = console.get(TRY);
      Shown answered =
          console.submitAndFollow(page, "#written form", Map.of("sentence", "אפשר תור למחר?"));

      assertThat(answered.html().select("#written .words").eachText())
          .hasSize(4)
          .endsWith("אפשר תור למחר?", "רשמתי, תודה.");
      assertThat(answered.html().select("#written").text()).contains("לקיחת הודעה");
      assertThat(answered.html().select("#written input[name=which]")).isEmpty();
      assertThat(api.server.stores().calls().latest(10)).isEmpty();
      assertThat(console.get("/b/clinic/leads").html().text()).doesNotContain("דנה");

      Shown again = console.submitAndFollow(answered, "#written form[action$=end]", Map.of());
      assertThat(again.html().select("#written .words")).isEmpty();
    }
  }

  @Test
  void without_a_draft_what_is_live_is_tried_and_no_foreign_form_begins_a_call() throws Exception {
    Shown page = console.get(TRY);
    assertThat(page.html().select("input[name=which]").eachAttr("value")).containsOnly("LIVE");
    assertThat(page.header("content-security-policy")).contains("'strict-dynamic'");
    assertThat(console.get("/b/clinic/calls").header("content-security-policy"))
        .doesNotContain("strict-dynamic");
    assertThat(console.submit(page, "#try-begin", Map.of("which", "DRAFT")).status())
        .isEqualTo(409);
    assertThat(console.submit(page, "#try-begin", Map.of("csrf", "x")).status()).isEqualTo(403);
  }

  @Test
  void test_calls_are_few_and_one_for_each_person() {
    Vertx vertx = Vertx.vertx();
    var parts =
        new TestCallServices(
            ReplyTiming.USUAL,
            PromptLibraries.of(PromptLibrary.shipped()),
            InputAudioConfig.USUAL,
            null,
            business -> new Knowledge(business.id(), api.server.stores().knowledge()),
            InstantSource.system());
    var settings = BusinessSettings.of(new Business(7, "clinic", null, AnswerMode.CONVERSE));
    try (var calls = new TestCalls(parts, vertx, InstantSource.system())) {
      TestCall first = calls.begin(1, settings).orElseThrow();
      TestCall second = calls.begin(1, settings).orElseThrow();
      assertThat(calls.of(1, 7)).contains(second).isNotEqualTo(first);
      assertThat(calls.of(1, 8)).isEmpty();
      for (long user = 2; user <= 6; user++) {
        assertThat(calls.begin(user, settings)).isPresent();
      }
      assertThat(calls.begin(7, settings)).isEmpty();
      calls.endOf(2);
      assertThat(calls.begin(7, settings)).isPresent();
    } finally {
      vertx.close().await();
    }
  }
}
