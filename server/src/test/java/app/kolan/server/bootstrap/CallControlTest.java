package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.Role;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.audio.Mulaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stepping into a call under way, by the console and by the API, over real sockets.
@Tag("socket")
class CallControlTest {
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final String KEY = "stand-in-key";
  private static final String CALL = "CA" + "7".repeat(32);
  private static final String HINT = "יש מקום פנוי היום בארבע.";

  @TempDir private Path data;
  private final DeepgramStub speechToText = new DeepgramStub(clips(), KEY);
  private final OpenAiChatStub model =
      new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("כן."));
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private final Queue<String> instructions = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor();
  private ApiByHand api;
  private ConsoleByHand console;
  private TwilioByHand twilio;

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }

  @BeforeEach
  void start() throws Exception {
    speechToText.start();
    model.start();
    voice.start();
    model.answerWith(
        (told, _, _) -> {
          instructions.add(told);
          return ModelReply.words("אפשר לבוא היום בארבע?");
        });
    api = ApiByHand.start(data);
    twilio = TwilioByHand.calling(api.server.port());
    console = new ConsoleByHand(api.server);
  }

  @AfterEach
  void stop() {
    line.shutdownNow();
    console.close();
    api.close();
    speechToText.close();
    model.close();
    voice.close();
  }

  private long business(String document) throws Exception {
    long business =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("clinic", "clinic", null, List.of("+97231111111")),
                document,
                "",
                Author.COMMAND)
            .id();
    console.user("owner@example.com", false, Map.of(business, Role.OWNER));
    console.signIn("owner@example.com");
    return business;
  }

  /// A call comes in, and its stream begins.
  private StreamByHand call(long business) throws Exception {
    Matcher ticket = TICKET.matcher(api.comesIn(CALL, "+97231111111"));
    assertThat(ticket.find()).isTrue();
    StreamByHand stream = StreamByHand.open(twilio, TwilioPaths.TWO_WAY, CALL);
    stream.start(ticket.group(1), TwilioByHand.ACCOUNT, business);
    stream.awaitEvent("media");
    stream.staysOn(line);
    return stream;
  }

  private String whenStreamEnded() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    form.put("To", "+97231111111");
    form.put("CallStatus", "in-progress");
    return twilio.post(TwilioPaths.STREAM_ENDED, form).body();
  }

  @Test
  void an_owner_hears_a_call_gives_a_hint_and_takes_it_over() throws Exception {
    long clinic =
        business(
            """
            human-number: "+972501234567"
            mind: openai/a-model
            recogniser: deepgram
            voice: azure
            providers:
              openai: { key: "%1$s", url: "%2$s/v1" }
              deepgram: { key: "%1$s", url: "%3$s" }
              azure: { key: "%1$s", url: "%4$s" }
            """
                .formatted(KEY, model.url(), speechToText.socketUrl(), voice.url()));
    StreamByHand stream = call(clinic);
    Shown live = console.get("/b/clinic/live");
    assertThat(live.html().select("#" + CALL + " [name=hint]")).hasSize(1);

    String own = "http://127.0.0.1:" + api.server.port();
    assertThat(
            new CallAudioListener(api.server.port(), CALL, "https://evil.example.com", console)
                .open()
                .isOpen())
        .isFalse();
    CallAudioListener listener =
        new CallAudioListener(api.server.port(), CALL, own, console).open();
    assertThat(listener.isOpen()).isTrue();
    String path = "/businesses/clinic/calls/" + CALL;
    assertThat(api.status("POST", path + "/hints", "{\"text\":\"%s\"}".formatted(HINT)))
        .isEqualTo(204);
    Shown hinted =
        console.submitAndFollow(
            live, "#" + CALL + " form[action$=hint]", Map.of("hint", "לא לפני שלוש."));
    assertThat(hinted.html().select("#flash").text()).startsWith("נשלח.");
    // The caller has heard the question, and answers it.
    stream.awaitEvent("mark");
    line.submit(
            () -> {
              stream.speak(CallerClips.shipped().audio("reason_appointment"));
              stream.speak(Mulaw.silence(Duration.ofSeconds(2)));
            })
        .get();
    Await.until("the model was asked", () -> !instructions.isEmpty());
    assertThat(instructions.peek()).contains(HINT, "לא לפני שלוש.", "From the business");
    Await.until(
        "both sides are heard", () -> listener.kinds.containsAll(List.of((byte) 0, (byte) 1)));

    assertThat(api.status("POST", path + "/transfer", "{\"target\":\"somebody\"}")).isEqualTo(422);
    Shown taken = console.submit(live, "#" + CALL + " form[action$=transfer]", Map.of());
    assertThat(taken.status()).as(taken.text()).isEqualTo(303);
    assertThat(api.status("POST", path + "/hang-up", null)).isIn(404, 409);
    assertThat(stream.awaitClose()).isEqualTo(1000);
    assertThat(whenStreamEnded()).contains("<Dial", "+972501234567");
    Await.until("the listener is let go", () -> listener.over);
    assertThat(audited()).contains("call.listen", "call.hint", "call.transfer");
    assertThat(api.status("POST", path + "/hang-up", null)).isEqualTo(404);
  }

  @Test
  void a_script_reads_no_hints_and_is_hung_up_on() throws Exception {
    long clinic = business("greeting: שלום\n");
    StreamByHand stream = call(clinic);
    Shown live = console.get("/b/clinic/live");
    assertThat(live.html().select("#" + CALL + " [name=hint]")).isEmpty();
    assertThat(live.html().select("#" + CALL + " [name=mine]")).isEmpty();
    assertThat(live.html().select("#" + CALL + " a[href$=/profile]")).hasSize(1);
    assertThat(live.html().select("#" + CALL + " .hint").text()).contains("לא קורא הנחיות");
    String path = "/businesses/clinic/calls/" + CALL;
    assertThat(api.status("POST", path + "/hints", "{\"text\":\"x\"}")).isEqualTo(409);
    api.business("garage", "+97232222222");
    assertThat(api.status("POST", path.replace("clinic", "garage") + "/hang-up", null))
        .isEqualTo(404);

    Shown over = console.submitAndFollow(live, "#" + CALL + " form[action$=hang-up]", Map.of());
    assertThat(over.html().select("#flash").text()).contains("נותקה");
    assertThat(stream.awaitClose()).isEqualTo(1000);
    assertThat(whenStreamEnded()).contains("<Hangup");
  }

  @Test
  void an_owner_takes_a_call_over_on_his_own_telephone() throws Exception {
    long clinic = business("greeting: שלום\n");
    Shown profile = console.get("/profile");
    String form = "form[action$=/profile/telephone]";
    assertThat(console.submitAndFollow(profile, form, Map.of("telephone", "12")).html().text())
        .contains("אינו מספר טלפון");
    // A number of another country is his, and is not rung at the cost of the business.
    console.submitAndFollow(profile, form, Map.of("telephone", "+44 20 7946 0000"));
    StreamByHand stream = call(clinic);
    Shown live = console.get("/b/clinic/live");
    assertThat(live.html().select("#" + CALL + " [name=mine]")).isEmpty();
    String csrf = live.html().expectFirst("[name=csrf]").val();
    Map<String, String> mine = Map.of("csrf", csrf, "mine", "1");
    Shown refused = console.post("/b/clinic/live/" + CALL + "/transfer", mine);
    assertThat(console.follow(refused.location()).html().select("#flash").text())
        .contains("לא מתקשר");

    Shown saved = console.submitAndFollow(profile, form, Map.of("telephone", "050-7654321"));
    assertThat(saved.html().select("section:has(#telephone-title) strong").text())
        .isEqualTo("050-765-4321");
    Shown taken =
        console.submitAndFollow(
            console.get("/b/clinic/live"), "#" + CALL + " form:has([name=mine])", Map.of());

    assertThat(taken.html().select("#flash").text()).isNotEmpty();
    assertThat(stream.awaitClose()).isEqualTo(1000);
    assertThat(whenStreamEnded()).contains("<Dial", "+972507654321");
    assertThat(audited()).contains("call.transfer");
    Shown removed =
        console.submitAndFollow(console.get("/profile"), "form:has(input[name=remove])", Map.of());
    assertThat(removed.html().select("section:has(#telephone-title) strong")).isEmpty();
  }

  private List<String> audited() throws Exception {
    var actions = new ArrayList<String>();
    api.get("/businesses/clinic/audit")
        .path("items")
        .forEach(entry -> actions.add(entry.path("action").asText()));
    return actions;
  }
}
