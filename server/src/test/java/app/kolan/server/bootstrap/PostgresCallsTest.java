package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Turn;
import app.kolan.server.store.postgres.Pipe;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.store.sqlite.SqliteWriteSpool;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls over real sockets, with everything written to PostgreSQL.
@Tag("socket")
class PostgresCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final CallSid CALL = new CallSid("CA88888888888888888888888888888888");
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Mulaw WORDS = Sounds.speechLike("about a thing", Duration.ofSeconds(2));
  private static final Mulaw PAUSE = Mulaw.silence(Duration.ofSeconds(1));

  private final String url = TestPostgres.newDatabase();
  @TempDir private Path data;

  @Test
  void a_conversation_becomes_a_lead() throws Exception {
    try (var fixture = new Fixture(data, url, AnswerMode.CONVERSE)) {
      CallReport report = fixture.call(Story.fromCall("leaves_a_message"));

      assertThat(report.failures()).isEmpty();
      var sid = new CallSid(report.callSid());
      var stores = fixture.server.stores();
      assertThat(stores.calls().find(sid).orElseThrow().outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(stores.leads().find(sid).orElseThrow().state()).isEqualTo(LeadState.COMPLETE);
      assertThat(data.resolve("kolan.db")).doesNotExist();
    }
  }

  @Test
  void a_message_is_recorded_and_fetched() throws Exception {
    try (var fixture = new Fixture(data, url, AnswerMode.VOICEMAIL)) {
      CallReport report =
          fixture.call(
              Script.parse(
                  """
                  agent says greeting within 40s
                  agent says voicemail within 40s
                  caller waits for silence
                  caller says message_long
                  agent says message_thanks within 40s
                  call ends within 40s
                  """));

      assertThat(report.failures()).isEmpty();
      var sid = new CallSid(report.callSid());
      fixture.awaitStored(sid);
      assertThat(fixture.server.stores().leads().find(sid).orElseThrow().recording()).isNotNull();
    }
  }

  @Test
  void in_listen_mode_both_sides_are_kept() throws Exception {
    try (var fixture = new Fixture(data, url, AnswerMode.LISTEN)) {
      CallReport report =
          fixture.call(
              Script.parse(
                  """
                  agent says greeting within 40s
                  caller waits for silence
                  caller says reason_appointment
                  caller waits 2s
                  caller hangs up
                  """));

      assertThat(report.problems()).isEmpty();
      Await.until("the call's thread ends", () -> fixture.server.liveCalls() == 0);
      assertThat(fixture.server.stores().turns().findByCall(new CallSid(report.callSid())))
          .anySatisfy(
              turn ->
                  assertThat(turn.to().minus(turn.from())).isGreaterThan(Duration.ofSeconds(3)));
    }
  }

  @Test
  void a_database_that_dies_in_the_middle_of_a_talk_breaks_it_not_and_loses_nothing()
      throws Exception {
    try (Pipe pipe = Pipe.to(TestPostgres.port());
        PhoneServer server = Servers.withDatabase(data, pipe.through(url))) {
      var twilio = TwilioByHand.calling(server.port());
      StreamByHand stream = callBegins(twilio);
      stream.speak(Mulaw.silence(Duration.ofMillis(400)));

      pipe.cut();
      stream.speak(WORDS);
      stream.awaitEvent("clear");
      stream.speak(PAUSE);
      stream.awaitEvent("media");
      stream.speak(PAUSE);
      stream.speak(WORDS);
      stream.speak(PAUSE);
      stream.awaitEvent("media");
      assertThat(stream.closed).as("the talk goes on").isNotDone();
      assertThat(readiness(server)).isEqualTo(200);
      pipe.fix();

      Await.until("what waited is written", () -> hasLead(server));
      stream.closeBlocking();
      Await.until("the call's thread ends", () -> server.liveCalls() == 0);
      var turns = server.stores().turns().findByCall(CALL);
      for (int position = 0; position < turns.size(); position++) {
        assertThat(turns.get(position).position()).isEqualTo(position);
      }
      Turn reason =
          turns.stream()
              .filter(turn -> turn.about().equals("ask_reason"))
              .filter(turn -> turn.speaker() == Speaker.CALLER)
              .findFirst()
              .orElseThrow();
      assertThat(reason.audioFile()).isNotNull();
      assertThat(server.stores().leads().find(CALL).orElseThrow().reasonTurn())
          .isEqualTo(reason.position());
    }
  }

  @Test
  void while_the_database_is_away_callers_are_asked_for_a_message() throws Exception {
    try (Pipe pipe = Pipe.to(TestPostgres.port());
        PhoneServer server = Servers.withDatabase(data, pipe.through(url))) {
      var twilio = TwilioByHand.calling(server.port());
      assertThat(
              twilio
                  .post(TwilioPaths.INCOMING_CALL, TwilioByHand.call("CA" + "6".repeat(32)))
                  .body())
          .contains("<Connect");
      pipe.cut();

      HttpResponse<String> first =
          twilio.post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(CALL.value()));
      HttpResponse<String> second =
          twilio.post(TwilioPaths.INCOMING_CALL, TwilioByHand.call("CA" + "7".repeat(32)));

      assertThat(first.body()).contains("<Record");
      assertThat(second.body()).contains("<Record");

      pipe.fix();
      Await.until("calls are taken again", () -> isConnected(twilio));
    }
  }

  @Test
  void a_webhook_with_what_no_text_can_hold_is_kept_without_it() throws Exception {
    try (PhoneServer server = Servers.withDatabase(data, url)) {
      var twilio = TwilioByHand.calling(server.port());
      assertThat(isConnected(twilio)).isTrue();
      var form = new TreeMap<>(TwilioByHand.call(CALL.value()));
      form.put("StreamSid", "MZ" + "1".repeat(32));
      form.put("StreamEvent", "stream-error");
      form.put("StreamError", "it\0broke");

      assertThat(twilio.post(TwilioPaths.STREAM_STATUS, form).statusCode()).isLessThan(300);

      assertThat(server.stores().calls().events(CALL))
          .anySatisfy(event -> assertThat(event.explanation()).isEqualTo("itbroke"));
    }
  }

  @Test
  void what_was_acknowledged_outlives_a_kill_of_the_server() throws Exception {
    var settings = Map.of("KOLAN_DATABASE", url);
    String ticket;
    try (var first = ServeProcess.start(data, "http://127.0.0.1:9", settings)) {
      var twilio = TwilioByHand.calling(first.port());
      ticket = ticket(twilio);
      first.kill();
    }
    try (PhoneServer second = Servers.withDatabase(data.resolve("data"), url)) {
      var twilio = TwilioByHand.calling(second.port());
      StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL.value());
      stream.start(ticket);
      stream.awaitEvent("media");
      stream.closeBlocking();
    }
  }

  @Test
  void what_a_talk_wrote_while_the_database_was_away_outlives_a_kill_of_the_server()
      throws Exception {
    Path home = data.resolve("data");
    try (Pipe pipe = Pipe.to(TestPostgres.port())) {
      String through = pipe.through(url);
      var settings = Map.of("KOLAN_DATABASE", through);
      try (var first = ServeProcess.start(data, "http://127.0.0.1:9", settings)) {
        StreamByHand stream = callBegins(TwilioByHand.calling(first.port()));
        stream.speak(Mulaw.silence(Duration.ofMillis(400)));
        pipe.cut();
        stream.speak(WORDS);
        stream.awaitEvent("clear");
        stream.speak(PAUSE);
        Await.until("turns and the lead are in the spool", () -> spooled(home) >= 3);
        first.kill();
      }
      pipe.fix();
      try (PhoneServer second = Servers.withDatabase(home, through)) {
        Await.until("what waited is written", () -> hasLead(second) && spooled(home) == 0);
        var turns = second.stores().turns().findByCall(CALL);
        for (int position = 0; position < turns.size(); position++) {
          assertThat(turns.get(position).position()).isEqualTo(position);
        }
        assertThat(turns)
            .filteredOn(turn -> turn.speaker() == Speaker.CALLER)
            .hasSize(1)
            .first()
            .satisfies(
                reason -> {
                  assertThat(second.audioFiles().file(String.valueOf(reason.audioFile()))).exists();
                  assertThat(second.stores().leads().find(CALL).orElseThrow().reasonTurn())
                      .isEqualTo(reason.position());
                });
        assertThat(second.stores().leads().all()).hasSize(1);
      }
    }
  }

  private static int spooled(Path home) {
    if (Files.notExists(home.resolve(SqliteWriteSpool.FILE))) {
      return 0;
    }
    try (var spool = SqliteWriteSpool.in(home)) {
      return spool.size();
    }
  }

  private static boolean hasLead(PhoneServer server) {
    try {
      return server.stores().leads().find(CALL).map(Lead::reasonTurn).isPresent();
    } catch (StoreException stillAway) {
      return false;
    }
  }

  private static StreamByHand callBegins(TwilioByHand twilio) throws Exception {
    String ticket = ticket(twilio);
    StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL.value());
    // Marks that come back at once would say that a sentence was heard before it can be
    // interrupted.
    stream.losesMarks();
    stream.start(ticket);
    stream.awaitEvent("media");
    return stream;
  }

  private static String ticket(TwilioByHand twilio) throws Exception {
    String answer = twilio.post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(CALL.value())).body();
    Matcher found = TICKET.matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return found.group(1);
  }

  private static boolean isConnected(TwilioByHand twilio) {
    try {
      return twilio
          .post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(CALL.value()))
          .body()
          .contains("<Connect");
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int readiness(PhoneServer server) throws Exception {
    URI page = URI.create("http://127.0.0.1:%d/health/ready".formatted(server.managementPort()));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /// A server and a carrier that calls it.
  private static final class Fixture implements AutoCloseable {
    final PhoneServer server;
    private final Carrier carrier;

    Fixture(Path data, String url, AnswerMode mode) throws IOException {
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
      server =
          Servers.withStore(
              new StoreSettings(data, TestPostgres.address(url)), port, carrier.restUrl(), mode);
    }

    CallReport call(Script script) throws Exception {
      return carrier.call(CallPlan.of(script, Story.SOUNDS)).await(Duration.ofSeconds(200));
    }

    void awaitStored(CallSid call) {
      Await.until(
          "the message is fetched",
          () ->
              server.stores().recordings().findByCall(call).stream()
                  .anyMatch(recording -> recording.state() == RecordingState.STORED));
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
