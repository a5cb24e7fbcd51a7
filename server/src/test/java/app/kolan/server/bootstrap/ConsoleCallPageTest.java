package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolOutcome;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A call in the console with all that can have happened in one, and how it is found, over real
/// sockets.
@Tag("socket")
class ConsoleCallPageTest extends ConsolePagesFixture {
  private static final Pattern STYLED = Pattern.compile("url\\(\"([^\":]+)\"\\)");
  private static final Pattern IMPORT = Pattern.compile("from *\"(/console/assets/[^\"]+)\"");
  private final Instant at = Instant.now().minusSeconds(3600);

  private CallSid call(int number, String caller, CallOutcome outcome) {
    var sid = new CallSid("CA%032d".formatted(number));
    stores
        .calls()
        .addArrival(
            sid,
            TwilioByHand.ACCOUNT,
            clinic,
            1,
            new PhoneNumber(caller),
            CLINIC,
            "t" + number,
            at);
    var stream = new StreamSid("MZ%032d".formatted(number));
    var _ = stores.calls().spendTicket(sid, "t" + number, stream, at.plusSeconds(2));
    boolean _ = stores.calls().settle(sid, outcome, null, at.plusSeconds(30));
    return sid;
  }

  private int say(CallSid call, Speaker speaker, int second, String words) {
    Mulaw sound = Mulaw.silence(Duration.ofSeconds(2));
    return stores
        .turns()
        .add(
            new NewTurn(
                call,
                speaker,
                "x",
                Duration.ofSeconds(second),
                Duration.ofSeconds(second + 2),
                Duration.ofSeconds(2),
                false,
                null,
                AudioFiles.open(data).store(call, "turn-" + second, Wav.of(sound)),
                words));
  }

  @Test
  void a_call_shows_its_tools_its_transfer_its_waits_what_twilio_says_and_its_settings()
      throws Exception {
    CallSid call = call(1, "+972501234567", CallOutcome.HANDED_OVER);
    int asked = say(call, Speaker.CALLER, 0, "אפשר תור?");
    say(call, Speaker.AGENT, 4, "אבדוק.");
    stores
        .turns()
        .addTimes(
            new TurnTimes(
                call, asked, null, null, null, null, null, null, Duration.ofMillis(1250)));
    var tool = ToolCallEntry.begun(call, "x", "use-1", "promise_callback", "{}", at.plusSeconds(5));
    stores.toolCalls().begin(tool);
    stores
        .toolCalls()
        .end(tool.ended(ToolOutcome.DONE, "noted", null, null, Duration.ofMillis(12)));
    stores
        .calls()
        .addProgress(
            new Webhook.CallProgress(call, CallStatus.COMPLETED, 3, Duration.ofSeconds(6), 31921),
            at.plusSeconds(30));

    stores
        .callSummaries()
        .save(
            new CallSummary(
                call, clinic, "לחזור אל +972547654321.", null, Map.of(), "model/x", "source", at));

    Shown page = console.get("/b/clinic/calls/" + call.value());

    assertThat(page.html().select("section:has(#summary-title) bdi[dir=ltr]").text())
        .as("a number in a sentence of the agent's is written as elsewhere")
        .startsWith("054-765-4321");
    assertThat(page.html().select(".marks li").eachText())
        .containsExactly("0:03 הבטחה לחזור", "0:06 העברה");
    assertThat(page.html().select("section:has(#problem-title)").text())
        .contains("31921")
        .containsPattern("[א-ת]{3}");
    assertThat(page.html().select(".line").eachText().getLast()).contains("1.25");
    String settings = page.html().select("a[href*=/receptionist/versions/]").attr("href");
    assertThat(settings).endsWith("/versions/1");
    assertThat(console.get(settings.replaceFirst("^/console", "")).status()).isEqualTo(200);
  }

