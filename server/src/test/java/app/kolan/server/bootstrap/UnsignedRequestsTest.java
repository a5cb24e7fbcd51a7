package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.stories.Story;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests without a genuine signature, one of each kind after the other as fast as the server
/// answers, while twenty callers talk. What a stranger can ask for costs so little that no call
/// notices: none waits for a webhook in vain, and none misses a sentence.
@Tag("socket")
class UnsignedRequestsTest {
  /// How many of the calls ring at once.
  private static final int RINGING = 2;

  private static final String PUBLIC = "https://phone.example.com";
  private static final String REFUSED = "HTTP/1.1 4";
  private static final int CALLS = 20;
  private static final int LEAST_ANSWERS = 20;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(100);

  private static final String TALKS =
      """
      agent says greeting within 60s
      agent says ask_reason within 60s
      caller hangs up
      """;

  /// Each by what it is meant to cost the server.
  private static final Map<String, String> KINDS =
      new TreeMap<>(
          Map.of(
              "a large form whose signature is to be explained", largeForm(),
              "a form that cannot be read", post("/webhook/incoming_call", "%"),
              "a query that cannot be read", get("/webhook/incoming_call?%zz"),
              "a path that cannot be read", get("/static/tts/%"),
              "a sound that is not there", get("/static/tts/nothing.mp3"),
              "a callback of an unknown call", post("/webhook/call_status", "CallSid=CA1"),
              "a socket without a ticket", upgrade(),
              "a body above the limit", post("/webhook/call_status", "a".repeat(70_000))));

  private final Map<String, AtomicInteger> refused = new TreeMap<>();

  /// As many calls as come in at once: a machine under load answers few in one moment.
  private final Semaphore ringing = new Semaphore(RINGING);

  @TempDir private Path data;
  private Carrier carrier;
  private PhoneServer server;
  private volatile boolean over;

  @BeforeEach
  void open() throws IOException {
    int port = FreePort.find();
    carrier =
        Carrier.start(
            CarrierSettings.of(
                    TwilioByHand.ACCOUNT,
                    TwilioByHand.TOKEN,
                    URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file)));
    server = Servers.forCarrier(data, port, carrier.restUrl(), CallLimits.NONE);
  }

  @AfterEach
  void close() {
    over = true;
    carrier.close();
    server.close();
  }

  @Test
  void each_kind_as_fast_as_it_is_answered_is_not_noticed_by_twenty_calls() throws Exception {
    var calls = new ArrayList<SimulatedCall>();
    calls.add(call());
    awaitAnswered();
    Thread stranger = Thread.ofPlatform().daemon().name("stranger").start(this::sendAll);
    while (calls.size() < CALLS) {
      calls.add(call());
    }

    for (SimulatedCall call : calls) {
      CallReport report = call.await(LONGEST_CALL);
      assertThat(report.failures()).as(report.printout()).isEmpty();
      assertThat(report.problems()).as(report.printout()).isEmpty();
      assertThat(report.moments(CallMoment.StreamOpened.class)).hasSize(1);
    }
    over = true;
    assertThat(stranger.join(LONGEST_CALL)).isTrue();
    assertThat(refused).containsOnlyKeys(KINDS.keySet());
    assertThat(refused)
        .allSatisfy((kind, count) -> assertThat(count.get()).as(kind).isGreaterThan(LEAST_ANSWERS));
  }

  /// The first webhook of a server loads what it needs, which takes seconds beside all of this.
  private void awaitAnswered() throws Exception {
    assertThat(ringing.tryAcquire(RINGING, LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)).isTrue();
    ringing.release(RINGING);
  }

  private SimulatedCall call() throws Exception {
    assertThat(ringing.tryAcquire(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return carrier.call(
        CallPlan.of(Script.parse(TALKS), Story.SOUNDS)
            .withListener(
                moment -> {
                  if (moment instanceof CallMoment.CallAnswered) {
                    ringing.release();
                  }
                }));
  }

  private void sendAll() {
    while (!over) {
      KINDS.forEach(
          (kind, request) -> {
            if (isRefused(request)) {
              refused.computeIfAbsent(kind, _ -> new AtomicInteger()).incrementAndGet();
            }
          });
    }
  }

  /// Sends a request on a connection of its own, and reads how the answer begins.
  private boolean isRefused(String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(Math.toIntExact(LONGEST_CALL.toMillis()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      byte[] start = socket.getInputStream().readNBytes(REFUSED.length());
      return new String(start, StandardCharsets.UTF_8).equals(REFUSED);
    } catch (IOException _) {
      return false; // the server closed the connection while the request was on its way
    }
  }

  /// Eighty names, twenty-five query parameters and forwarded headers: as many readings of what
  /// Twilio may have signed as a request can offer.
  private static String largeForm() {
    var query = new StringBuilder("?");
    for (int i = 0; i < 25; i++) {
      query.append("q%d=%%D7%%90+%d&".formatted(i, i));
    }
    var form = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      form.append("Name%d=%s&".formatted(i, "a".repeat(700)));
    }
    return post("/webhook/incoming_call" + query, form.toString());
  }

  private static String get(String target) {
    return "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(target);
  }

  private static String post(String target, String body) {
    return """
    POST %s HTTP/1.1\r
    Host: phone.example.com\r
    Connection: close\r
    X-Forwarded-Host: a.example.com, b.example.com\r
    X-Forwarded-Proto: https\r
    X-Forwarded-Port: 8443\r
    Content-Type: application/x-www-form-urlencoded\r
    X-Twilio-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(target, body.length(), body);
  }

  private static String upgrade() {
    return """
    GET /ws/twilio-media HTTP/1.1\r
    Host: phone.example.com\r
    Connection: Upgrade\r
    Upgrade: websocket\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
    X-Twilio-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r
    \r
    """;
  }
}
