package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// The media sockets, from a client that shares no code with Kolan.
@Tag("socket")
class MediaSocketTest {
  private static final String CALL = "CA55555555555555555555555555555555";
  private static final String TWO_WAY = "/ws/twilio-media";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Mulaw WORDS = Sounds.speechLike("let me say this", Duration.ofSeconds(2));
  private static final Mulaw PAUSE = Mulaw.silence(Duration.ofSeconds(1));

  @TempDir private Path data;
  private PhoneServer server;
  private TwilioByHand twilio;
  private String ticket = "";

  @BeforeEach
  void a_call_comes_in() throws Exception {
    server = Servers.behindProxy(data);
    twilio = TwilioByHand.calling(server.port());
    String twiml = twilio.post("/webhook/incoming_call", TwilioByHand.call(CALL)).body();
    Matcher found = TICKET.matcher(twiml);
    assertThat(found.find()).isTrue();
    ticket = found.group(1);
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.liveCalls()).isZero();
  }

  @Test
  void a_stream_of_another_account_or_business_leaves_the_ticket_to_the_calls_own()
      throws Exception {
    StreamByHand ofOtherAccount = open();
    ofOtherAccount.start(ticket, "AC" + "b".repeat(32), 1);
    assertThat(ofOtherAccount.awaitClose()).isEqualTo(1008);
    StreamByHand ofOtherBusiness = open();
    ofOtherBusiness.start(ticket, TwilioByHand.ACCOUNT, 7);
    assertThat(ofOtherBusiness.awaitClose()).isEqualTo(1008);

    StreamByHand own = open();
    own.start(ticket);

    own.awaitEvent("media");
    own.closeBlocking();
  }

  @Test
  void an_upgrade_without_a_genuine_signature_is_refused_with_403() throws Exception {
    for (String signature :
        new String[] {
          null,
          "bm9uc2Vuc2U=",
          twilio.signature("https://phone.example.com" + TWO_WAY, Map.of()),
          twilio.withToken("x").signature("wss://phone.example.com" + TWO_WAY, Map.of()),
          twilio.signature("wss://phone.example.com/media-stream", Map.of())
        }) {
      HttpRequest.Builder upgrade = twilio.request(TWO_WAY).GET();
      if (signature != null) {
        upgrade.header("X-Twilio-Signature", signature);
      }
      assertThat(twilio.send(upgrade).statusCode()).isEqualTo(403);
      StreamByHand stream = StreamByHand.open(twilio, TWO_WAY, CALL, signature);
      assertThat(stream.isOpen()).isFalse();
    }
  }

  @Test
  void a_signature_over_the_url_with_a_slash_gets_in() throws Exception {
    String signature = twilio.signature("wss://phone.example.com" + TWO_WAY + "/", Map.of());

    StreamByHand stream = StreamByHand.open(twilio, TWO_WAY, CALL, signature);

    assertThat(stream.isOpen()).isTrue();
    stream.closeBlocking();
  }

  @Test
  void a_request_whose_upgrade_a_proxy_has_dropped_is_told_so() throws Exception {
    String signature = twilio.signature("wss://phone.example.com" + TWO_WAY, Map.of());

    var answer = twilio.send(twilio.request(TWO_WAY).header("X-Twilio-Signature", signature).GET());

    assertThat(answer.statusCode()).isEqualTo(426);
  }

  @Test
  void the_receptionist_speaks_in_the_three_shapes_that_twilio_takes() throws Exception {
    StreamByHand stream = open();

    stream.start(ticket);

    assertThat(stream.awaitEvent("media"))
        .matches(
            "\\{\"event\":\"media\",\"streamSid\":\"MZ[5]{32}\","
                + "\"media\":\\{\"payload\":\"[A-Za-z0-9+/=]+\"}}");
    assertThat(stream.awaitEvent("mark"))
        .matches(
            "\\{\"event\":\"mark\",\"streamSid\":\"MZ[5]{32}\",\"mark\":\\{\"name\":\"[^\"]+\"}}");
    stream.closeBlocking();
  }

  @Test
  void a_caller_who_interrupts_is_heard_and_the_queue_is_cleared() throws Exception {
    StreamByHand stream = open();
    stream.losesMarks();
    stream.start(ticket);
    stream.awaitEvent("media");

    stream.speak(Mulaw.silence(Duration.ofMillis(400)));
    stream.speak(WORDS);

    assertThat(stream.awaitEvent("clear"))
        .matches("\\{\"event\":\"clear\",\"streamSid\":\"MZ[5]{32}\"}");
    stream.speak(PAUSE);
    stream.awaitEvent("media");
    stream.closeBlocking();
    awaitOutcome(CallOutcome.BROKEN);
    assertThat(server.stores().turns().findByCall(new CallSid(CALL)))
        .filteredOn(turn -> turn.speaker() == Speaker.CALLER)
        .extracting(Turn::about)
        .contains("ask_reason");
  }

  @Test
  void a_ticket_lets_one_stream_in() throws Exception {
    StreamByHand first = open();
    first.start(ticket);
    first.awaitEvent("media");

    StreamByHand second = open();
    second.start(ticket);

    assertThat(second.awaitClose()).isEqualTo(1008);
    assertThat(second.received).isEmpty();
    first.closeBlocking();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "MZ77777777777777777777777777777777")
  void the_end_of_another_stream_of_the_call_is_not_the_end_of_the_talk(@Nullable String stream)
      throws Exception {
    StreamByHand first = open();
    first.start(ticket);
    first.awaitEvent("media");
    var form = TwilioByHand.call(CALL);
    if (stream != null) {
      form.put("StreamSid", stream);
    }

    assertThat(twilio.post("/webhook/stream_ended", form).statusCode()).isEqualTo(200);
    twilio.post("/webhook/voice_fallback", TwilioByHand.call(CALL));

    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().outcome())
        .isEqualTo(CallOutcome.OPEN);
    assertThat(server.liveCalls()).isOne();
    first.stop();
    awaitOutcome(CallOutcome.HUNG_UP);
  }

  @Test
  void a_ticket_of_another_call_lets_nobody_in() throws Exception {
    String other = "CA66666666666666666666666666666666";
    twilio.post("/webhook/incoming_call", TwilioByHand.call(other));
    StreamByHand stream = StreamByHand.open(twilio, TWO_WAY, other);

    stream.start(ticket);

    assertThat(stream.awaitClose()).isEqualTo(1008);
    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().ticketSpent())
        .isFalse();
  }

  @Test
  void a_stream_that_talks_without_starting_is_closed() throws Exception {
    StreamByHand stream = open();

    stream.speak(Mulaw.silence(Duration.ofMillis(500)));

    assertThat(stream.awaitClose()).isEqualTo(1008);
  }

  @Test
  void unknown_and_odd_messages_are_survived() throws Exception {
    StreamByHand stream = open();
    stream.send("{\"event\":\"weather\",\"sky\":\"blue\"}");
    stream.send("not json");
    stream.send("[]");
    stream.send("{\"event\":42}");
    stream.send(new byte[] {1, 2, 3});
    stream.start(ticket);
    stream.send("{\"event\":\"media\",\"media\":{\"payload\":\"%%%\"}}");
    stream.send("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"long\"}}");
    stream.send("{\"event\":\"mark\",\"mark\":{}}");

    stream.awaitEvent("media");

    assertThat(stream.isOpen()).isTrue();
    stream.closeBlocking();
  }

  @Test
  void what_the_socket_logs_names_its_call() throws Exception {
    var logger = (Logger) LoggerFactory.getLogger("app.kolan.server.telephony.MediaSocket");
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    logger.addAppender(log);
    try {
      StreamByHand stream = open();
      stream.start(ticket);
      stream.awaitEvent("media");

      stream.send("{\"event\":\"weather\",\"sky\":\"blue\"}");
      for (int i = 0; i < 20; i++) {
        stream.send("nonsense");
      }
      assertThat(stream.awaitClose()).isEqualTo(1008);
    } finally {
      logger.detachAppender(log);
    }

    assertThat(List.copyOf(log.list))
        .filteredOn(line -> CALL.equals(line.getMDCPropertyMap().get("call")))
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains(
            "an unknown stream event",
            "a stream message cannot be read",
            "a stream is closed: it makes no sense");
  }

  @Test
  void a_stream_of_nonsense_is_closed() throws Exception {
    StreamByHand stream = open();

    for (int i = 0; i < 20; i++) {
      stream.send("nonsense");
    }

    assertThat(stream.awaitClose()).isEqualTo(1008);
  }

  @Test
  void a_message_that_no_carrier_sends_closes_the_stream_as_too_large() throws Exception {
    StreamByHand stream = open();

    stream.send("{\"event\":\"x\",\"y\":\"" + "z".repeat(70_000) + "\"}");

    assertThat(stream.awaitClose()).isEqualTo(1009);
  }

  @Test
  void a_hang_up_in_mid_sentence_keeps_what_was_said() throws Exception {
    StreamByHand stream = open();
    stream.start(ticket);
    stream.awaitEvent("media");
    stream.speak(PAUSE);
    stream.speak(WORDS.slice(0, 8000));

    stream.stop();
    assertThat(stream.awaitClose()).isEqualTo(1000);

    awaitOutcome(CallOutcome.HUNG_UP);
    assertThat(server.stores().turns().findByCall(new CallSid(CALL)))
        .filteredOn(turn -> turn.speaker() == Speaker.CALLER)
        .hasSize(1);
  }

  @Test
  void a_socket_that_breaks_leaves_the_call_to_the_fallback() throws Exception {
    StreamByHand stream = open();
    stream.start(ticket);
    stream.awaitEvent("media");

    stream.getSocket().setSoLinger(true, 0);
    stream.getSocket().close();

    awaitOutcome(CallOutcome.BROKEN);
    assertThat(twilio.post("/webhook/stream_ended", TwilioByHand.call(CALL)).body())
        .contains("<Record");
  }

  @Test
  void a_one_way_stream_is_only_heard() throws Exception {
    StreamByHand stream = StreamByHand.open(twilio, "/media-stream", CALL);
    stream.start(ticket);
    stream.speak(PAUSE);
    stream.speak(WORDS);
    stream.speak(PAUSE);

    stream.stop();

    assertThat(stream.awaitClose()).isEqualTo(1000);
    assertThat(stream.received).isEmpty();
    assertThat(server.stores().turns().findByCall(new CallSid(CALL)))
        .singleElement()
        .satisfies(turn -> assertThat(data.resolve(String.valueOf(turn.audioFile()))).exists());
  }

  @Test
  void a_fault_of_ours_closes_the_line_so_that_the_caller_is_led_on() throws Exception {
    StreamByHand stream = open();
    server.stores().close();

    stream.start(ticket);

    assertThat(stream.awaitClose()).isEqualTo(1011);
    assertThat(twilio.post("/webhook/stream_ended", TwilioByHand.call(CALL)).body())
        .contains("<Record");
  }

  @Test
  void calls_do_not_hear_each_other() throws Exception {
    StreamByHand first = open();
    first.start(ticket);
    String other = "CA77777777777777777777777777777777";
    Matcher found =
        TICKET.matcher(twilio.post("/webhook/incoming_call", TwilioByHand.call(other)).body());
    assertThat(found.find()).isTrue();
    StreamByHand second = StreamByHand.open(twilio, TWO_WAY, other);
    second.start(found.group(1));

    assertThat(second.awaitEvent("media")).contains("MZ" + "7".repeat(32));
    second.closeBlocking();
    assertThat(first.isOpen()).isTrue();
    assertThat(first.awaitEvent("media")).contains("MZ" + "5".repeat(32));
    first.closeBlocking();
  }

  @Test
  void a_server_that_stops_says_so_to_those_on_the_line() throws Exception {
    StreamByHand stream = open();
    stream.start(ticket);
    stream.awaitEvent("media");

    server.close();

    assertThat(stream.awaitClose()).isEqualTo(1001);
  }

  private StreamByHand open() throws Exception {
    StreamByHand stream = StreamByHand.open(twilio, TWO_WAY, CALL);
    assertThat(stream.isOpen()).isTrue();
    return stream;
  }

  private void awaitOutcome(CallOutcome outcome) {
    Await.until("the call's thread ends", () -> server.liveCalls() == 0);
    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().outcome())
        .isEqualTo(outcome);
  }
}
