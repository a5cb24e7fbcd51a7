package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a stop takes while calls are on.
@Tag("socket")
class StopTest {
  private static final String TALKS = "CA66666666666666666666666666666666";
  private static final String LEAVES_A_MESSAGE = "CA77777777777777777777777777777777";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  /// Longer than a silent stream lasts, so that both waits of a stop take a part of it.
  private static final Duration GRACE = Duration.ofSeconds(5);

  @TempDir private Path data;

  /// The conversation ends by the stream's silence after three seconds, and the request that is
  /// expected then never comes.
  @Test
  void conversations_and_requests_have_the_grace_together() throws Exception {
    PhoneServer server = Servers.behindProxy(data);
    TwilioByHand twilio = TwilioByHand.calling(server.port());
    String twiml = twilio.post("/webhook/incoming_call", TwilioByHand.call(TALKS)).body();
    Matcher ticket = TICKET.matcher(twiml);
    assertThat(ticket.find()).isTrue();
    StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", TALKS);
    stream.start(ticket.group(1));
    stream.awaitEvent("media");

    long begun = System.nanoTime();
    server.close(GRACE);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(GRACE);
    assertThat(server.liveCalls()).isZero();
    stream.closeBlocking();
  }

  @Test
  void without_calls_it_stops_at_once() throws Exception {
    PhoneServer server = Servers.behindProxy(data);
    TwilioByHand twilio = TwilioByHand.calling(server.port());
    twilio.post("/webhook/incoming_call", TwilioByHand.call(LEAVES_A_MESSAGE));
    var ended = TwilioByHand.call(LEAVES_A_MESSAGE);
    ended.put("CallStatus", "completed");
    twilio.post("/webhook/call_status", ended);

    server.close(Duration.ofDays(1));

    assertThat(server.liveCalls()).isZero();
  }
}
