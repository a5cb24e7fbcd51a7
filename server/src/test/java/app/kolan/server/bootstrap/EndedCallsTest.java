package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the memory holds of calls that are over: nothing.
@Tag("socket")
class EndedCallsTest {
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Pattern ROW =
      Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)", Pattern.MULTILINE);
  private static final Mulaw WORDS = Sounds.speechLike("let me say this", Duration.ofSeconds(1));
  private static final int CALLS = 4;

  /// What each call has one of, from the socket to the talk.
  private static final List<String> OF_A_CALL =
      List.of(
          "io.vertx.core.http.impl.http1.Http1ServerConnection",
          "io.vertx.core.http.impl.websocket.ServerWebSocketImpl",
          "app.kolan.server.telephony.MediaSocket",
          "app.kolan.server.session.LiveCall",
          "app.kolan.server.media.turns.TurnTaking");

  @TempDir private Path data;

  @Test
  void nothing_of_a_call_stays_in_memory() throws Exception {
    // What other tests of this JVM have left, and may let go of meanwhile.
    Map<String, Long> before = live();
    try (PhoneServer server = Servers.behindProxy(data)) {
      var twilio = TwilioByHand.calling(server.port());
      for (int i = 0; i < CALLS; i++) {
        begin(twilio, i).closeBlocking();
      }
      StreamByHand last = begin(twilio, CALLS);
      assertThat(live())
          .as("a call under way")
          .allSatisfy((_, count) -> assertThat(count).isPositive());

      last.closeBlocking();
      twilio.http().close();

      Await.until("the calls are over", () -> server.liveCalls() == 0);
      Map<String, Long> _ =
          Await.until(
              EndedCallsTest::live,
              now ->
                  now.entrySet().stream()
                      .allMatch(of -> of.getValue() <= before.getOrDefault(of.getKey(), 0L)));
    }
  }

  /// A call whose caller has said something.
  private static StreamByHand begin(TwilioByHand twilio, int number) throws Exception {
    String sid = "CA" + "%032d".formatted(number);
    String twiml = twilio.post("/webhook/incoming_call", TwilioByHand.call(sid)).body();
    Matcher ticket = TICKET.matcher(twiml);
    assertThat(ticket.find()).isTrue();
    StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", sid);
    stream.start(ticket.group(1));
    stream.awaitEvent("media");
    stream.speak(WORDS);
    return stream;
  }

  /// How many there are of each after a collection.
  private static Map<String, Long> live() {
    Matcher row = ROW.matcher(histogram());
    Map<String, Long> counts =
        row.results()
            .collect(Collectors.toMap(r -> r.group(2), r -> Long.valueOf(r.group(1)), Long::sum));
    return OF_A_CALL.stream().collect(Collectors.toMap(n -> n, n -> counts.getOrDefault(n, 0L)));
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM tells nothing of its heap", e);
    }
  }
}
