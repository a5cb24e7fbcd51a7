package app.kolan.server.bootstrap;

import static app.kolan.server.bootstrap.TwoBusinesses.CLINIC;
import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_ACCOUNT;
import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_HUMAN;
import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_NUMBER;
import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_TOKEN;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGE;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_ACCOUNT;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_HUMAN;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_NUMBER;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.Business;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One server for two businesses with an account each, over real sockets.
@Tag("socket")
class TwoBusinessesTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String OTHER_CALL = "CA22222222222222222222222222222222";
  private static final PhoneNumber NEW_HUMAN = new PhoneNumber("+972529999999");
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  @TempDir private Path data;
  private final TwoBusinesses directory = new TwoBusinesses();
  private PhoneServer server;
  private TwilioByHand clinics;
  private TwilioByHand garages;

  @BeforeEach
  void start() throws Exception {
    server = Servers.ofDirectory(data, directory);
    clinics = TwilioByHand.calling(server.port()).withToken(CLINICS_TOKEN);
    garages = clinics.withToken(GARAGES_TOKEN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void each_number_reaches_its_own_business() throws Exception {
    CallReport clinic = call(CLINICS_ACCOUNT, CLINICS_TOKEN, CLINICS_NUMBER, "greeting");
    CallReport garage = call(GARAGES_ACCOUNT, GARAGES_TOKEN, GARAGES_NUMBER, null);

    assertThat(dialled(clinic)).isEqualTo(CLINICS_HUMAN);
    assertThat(dialled(garage)).isEqualTo(GARAGES_HUMAN);
    assertThat(logged(clinic))
        .returns(CLINIC, LoggedCall::businessId)
        .returns(CallOutcome.HANDED_OVER, LoggedCall::outcome);
    assertThat(logged(garage))
        .returns(GARAGE, LoggedCall::businessId)
        .returns(CallOutcome.HANDED_OVER, LoggedCall::outcome);
  }

  @Test
  void a_greeting_of_its_own_is_said_for_the_business_that_has_it() throws Exception {
    assertThat(comesIn(clinics, CALL, CLINICS_ACCOUNT, CLINICS_NUMBER).body())
        .contains("greeting_he.mp3")
        .doesNotContain("<Say");
    assertThat(comesIn(garages, OTHER_CALL, GARAGES_ACCOUNT, GARAGES_NUMBER).body())
        .contains("Guten Tag.");
  }

  @Test
  void a_caller_to_a_number_that_is_nobodys_leaves_a_message_that_is_found() throws Exception {
    HttpResponse<String> answer =
        comesIn(clinics, CALL, CLINICS_ACCOUNT, new PhoneNumber("+97239999999"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("voicemail_he", "<Record").doesNotContain("<Connect");
    assertThat(server.stores().calls().latest(10))
        .singleElement()
        .returns(Business.NOBODY, LoggedCall::businessId);
  }

  @Test
  void the_token_of_the_other_account_is_refused() throws Exception {
    assertThat(comesIn(garages, CALL, CLINICS_ACCOUNT, CLINICS_NUMBER).statusCode()).isEqualTo(403);
    assertThat(comesIn(garages, CALL, GARAGES_ACCOUNT, CLINICS_NUMBER).statusCode()).isEqualTo(403);
    assertThat(comesIn(garages, CALL, "ACnobody", CLINICS_NUMBER).statusCode()).isEqualTo(403);
    assertThat(server.stores().calls().latest(10)).isEmpty();
  }

  @Test
  void news_of_a_call_is_taken_from_its_own_account_alone() throws Exception {
    comesIn(clinics, CALL, CLINICS_ACCOUNT, CLINICS_NUMBER);
    Map<String, String> ended = form(CALL, GARAGES_ACCOUNT, GARAGES_NUMBER);
    ended.put("CallStatus", "completed");
    Map<String, String> withoutNumber = form(CALL, GARAGES_ACCOUNT, GARAGES_NUMBER);
    withoutNumber.put("StreamSid", "MZ11111111111111111111111111111111");
    withoutNumber.put("StreamEvent", "stream-stopped");
    withoutNumber.remove("To");

    assertThat(garages.post(TwilioPaths.CALL_STATUS, ended).statusCode()).isEqualTo(403);
    assertThat(garages.post(TwilioPaths.STREAM_ENDED, ended).statusCode()).isEqualTo(403);
    assertThat(garages.post(TwilioPaths.STREAM_STATUS, withoutNumber).statusCode()).isEqualTo(403);
    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().outcome())
        .isEqualTo(CallOutcome.OPEN);
  }

  @Test
  void a_stream_of_another_account_or_business_is_refused() throws Exception {
    String twiml = comesIn(garages, CALL, GARAGES_ACCOUNT, GARAGES_NUMBER).body();

    StreamByHand ofTheClinicsAccount = StreamByHand.open(clinics, TwilioPaths.TWO_WAY, CALL);
    ofTheClinicsAccount.start(ticket(twiml));
    assertThat(ofTheClinicsAccount.awaitClose()).isEqualTo(1008);

    twiml = comesIn(garages, OTHER_CALL, GARAGES_ACCOUNT, GARAGES_NUMBER).body();
    StreamByHand ofTheClinic = StreamByHand.open(garages, TwilioPaths.TWO_WAY, OTHER_CALL);
    ofTheClinic.start(ticket(twiml), GARAGES_ACCOUNT, CLINIC);
    assertThat(ofTheClinic.awaitClose()).isEqualTo(1008);
  }

  @Test
  void an_account_opens_no_stream_of_a_call_of_another_account() throws Exception {
    String twiml = comesIn(garages, CALL, GARAGES_ACCOUNT, GARAGES_NUMBER).body();

    StreamByHand signedByTheClinic = StreamByHand.open(clinics, TwilioPaths.TWO_WAY, CALL);
    signedByTheClinic.start(ticket(twiml), GARAGES_ACCOUNT, GARAGE);
    assertThat(signedByTheClinic.awaitClose()).isEqualTo(1008);

    // The ticket is not spent by that.
    StreamByHand signedByTheGarage = StreamByHand.open(garages, TwilioPaths.TWO_WAY, CALL);
    signedByTheGarage.start(ticket(twiml), GARAGES_ACCOUNT, GARAGE);
    signedByTheGarage.awaitEvent("media");
    signedByTheGarage.stop();
  }

  @Test
  void a_change_is_live_at_the_next_call_and_a_call_under_way_keeps_what_it_has() throws Exception {
    comesIn(clinics, CALL, CLINICS_ACCOUNT, CLINICS_NUMBER);
    directory.changeClinic(NEW_HUMAN, Set.of());
    comesIn(clinics, OTHER_CALL, CLINICS_ACCOUNT, CLINICS_NUMBER);

    assertThat(streamEnds(CALL)).contains(CLINICS_HUMAN.value());
    assertThat(streamEnds(OTHER_CALL)).contains(NEW_HUMAN.value());
    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().settingsVersion())
        .isEqualTo(1);
    assertThat(
            server.stores().calls().find(new CallSid(OTHER_CALL)).orElseThrow().settingsVersion())
        .isEqualTo(2);
  }

  @Test
  void a_talk_under_way_keeps_the_settings_of_its_first_webhook() throws Exception {
    String twiml = comesIn(clinics, CALL, CLINICS_ACCOUNT, CLINICS_NUMBER).body();
    directory.changeClinic(NEW_HUMAN, Set.of());

    StreamByHand stream = StreamByHand.open(clinics, TwilioPaths.TWO_WAY, CALL);
    stream.start(ticket(twiml));
    stream.awaitEvent("media");
    stream.press('0');
    assertThat(stream.awaitClose()).isEqualTo(1000);

    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().handOverTo())
        .isEqualTo(CLINICS_HUMAN);
  }

  private String streamEnds(String call) throws Exception {
    return clinics
        .post(TwilioPaths.STREAM_ENDED, form(call, CLINICS_ACCOUNT, CLINICS_NUMBER))
        .body();
  }

  private static HttpResponse<String> comesIn(
      TwilioByHand twilio, String call, String account, PhoneNumber called) throws Exception {
    return twilio.post(TwilioPaths.INCOMING_CALL, form(call, account, called));
  }

  private static Map<String, String> form(String call, String account, PhoneNumber called) {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("AccountSid", account);
    form.put("To", called.value());
    return form;
  }

  private static String ticket(String twiml) {
    Matcher found = TICKET.matcher(twiml);
    assertThat(found.find()).as(twiml).isTrue();
    return found.group(1);
  }

  private CallReport call(
      String account, String token, PhoneNumber called, @Nullable String greeting)
      throws Exception {
    String script =
        (greeting == null ? "" : "agent says " + greeting + " within 8s\n")
            + """
            agent says ask_reason within 8s
            caller presses 0
            agent says transferring within 8s
            call ends within 40s
            """;
    try (Carrier carrier =
        Carrier.start(
            CarrierSettings.of(account, token, URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withCalled(called)
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(
                    new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + server.port())))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                .withPace(4))) {
      CallReport report =
          carrier
              .call(CallPlan.of(Script.parse(script), Story.SOUNDS))
              .await(Duration.ofSeconds(200));
      assertThat(report.failures()).isEmpty();
      return report;
    }
  }

  private static PhoneNumber dialled(CallReport report) {
    return report.moments(CallMoment.Dialled.class).findFirst().orElseThrow().number();
  }

  private LoggedCall logged(CallReport report) {
    return server.stores().calls().find(new CallSid(report.callSid())).orElseThrow();
  }
}
