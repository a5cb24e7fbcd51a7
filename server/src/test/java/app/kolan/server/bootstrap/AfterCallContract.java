package app.kolan.server.bootstrap;

import static app.kolan.server.bootstrap.AfterCallStubs.CLIP;
import static app.kolan.server.bootstrap.AfterCallStubs.CLIPS;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Recording;
import app.kolan.server.store.SearchHit;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.SearchText;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.WorkedLead;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.script.Script;
import app.kolan.stubs.FailureMode;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls over real sockets, and what comes of them afterwards with stubs of the providers.
abstract class AfterCallContract {
  private static final String PUBLIC = "https://phone.example.com";

  /// For a summary: on a loaded machine it may come later, and is not told then.
  private static final Duration AN_ALERT_WAITS = Duration.ofSeconds(3);

  @TempDir Path data;
  private AfterCallStubs stubs;

  abstract StoreSettings store();

  @BeforeEach
  void open() throws Exception {
    stubs = new AfterCallStubs();
  }

  @AfterEach
  void close() {
    stubs.close();
  }

  @Test
  void a_message_becomes_words_a_summary_a_lead_and_an_alert() throws Exception {
    try (var fixture = new Fixture(AnswerMode.VOICEMAIL)) {
      CallSid call = fixture.leaveMessage();

      Await.until("it is told", () -> !stubs.received.isEmpty());
      Stores stores = fixture.server.stores();
      Await.until("all is done", () -> stores.afterCalls().isDone(call));
      assertThat(stores.recordings().findByCall(call))
          .extracting(Recording::words)
          .containsExactly(CLIPS.text(CLIP));
      assertThat(stores.callSummaries().find(call))
          .map(CallSummary::madeBy)
          .contains("openai/a-model");
      Await.until(
          "the lead has its contact",
          () ->
              stores
                  .crm()
                  .leads()
                  .find(1, call)
                  .map(WorkedLead::work)
                  .filter(work -> work.contact() != null)
                  .isPresent());
      Await.until("its words are found", () -> found(stores, CLIPS.text(CLIP)) == 1);
      assertThat(stores.usage().findByCall(call))
          .extracting(usage -> usage.job())
          .contains(UsageJob.STT, UsageJob.LLM);
      assertThat(stubs.received).hasSize(1);
      var alert = stubs.received.getFirst().body();
      boolean inTime =
          timeToTheSummary(stores, call).compareTo(AN_ALERT_WAITS.minusMillis(500)) < 0;
      boolean byTheModel = alert.path("summaryBy").asText().equals("openai/a-model");
      assertThat(byTheModel || !inTime).as("a summary that was there is told").isTrue();
      assertThat(alert.path("summary").asText().equals(AfterCallStubs.SUMMARY))
          .isEqualTo(byTheModel);
    }
  }

  /// From when the message was known of.
  private static Duration timeToTheSummary(Stores stores, CallSid call) {
    return Duration.between(
        stores.recordings().findByCall(call).getFirst().announcedAt(),
        stores.callSummaries().find(call).orElseThrow().madeAt());
  }

  @Test
  void an_alert_does_without_a_summary_that_takes_too_long() throws Exception {
    stubs.model.slowness(Duration.ofSeconds(40));
    stubs.model.failWith(FailureMode.SLOW);
    try (var fixture = new Fixture(AnswerMode.VOICEMAIL)) {
      CallSid call = fixture.leaveMessage();

      Await.until("it is told", () -> !stubs.received.isEmpty());
      var alert = stubs.received.getFirst();
      assertThat(alert.body().path("summaryBy").asText("")).isNotEqualTo("openai/a-model");
      assertThat(fixture.server.stores().afterCalls().isDone(call)).isFalse();
    }
  }

  @Test
  void turns_that_were_only_listened_to_get_words() throws Exception {
    try (var fixture = new Fixture(AnswerMode.LISTEN)) {
      CallSid call =
          fixture.call(
              """
              agent says greeting within 40s
              caller waits for silence
              caller says reason_appointment
              caller waits 2s
              caller hangs up
              """);

      Stores stores = fixture.server.stores();
      Await.until(
          "the caller's words are known",
          () ->
              stores.turns().findByCall(call).stream()
                  .filter(turn -> turn.speaker() == Speaker.CALLER)
                  .map(Turn::words)
                  .anyMatch(CLIPS.text("reason_appointment")::equals));
    }
  }

  private static int found(Stores stores, String words) {
    var query =
        new SearchStore.Query(
            1,
            SearchText.words(words).subList(0, 2),
            Set.of(SearchHit.Kind.CALL),
            Long.MAX_VALUE,
            9);
    return stores.crm().search().find(query).hits().size();
  }

  /// A server and a carrier that calls it.
  private final class Fixture implements AutoCloseable {
    final PhoneServer server;
    private final Carrier carrier;

    Fixture(AnswerMode mode) throws IOException {
      int port = FreePort.find();
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                  .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                  .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                  .withPace(4));
      var account =
          new TwilioSettings(
              TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN)), carrier.restUrl());
      server =
          PhoneServer.start(
              Config.builder(account, data)
                  .port(port)
                  .publicUrl(PublicUrl.parse(PUBLIC).orElseThrow())
                  .with(StoreSettings.GROUP, store())
                  .business(new Business(Business.FIRST, "מוסך", null, mode, stubs.profile()))
                  .providers(stubs.providers())
                  .build());
    }

    CallSid leaveMessage() throws Exception {
      return call(
          """
          agent says greeting within 40s
          agent says voicemail within 40s
          caller waits for silence
          caller says message_long
          agent says message_thanks within 40s
          call ends within 40s
          """);
    }

    CallSid call(String script) throws Exception {
      CallReport report =
          carrier
              .call(CallPlan.of(Script.parse(script), Story.SOUNDS))
              .await(Duration.ofSeconds(200));
      assertThat(report.failures()).isEmpty();
      return new CallSid(report.callSid());
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
