package app.kolan.bench.codec;

import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.twiml.Verb;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Writing the answer to an incoming call.
@State(Scope.Thread)
public class WritingTwiml {
  private final Twiml connect =
      Twiml.of(
          new Verb.Connect(
              "https://phone.example.com/webhook/stream_ended",
              new Verb.Stream(
                  "wss://phone.example.com/ws/twilio-media",
                  null,
                  null,
                  "https://phone.example.com/webhook/stream_status",
                  Map.of("ticket", "kJ3mZ8Qw2vXn5tRb7yLc9dFg1hSa4pEu"))));

  @Benchmark
  public String connect() {
    return TwimlWriter.write(connect);
  }
}
