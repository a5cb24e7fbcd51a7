package app.kolan.simulator;

import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.MalformedFault;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.signature.SignatureVerdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// The common set-up of the socket tests.
final class Calls {
  static final String ACCOUNT = "AC00000000000000000000000000000001";
  static final String TOKEN = "12345";

  /// A second of the peer on a loaded machine is ten of the call; a webhook may take fifteen.
  static final double FAST = 10;

  private Calls() {}

  static CarrierSettings settings(URI voiceUrl) {
    return CarrierSettings.of(ACCOUNT, TOKEN, voiceUrl).withPace(FAST);
  }

  static Faults faults(String... lines) {
    try {
      return Faults.parse(List.of(lines), 1);
    } catch (MalformedFault e) {
      throw new AssertionError(e);
    }
  }

  /// The faults that happened, as lines.
  static List<String> played(CallReport report) {
    return report
        .moments(CallMoment.FaultPlayed.class)
        .map(moment -> moment.fault().line())
        .toList();
  }

  /// Runs one call to its end.
  static CallReport report(CarrierSettings settings, Sounds sounds, String script)
      throws InterruptedException, TimeoutException {
    try (var carrier = Carrier.start(settings)) {
      return carrier.call(plan(sounds, script)).await(Duration.ofSeconds(200));
    }
  }

  static CallPlan plan(Sounds sounds, String script) {
    try {
      return CallPlan.of(Script.parse(script), sounds);
    } catch (MalformedScript e) {
      throw new AssertionError(e);
    }
  }

  /// Whether a request carries Twilio's signature over exactly this URL.
  static boolean isSigned(TestPeer.Request request, String url) {
    return new SignatureCheck(List.of(TOKEN))
                .judge(
                    List.of(url), request.form(), request.header("X-Twilio-Signature").orElse(null))
            instanceof SignatureVerdict.Genuine(var signedUrl)
        && signedUrl.equals(url);
  }
}
