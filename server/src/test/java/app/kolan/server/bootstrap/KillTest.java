package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of things: what was acknowledged is there after the restart.
@Tag("socket")
class KillTest {
  private static final CallSid CALL = new CallSid("CA88888888888888888888888888888888");
  private static final String RECORDING = "RE99999999999999999999999999999999";
  private static final String NOWHERE = "http://127.0.0.1:9";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Mulaw WORDS = Sounds.speechLike("about a thing", Duration.ofSeconds(2));
  private static final Mulaw PAUSE = Mulaw.silence(Duration.ofSeconds(1));

  @TempDir private Path folder;

  @Test
  void between_webhook_and_stream_the_ticket_is_kept() throws Exception {
    String ticket;
    try (var first = ServeProcess.start(folder, NOWHERE)) {
      ticket = callComesIn(TwilioByHand.calling(first.port()));
      first.kill();
    }
    try (var second = ServeProcess.start(folder, NOWHERE)) {
      var twilio = TwilioByHand.calling(second.port());
      StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL.value());

      stream.start(ticket);

      stream.awaitEvent("media");
      stream.closeBlocking();
    }
  }

  @Test
  void in_the_goodbye_all_that_it_thanks_for_is_kept() throws Exception {
    try (var first = ServeProcess.start(folder, NOWHERE)) {
      var twilio = TwilioByHand.calling(first.port());
      String ticket = callComesIn(twilio);
      StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL.value());
      // Marks that come back at once would say that a sentence was heard before it is interrupted.
      stream.losesMarks();
      stream.start(ticket);
      stream.awaitEvent("media");
      stream.speak(Mulaw.silence(Duration.ofMillis(400)));
      stream.speak(WORDS);
      stream.awaitEvent("clear");
      stream.speak(PAUSE);
      stream.awaitEvent("media");
      try (var beside = StoreFactory.open(folder.resolve("data"))) {
        Await.until(
            "the answer is written while the talk goes on",
            () -> beside.leads().find(CALL).map(Lead::reasonTurn).isPresent());
      }
      tellTheNameAndTheNumber(stream);
      stream.awaitInSilence("media");
      first.kill();
    }
    try (var stores = StoreFactory.open(folder.resolve("data"))) {
      List<Turn> answers =
          stores.turns().findByCall(CALL).stream()
              .filter(turn -> turn.speaker() == Speaker.CALLER)
              .toList();
      assertThat(answers)
          .extracting(Turn::about)
          .containsExactly("ask_reason", "ask_name", "offer_own_number");
      Path sound = folder.resolve("data").resolve(String.valueOf(answers.getFirst().audioFile()));
      assertThat(Wav.read(Files.readAllBytes(sound)).duration())
          .isGreaterThan(Duration.ofSeconds(1));
      Lead lead = stores.leads().find(CALL).orElseThrow();
      assertThat(lead.state()).isEqualTo(LeadState.COMPLETE);
      assertThat(lead.reasonTurn()).isEqualTo(answers.getFirst().position());
      assertThat(lead.nameTurn()).isEqualTo(answers.get(1).position());
      assertThat(stores.calls().find(CALL).orElseThrow().outcome()).isEqualTo(CallOutcome.OPEN);
    }
    try (var second = ServeProcess.start(folder, NOWHERE)) {
      var twilio = TwilioByHand.calling(second.port());
      assertThat(twilio.post("/webhook/stream_ended", TwilioByHand.call(CALL.value())).body())
          .contains("<Record");
    }
  }

  @Test
  void during_a_recording_fetch_the_message_is_fetched_after_the_restart() throws Exception {
    byte[] message = Wav.of(WORDS);
    var ready = new AtomicBoolean();
    var asked = new CountDownLatch(1);
    HttpServer rest =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    rest.createContext(
        "/",
        exchange -> {
          asked.countDown();
          boolean there = ready.get() && exchange.getRequestURI().getPath().contains(RECORDING);
          exchange.getResponseHeaders().add("Content-Type", there ? "audio/x-wav" : "text/plain");
          exchange.sendResponseHeaders(there ? 200 : 404, there ? message.length : -1);
          if (there) {
            exchange.getResponseBody().write(message);
          }
          exchange.close();
        });
    rest.start();
    String restUrl = "http://127.0.0.1:" + rest.getAddress().getPort();
    try (var first = ServeProcess.start(folder, restUrl)) {
      var twilio = TwilioByHand.calling(first.port());
      callComesIn(twilio);
      Map<String, String> form = new TreeMap<>(TwilioByHand.call(CALL.value()));
      form.put("RecordingUrl", "https://api.twilio.com/Accounts/AC1/Recordings/" + RECORDING);
      assertThat(twilio.post("/webhook/handle_recording", form).statusCode()).isEqualTo(200);
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      first.kill();
    }
    ready.set(true);
    try (var second = ServeProcess.start(folder, restUrl)) {
      awaitStored(folder.resolve("data"));
      assertThat(second.stop()).isNotEqualTo(137);
    }
    rest.stop(0);
    try (var stores = StoreFactory.open(folder.resolve("data"))) {
      assertThat(stores.recordings().findByCall(CALL))
          .singleElement()
          .satisfies(
              recording -> {
                assertThat(recording.state()).isEqualTo(RecordingState.STORED);
                assertThat(recording.bytes()).isEqualTo(message.length);
              });
      assertThat(stores.leads().all()).hasSize(1);
    }
  }

  /// Interrupts each question by the answer, and takes the last for the goodbye.
  private static void tellTheNameAndTheNumber(StreamByHand stream) throws InterruptedException {
    stream.speak(PAUSE);
    stream.speak(WORDS);
    stream.awaitEvent("clear");
    stream.speak(PAUSE);
    stream.awaitEvent("media");
    stream.press('1');
    stream.awaitEvent("clear");
  }

  private static String callComesIn(TwilioByHand twilio) throws Exception {
    String twiml = twilio.post("/webhook/incoming_call", TwilioByHand.call(CALL.value())).body();
    Matcher ticket = TICKET.matcher(twiml);
    assertThat(ticket.find()).isTrue();
    return ticket.group(1);
  }

  /// Waits until the recording is stored, as the ledger tells: a reader beside the writer.
  private static void awaitStored(Path data) {
    try (var stores = StoreFactory.open(data)) {
      Await.until(
          "the recording is fetched",
          () ->
              stores.recordings().findByCall(CALL).stream()
                  .anyMatch(recording -> recording.state() == RecordingState.STORED));
    }
  }
}
