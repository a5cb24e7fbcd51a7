package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that the server places over the REST interface.
@Tag("socket")
class OutboundCallTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestPeer peer = new TestPeer();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() throws IOException {
    peer.close();
    client.close();
  }

  @Test
  void a_call_rings_is_answered_and_only_then_asks_what_to_do() throws Exception {
    peer.twiml("/outbound", "<Pause length=\"1\"/>")
        .page("/status", _ -> TestPeer.Answer.status(204));
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      carrier.answerWith(Calls.plan(Sounds.NONE, "caller says \"hello\" for 0.4s\ncall ends"));
      var answer =
          place(
              carrier,
              order()
                  .with("Url", peer.url("/outbound").toString())
                  .with("StatusCallback", peer.url("/status").toString())
                  .with("StatusCallbackEvent", "initiated")
                  .with("StatusCallbackEvent", "ringing")
                  .with("StatusCallbackEvent", "answered")
                  .with("StatusCallbackEvent", "completed"));

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(field(answer.body(), "status")).contains("queued");
      assertThat(field(answer.body(), "direction")).contains("outbound-api");
      assertThat(field(answer.body(), "to")).contains("+972501112233");
      String callSid = field(answer.body(), "sid").orElseThrow();
      CallReport report = carrier.find(callSid).orElseThrow().await(SOON);

      assertThat(report.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
      assertThat(report.problems()).isEmpty();
      assertThat(report.failures()).isEmpty();
      TestPeer.Request asked = peer.onlyRequest("/outbound");
      assertThat(Calls.isSigned(asked, peer.url("/outbound").toString())).isTrue();
      assertThat(asked.form().first("CallStatus")).contains("in-progress");
      assertThat(asked.form().first("Direction")).contains("outbound-api");
      assertThat(asked.form().first("From")).contains("+972720000002");
      assertThat(asked.form().first("To")).contains("+972501112233");
      List<TestPeer.Request> callbacks =
          peer.requests("/status").stream()
              .sorted(Comparator.comparing(request -> value(request, "SequenceNumber")))
              .toList();
      assertThat(callbacks)
          .extracting(request -> value(request, "CallStatus"))
          .containsExactly("initiated", "ringing", "in-progress", "completed");
      assertThat(callbacks).extracting(request -> value(request, "CallSid")).containsOnly(callSid);
      String seconds = value(callbacks.getLast(), "CallDuration");
      assertThat(seconds).matches("[1-9]");
      assertThat(peer.requests("/voice")).isEmpty();

      String later = get(carrier, callSid).body();
      assertThat(field(later, "status")).contains("completed");
      assertThat(field(later, "duration")).contains(seconds);
      assertThat(field(later, "end_time")).isPresent();
    }
  }

  @Test
  void only_the_end_is_reported_when_no_event_is_named() throws Exception {
    peer.page("/status", _ -> TestPeer.Answer.status(204));
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      var answer =
          place(
              carrier,
              order()
                  .with("Twiml", "<Response><Hangup/></Response>")
                  .with("StatusCallback", peer.url("/status").toString()));
      report(carrier, answer);

      TestPeer.Request callback = peer.onlyRequest("/status");
      assertThat(value(callback, "CallStatus")).isEqualTo("completed");
      assertThat(value(callback, "SequenceNumber")).isEqualTo("0");
    }
  }

  @Test
  void instructions_are_asked_with_get_when_the_order_says_so() throws Exception {
    peer.twiml("/outbound", "<Hangup/>");
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      var answer =
          place(
              carrier,
              order().with("Url", peer.url("/outbound?line=7").toString()).with("Method", "GET"));
      report(carrier, answer);

      TestPeer.Request asked = peer.onlyRequest("/outbound");
      assertThat(asked.method()).isEqualTo("GET");
      assertThat(asked.target()).startsWith("/outbound?line=7&CallSid=CA");
      assertThat(Calls.isSigned(asked, peer.url(asked.target()).toString())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"busy, CALLEE_BUSY", "no-answer, NOT_ANSWERED", "failed, UNREACHABLE"})
  void an_unanswered_call_is_reported_with_its_status(String status, CallEnd end) throws Exception {
    peer.page("/status", _ -> TestPeer.Answer.status(204));
    DialOutcome dial =
        switch (end) {
          case CALLEE_BUSY -> new DialOutcome.Busy();
          case NOT_ANSWERED -> new DialOutcome.NoAnswer();
          default -> new DialOutcome.Failed();
        };
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")).withDial(dial))) {
      var answer =
          place(
              carrier,
              order()
                  .with("Url", peer.url("/outbound").toString())
                  .with("Timeout", "5")
                  .with("StatusCallback", peer.url("/status").toString()));
      CallReport report = report(carrier, answer);

      assertThat(report.end()).isEqualTo(end);
      assertThat(report.length()).isZero();
      assertThat(value(peer.onlyRequest("/status"), "CallStatus")).isEqualTo(status);
      assertThat(peer.requests("/outbound")).isEmpty();
    }
  }

  @Test
  void a_call_can_be_taken_back_while_it_rings() throws Exception {
    try (var carrier =
        Carrier.start(
            Calls.settings(peer.url("/voice")).withPace(1).withDial(new DialOutcome.NoAnswer()))) {
      var answer = place(carrier, order().with("Url", peer.url("/outbound").toString()));
      String callSid = field(answer.body(), "sid").orElseThrow();
      assertThat(field(get(carrier, callSid).body(), "status")).contains("ringing");

      post(carrier, "/Calls/" + callSid + ".json", FormPairs.of("Status", "canceled"));

      assertThat(report(carrier, answer).end()).isEqualTo(CallEnd.COMPLETED_BY_REST);
      assertThat(field(get(carrier, callSid).body(), "status")).contains("canceled");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "21201, From=+972720000002&Url=http://127.0.0.1/",
    "21213, To=+972501112233&Url=http://127.0.0.1/",
    "21211, To=nobody&From=+972720000002&Url=http://127.0.0.1/",
    "21212, To=+972501112233&From=me&Url=http://127.0.0.1/",
    "21205, To=+972501112233&From=+972720000002",
    "21205, To=+972501112233&From=+972720000002&Url=/outbound",
    "21205, To=+972501112233&From=+972720000002&Url=%20",
    "12100, To=+972501112233&From=+972720000002&Twiml=<Response>",
    "21209, To=+972501112233&From=+972720000002&Url=http://127.0.0.1/&Method=PUT",
    "21208, To=+972501112233&From=+972720000002&Url=http://127.0.0.1/&Timeout=601",
    "21609, To=+972501112233&From=+972720000002&Url=http://127.0.0.1/&StatusCallback=x",
    "21626, To=+972501112233&From=+972720000002&Url=http://127.0.0.1/&StatusCallbackEvent=rang",
    "20001, To=%zz"
  })
  void a_bad_order_is_refused_with_twilios_code(int code, String form) throws Exception {
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      var answer = post(carrier, "/Calls.json", form.replace("+", "%2B"));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\": " + code);
      assertThat(carrier.calls()).isEmpty();
    }
  }

  @Test
  void the_ends_of_a_dial_talk_with_each_other_after_a_whisper_that_only_one_hears()
      throws Exception {
    var recorded = new CompletableFuture<TestPeer.Request>();
    peer.twiml(
            "/outbound",
            "<Dial callerId=\"+972720000002\" action=\"/dialled\" record=\"record-from-answer-dual\""
                + " recordingStatusCallback=\"/recorded\">"
                + "<Number url=\"/whisper\" statusCallback=\"/leg\">"
                + "+972503334444</Number></Dial>")
        .page("/leg", _ -> TestPeer.Answer.status(204))
        .twiml("/whisper", "<Say>this call is recorded</Say>")
        .twiml("/dialled", "<Hangup/>")
        .page("/recorded", request -> noted(recorded, request));
    try (var carrier =
        Carrier.start(
            Calls.settings(peer.url("/voice")).withRecordingReadyAfter(Duration.ofMillis(20)))) {
      carrier.answerAt(
          new PhoneNumber("+972501112233"),
          Callee.answering(
              Calls.plan(
                  Sounds.NONE,
                  "caller waits 3s\ncaller says \"it is me\" for 1s\ncall ends within 30s")));
      carrier.answerAt(
          new PhoneNumber("+972503334444"),
          Callee.answering(
              Calls.plan(
                  Sounds.NONE,
                  "agent speaks within 3s\nagent speaks within 9s\n"
                      + "caller waits 2s\ncaller says \"hello\" for 0.5s\ncaller hangs up"),
              Duration.ofMillis(200)));

      CallReport report = report(carrier, place(carrier, dialling()));
      DialledLeg leg = carrier.dialledLegs().getFirst();

      assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
      assertThat(report.failures()).isEmpty();
      assertThat(report.problems()).isEmpty();
      assertThat(leg.failures()).isEmpty();
      assertThat(leg.bridged()).isTrue();
      assertThat(leg.callerId().value()).isEqualTo("+972720000002");
      assertThat(leg.moments(CallMoment.SayStarted.class)).hasSize(1);
      assertThat(report.moments(CallMoment.SayStarted.class)).isEmpty();
      TestPeer.Request whisper = peer.onlyRequest("/whisper");
      assertThat(value(whisper, "Direction")).isEqualTo("outbound-dial");
      assertThat(value(whisper, "ParentCallSid")).isEqualTo(report.callSid());
      assertThat(value(whisper, "CallSid")).isEqualTo(leg.callSid());
      TestPeer.Request dialled = peer.onlyRequest("/dialled");
      assertThat(value(dialled, "DialCallStatus")).isEqualTo("completed");
      assertThat(value(dialled, "DialBridged")).isEqualTo("true");
      assertThat(peer.requests("/leg"))
          .extracting(request -> value(request, "CallStatus"))
          .containsExactlyInAnyOrder("initiated", "ringing", "in-progress", "completed");
      assertThat(peer.requests("/leg"))
          .extracting(request -> value(request, "CallSid"))
          .containsOnly(leg.callSid());
      TestPeer.Request sound = recorded.get(60, TimeUnit.SECONDS);
      assertThat(value(sound, "RecordingSource")).isEqualTo("DialVerb");
    }
  }

  @Test
  void a_callee_who_hangs_up_at_the_whisper_is_not_connected() throws Exception {
    peer.twiml(
            "/outbound",
            "<Dial action=\"/dialled\"><Number url=\"/whisper\">+972503334444</Number></Dial>")
        .twiml(
            "/whisper",
            "<Gather numDigits=\"1\" action=\"/key\"><Say>press 1</Say></Gather>" + "<Hangup/>")
        .twiml("/dialled", "<Hangup/>");
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      carrier.answerAt(
          new PhoneNumber("+972503334444"),
          Callee.answering(Calls.plan(Sounds.NONE, "call ends"), Duration.ofMillis(100)));

      CallReport report = report(carrier, place(carrier, dialling()));

      assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
      assertThat(carrier.dialledLegs().getFirst().bridged()).isFalse();
      assertThat(value(peer.onlyRequest("/dialled"), "DialBridged")).isEqualTo("false");
    }
  }

  @Test
  void a_machine_is_told_of_late_and_the_call_goes_on_meanwhile() throws Exception {
    var detected = new CompletableFuture<TestPeer.Request>();
    peer.twiml("/outbound", "<Pause length=\"4\"/>")
        .page("/amd", request -> noted(detected, request));
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      carrier.answerAt(
          new PhoneNumber("+972501112233"),
          Callee.answering(Calls.plan(Sounds.NONE, "call ends"), Duration.ofMillis(100))
              .detectedAs("machine_end_beep", Duration.ofSeconds(2)));
      FormPairs order = dialling().with("MachineDetection", "DetectMessageEnd");
      CallReport report =
          report(
              carrier,
              place(
                  carrier,
                  order
                      .with("AsyncAmd", "true")
                      .with("AsyncAmdStatusCallback", peer.url("/amd").toString())));
      TestPeer.Request found = detected.get(60, TimeUnit.SECONDS);

      assertThat(value(peer.onlyRequest("/outbound"), "AnsweredBy")).isEmpty();
      assertThat(value(found, "AnsweredBy")).isEqualTo("machine_end_beep");
      assertThat(value(found, "CallSid")).isEqualTo(report.callSid());

      report(carrier, place(carrier, order));
      assertThat(value(peer.requests("/outbound").getLast(), "AnsweredBy"))
          .isEqualTo("machine_end_beep");
    }
  }

  @Test
  void a_call_whose_answer_was_lost_is_found_in_the_list() throws Exception {
    peer.twiml("/outbound", "<Pause length=\"1\"/>");
    var faults = Calls.faults("rest loses the answer to a new call once");
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")).withFaults(faults))) {
      assertThatThrownBy(() -> place(carrier, dialling())).isInstanceOf(IOException.class);

      String list = send(carrier, "/Calls.json?To=%2B972501112233&From=%2B972720000002").body();
      assertThat(list).contains(carrier.calls().getFirst().callSid());
      assertThat(send(carrier, "/Calls.json?To=%2B972509999999").body()).doesNotContain("CA");
      assertThat(place(carrier, dialling()).statusCode()).isEqualTo(201);
      assertThat(carrier.calls()).hasSize(2);
    }
  }

  private static TestPeer.Answer noted(
      CompletableFuture<TestPeer.Request> future, TestPeer.Request request) {
    future.complete(request);
    return TestPeer.Answer.status(204);
  }

  private FormPairs dialling() {
    return order().with("Url", peer.url("/outbound").toString());
  }

  @Test
  void an_order_without_the_accounts_token_places_no_call() throws Exception {
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      var other = new AccountCredentials(carrier(peer, "another token"));
      assertThat(other.match(authorization())).isFalse();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address(carrier, "/Calls.json"))
                  .POST(HttpRequest.BodyPublishers.ofString(order().encoded()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(carrier.calls()).isEmpty();
    }
  }

  private static CarrierSettings carrier(TestPeer peer, String token) {
    return CarrierSettings.of(Calls.ACCOUNT, token, peer.url("/voice"));
  }

  private static FormPairs order() {
    return FormPairs.of("To", "+972501112233", "From", "+972720000002");
  }

  private static CallReport report(Carrier carrier, HttpResponse<String> placed) throws Exception {
    return carrier.find(field(placed.body(), "sid").orElseThrow()).orElseThrow().await(SOON);
  }

  private HttpResponse<String> place(Carrier carrier, FormPairs order) throws Exception {
    return post(carrier, "/Calls.json", order);
  }

  private HttpResponse<String> post(Carrier carrier, String path, FormPairs form) throws Exception {
    return post(carrier, path, form.encoded());
  }

  private HttpResponse<String> post(Carrier carrier, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address(carrier, path))
            .header("Authorization", authorization())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(Carrier carrier, String callSid) throws Exception {
    return send(carrier, "/Calls/" + callSid + ".json");
  }

  private HttpResponse<String> send(Carrier carrier, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address(carrier, path))
            .header("Authorization", authorization())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI address(Carrier carrier, String path) {
    return URI.create(carrier.restUrl() + "/2010-04-01/Accounts/" + Calls.ACCOUNT + path);
  }

  private static String authorization() {
    String pair = Calls.ACCOUNT + ":" + Calls.TOKEN;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String value(TestPeer.Request request, String name) {
    return request.form().first(name).orElse("");
  }

  /// A text of a JSON object, at its top.
  private static Optional<String> field(String json, String name) throws IOException {
    try (var parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        if (key.equals(name)) {
          return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
        }
        parser.skipChildren();
      }
    }
    return Optional.empty();
  }
}
