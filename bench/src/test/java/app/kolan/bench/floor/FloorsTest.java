package app.kolan.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class FloorsTest {
  private static final String STREAM = "MZ00000000000000000000000000000001";
  private static final Mulaw EVERY_CODE = everyCode();
  private static final String STARTED =
      StreamEventCodec.write(
          new StreamEvent.Started(1, STREAM, "CA1", "AC1", List.of("inbound"), Map.of()), STREAM);
  private static final String MEDIA =
      StreamEventCodec.write(
          new StreamEvent.Media(2, StreamEvent.Track.INBOUND, 1, 20, EVERY_CODE), STREAM);

  @Test
  void the_servers_own_stack_sends_the_very_text_back() throws Exception {
    try (VertxFloor floor = VertxBare.start(0);
        var call = new FloorCall(floor.port())) {
      isABareFloor(call);
    }
  }

  @Test
  void bare_netty_sends_the_very_text_back() throws Exception {
    try (NettyBare floor = NettyBare.start(0, NettyTransport.NIO);
        var call = new FloorCall(floor.port())) {
      isABareFloor(call);
    }
  }

  @Test
  void bare_netty_does_so_on_epoll_too() throws Exception {
    assumeTrue(NettyTransport.EPOLL.isAvailable(), "this machine has no epoll");
    try (NettyBare floor = NettyBare.start(0, NettyTransport.EPOLL);
        var call = new FloorCall(floor.port())) {
      isABareFloor(call);
    }
  }

  @Test
  void the_reading_echo_sends_the_sound_back_as_the_server_would() throws Exception {
    try (VertxFloor floor = VertxEcho.start(0);
        var call = new FloorCall(floor.port())) {
      answersRequests(call);
      call.say(STARTED);
      call.say(MEDIA);
      assertThat(call.nextMessage())
          .isEqualTo(StreamCommandCodec.write(new StreamCommand.Media(EVERY_CODE), STREAM));
      answersPings(call);
    }
  }

  @Test
  void the_reading_echo_outlives_messages_that_make_no_sense() throws Exception {
    try (VertxFloor floor = VertxEcho.start(0);
        var call = new FloorCall(floor.port())) {
      for (String nonsense :
          List.of("", "{", "[]", "7", "{\"event\":7}", "{\"event\":\"media\"}", "\"payload\"")) {
        call.say(nonsense);
      }
      call.say("{\"event\":\"media\",\"media\":{\"payload\":\"no base64!\"}}");
      call.say(STARTED);
      call.say(MEDIA);
      assertThat(call.nextMessage())
          .isEqualTo(StreamCommandCodec.write(new StreamCommand.Media(EVERY_CODE), STREAM));
    }
  }

  private static void isABareFloor(FloorCall call) throws Exception {
    answersRequests(call);
    call.say(STARTED);
    call.say(MEDIA);
    assertThat(call.nextMessage()).isEqualTo(STARTED);
    assertThat(call.nextMessage()).isEqualTo(MEDIA);
    answersPings(call);
  }

  private static void answersRequests(FloorCall call) throws Exception {
    assertThat(call.get("/health").statusCode()).isEqualTo(200);
    assertThat(call.get("/nothing").statusCode()).isEqualTo(404);
    var twiml = call.post("/webhook/incoming_call", "CallSid=CA1&From=%2B972501234567");
    assertThat(twiml.statusCode()).isEqualTo(200);
    String type = twiml.headers().firstValue("Content-Type").orElse(null);
    assertThat(TwimlReader.read(type, twiml.body().getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TwimlReading.Understood.class);
    assertThat(twiml.body())
        .contains("<Connect><Stream url=\"wss://" + twiml.uri().getAuthority() + Floor.MEDIA);
  }

  private static void answersPings(FloorCall call) throws Exception {
    call.ping("still there");
    assertThat(call.pong()).isEqualTo("still there");
  }

  /// All codes that survive decoding and encoding: minus zero comes back as plus zero.
  private static Mulaw everyCode() {
    var codes = new byte[256];
    for (int code = 0; code < codes.length; code++) {
      codes[code] = code == 0x7F ? (byte) 0xFF : (byte) code;
    }
    return Mulaw.of(codes);
  }
}
