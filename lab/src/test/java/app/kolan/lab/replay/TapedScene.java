package app.kolan.lab.replay;

import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.Servers;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server that records calls, and a carrier that calls it.
final class TapedScene implements AutoCloseable {
  private static final String PUBLIC = "https://phone.example.com";
  static final String DANA = "+972541234567";
  private static final double IN_A_HURRY = 4;

  /// At this speed a frame lasts 5 ms, and a loaded machine that waits for its disk may take
  /// seconds. How soon something is done is compared on virtual time, by `ReplayTest`.
  static final int TOLERANCE = 60 * ReplayComparison.USUAL_TOLERANCE;

  final PhoneServer server;
  private final Carrier carrier;

  TapedScene(Path data, AnswerMode mode, @Nullable PhoneNumber human, TapeMode taping)
      throws IOException {
    int port = FreePort.find();
    carrier =
        Carrier.start(
            CarrierSettings.of(
                    TwilioByHand.ACCOUNT,
                    TwilioByHand.TOKEN,
                    URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withCaller(new PhoneNumber(DANA))
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                .withPace(IN_A_HURRY));
    server = Servers.forCarrier(data, port, carrier.restUrl(), mode, human, taping);
  }

  CallReport call(Script script) throws Exception {
    return carrier.call(CallPlan.of(script, Story.SOUNDS)).await(Duration.ofSeconds(200));
  }

  @Override
  public void close() {
    carrier.close();
    server.close();
  }

  /// What was recorded in a data folder.
  static List<Path> tapes(Path data) throws IOException {
    try (var files = Files.list(data.resolve("tapes"))) {
      return files.toList();
    }
  }
}