  @Test
  void who_reads_what_was_recorded_is_in_the_audit_log() throws Exception {
    CallSid call = call(1, "+972501234567", CallOutcome.FINISHED);
    var message = new RecordingSid("RE" + call.value().substring(2));
    byte[] sound = Wav.of(Mulaw.silence(Duration.ofSeconds(2)));
    boolean _ = stores.recordings().announce(message, call, Duration.ofSeconds(2), at);
    String file = AudioFiles.open(data).store(call, message.value(), sound);
    boolean _ = stores.recordings().markStored(message, file, sound.length, null, at);

    String path = "/b/clinic/calls/%s/recordings/%s".formatted(call.value(), message.value());
    assertThat(console.get(path).status()).isEqualTo(200);
    assertThat(console.get(path + "?download").status()).isEqualTo(200);

    assertThat(audited().stream().filter(("recording.read " + message.value())::equals)).hasSize(2);
  }

  @Test
  void calls_are_found_by_what_was_said_and_by_a_part_of_a_number_and_handled_together()
      throws Exception {
    CallSid dana = call(1, "+972501234567", CallOutcome.HUNG_UP);
    CallSid yossi = call(2, "+972547654321", CallOutcome.HUNG_UP);
    say(dana, Speaker.CALLER, 0, "יש לי כאב שיניים חזק");
    say(yossi, Speaker.CALLER, 0, "כמה עולה ניקוי אבנית");
    Await.until(
        "the words are followed up",
        () -> found("שיניים").size() == 1 && found("אבנית").size() == 1);

    assertThat(found("שיניים").getFirst()).contains("כאב שיניים חזק");
    assertThat(found("76543")).singleElement().asString().contains("054-765-4321");
    assertThat(found("חתולים")).isEmpty();

    Shown list = console.get("/b/clinic/calls");
    Shown handled =
        console.submitAndFollow(
            list,
            "form.bulk",
            Map.of(
                "rows",
                dana.value().substring(2) + "-" + yossi.value().substring(2),
                "do",
                "handle"));
    assertThat(handled.html().select("#flash").text()).contains("2");
    assertThat(console.get("/b/clinic/today").html().select("#missed-title + ul > li")).isEmpty();
    assertThat(audited()).contains("call.handle " + dana.value(), "call.handle " + yossi.value());
    var _ = console.submitAndFollow(handled, "#flash form", Map.of());
    assertThat(console.get("/b/clinic/today").html().select("#missed-title + ul > li")).hasSize(2);
  }

  @Test
  void a_first_visit_of_fifty_calls_brings_less_than_100_kb() throws Exception {
    for (int i = 1; i <= 50; i++) {
      call(i, "+97250123%04d".formatted(i), CallOutcome.HUNG_UP);
    }
    Shown page = console.get("/b/clinic/calls");
    assertThat(page.html().select(".rows > li")).hasSize(50);
    var sizes = new TreeMap<String, Integer>();
    sizes.put("the page", page.bytes());
    var paths = new ArrayDeque<String>();
    paths.addAll(page.html().select("link[href]").eachAttr("href"));
    paths.addAll(page.html().select("[src]").eachAttr("src"));
    paths.addAll(page.html().select("[data-worker]").eachAttr("data-worker"));
    for (String path = paths.poll(); path != null; path = paths.poll()) {
      String address = path;
      if (!sizes.containsKey(path)) {
        Shown brought = console.get(path.replaceFirst("^/console", ""));
        assertThat(brought.status()).as(path).isEqualTo(200);
        sizes.put(path, brought.bytes());
        IMPORT.matcher(brought.text()).results().map(each -> each.group(1)).forEach(paths::add);
        STYLED
            .matcher(brought.text())
            .results()
            .map(each -> URI.create(address).resolve(each.group(1)).toString())
            .forEach(paths::add);
      }
    }
    assertThat(sizes).hasSizeGreaterThan(5);
    assertThat(sizes.keySet()).anyMatch(path -> path.endsWith(".woff2"));
    assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum())
        .as(sizes.toString())
        .isLessThan(100_000);
  }

  private List<String> found(String words) {
    try {
      return console
          .get("/b/clinic/calls?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
          .html()
          .select(".rows > li")
          .eachText();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
