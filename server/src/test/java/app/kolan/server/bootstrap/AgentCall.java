package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;

/// A simulated call in which the caller says what it is about, and an agent with all of its
/// providers takes a message and says goodbye.
final class AgentCall {
  static final String PUBLIC = "https://phone.example.com";

  private AgentCall() {}

  static CallSid to(PhoneServer server, String account, String token, PhoneNumber called)
      throws Exception {
    try (Carrier carrier =
        Carrier.start(
            CarrierSettings.of(account, token, URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withCalled(called)
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(
                    new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + server.port())))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file)))) {
      String script =
          """
          agent says ask_reason within 12s
          caller waits for silence
          caller says reason_appointment
          agent speaks within 6s
          call ends within 14s
          """;
      CallReport report =
          carrier
              .call(CallPlan.of(Script.parse(script), Story.SOUNDS))
              .await(Duration.ofSeconds(200));
      assertThat(report.failures()).isEmpty();
      return new CallSid(report.callSid());
    }
  }
}
