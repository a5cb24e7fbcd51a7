package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operator sees of businesses that need him, over real sockets.
@Tag("socket")
class ConsoleAgencyTest {
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final PhoneNumber BAKERY = new PhoneNumber("+97231111111");
  private static final PhoneNumber ZOO = new PhoneNumber("+97232222222");
  private static final PhoneNumber DANA = new PhoneNumber("+972501234567");

  @TempDir private Path data;
  private final DeepgramStub speechToText = new DeepgramStub(new KnownClips(), "the-right-key");
  private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor();
  private ApiByHand api;
  private ConsoleByHand console;

  @BeforeEach
  void start() throws Exception {
    speechToText.start();
    api = ApiByHand.start(data);
    console = new ConsoleByHand(api.server);
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
  }

  @AfterEach
  void stop() {
    line.shutdownNow();
    console.close();
    api.close();
    speechToText.close();
  }

  private long business(String slug, PhoneNumber number, String document) throws Exception {
    return api.server
        .directories()
        .administration()
        .add(new Identity(slug, slug, null, List.of(number.value())), document, "", Author.COMMAND)
        .id();
  }

  private CallSid over(int number, long business, PhoneNumber called, CallOutcome outcome) {
    var sid = new CallSid("CA%032d".formatted(number));
    Instant now = Instant.now();
    var calls = api.server.stores().calls();
    calls.addArrival(sid, TwilioByHand.ACCOUNT, business, 1, DANA, called, "t" + number, now);
    boolean _ = calls.settle(sid, outcome, null, now);
    calls.addProgress(
        new Webhook.CallProgress(sid, CallStatus.COMPLETED, 3, Duration.ofMinutes(2), null), now);
    return sid;
  }

  @Test
  void businesses_that_need_somebody_come_first_and_say_why() throws Exception {
    long bakery = business("bakery", BAKERY, "greeting: שלום\n");
    long zoo =
        business(
            "zoo",
            ZOO,
            """
            greeting: שלום
            limits: {minutes-a-month: 1}
            mind: openai/a-model
            recogniser: deepgram
            voice: azure
            providers:
              openai: { key: a-key, url: "http://127.0.0.1:9/v1" }
              deepgram: { key: a-wrong-key, url: "%s" }
              azure: { key: a-key, url: "http://127.0.0.1:9" }
            """
                .formatted(speechToText.socketUrl()));
    over(1, bakery, BAKERY, CallOutcome.HUNG_UP);
    over(2, zoo, ZOO, CallOutcome.FINISHED);
    Shown before = console.get("/agency?language=en");
    assertThat(slugs(before)).containsSubsequence("bakery", "zoo");
    assertThat(row(before, "bakery")).contains("One missed");
    assertThat(row(before, "zoo")).doesNotContain("missed");

    // A call whose recogniser refuses the key; when it is over, its minutes are counted.
    Matcher ticket = TICKET.matcher(api.comesIn(ApiByHand.CALL, ZOO.value()));
    assertThat(ticket.find()).isTrue();
    StreamByHand stream =
        StreamByHand.open(
            TwilioByHand.calling(api.server.port()), TwilioPaths.TWO_WAY, ApiByHand.CALL);
    stream.start(ticket.group(1), TwilioByHand.ACCOUNT, zoo);
    stream.awaitEvent("media");
    stream.staysOn(line);
    Await.until("the recogniser is known to fail", () -> row("zoo").contains("deepgram"));
    line.submit(stream::stop).get();
    Await.until("the minutes are counted", () -> row("zoo").contains("Over"));

    Shown after = console.get("/agency");
    assertThat(slugs(after)).first().isEqualTo("zoo");
    Shown providers = console.get("/b/zoo/providers");
    assertThat(providers.html().select("#stt-0 .tag.bad").text()).isEqualTo("Has trouble");
    assertThat(providers.html().select("#llm-0 .tag.bad")).isEmpty();
  }

  private static List<String> slugs(Shown page) {
    return page.html().select(".rows li .row-link bdi").eachText();
  }

  private String row(String slug) {
    try {
      return row(console.get("/agency"), slug);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String row(Shown page, String slug) {
    return page.html().select(".rows li:has([href$=/b/" + slug + "])").text();
  }
}
