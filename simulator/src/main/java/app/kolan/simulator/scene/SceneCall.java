package app.kolan.simulator.scene;

import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A call to a scene's server.
public final class SceneCall {
  private static final String ACCOUNT = "AC00000000000000000000000000000000";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private SceneCall() {}

  /// Calls a scene's server and returns the call's report.
  ///
  /// @param pace how many seconds of the call pass in one of real time
  /// @param listener receives each moment
  public static CallReport place(
      Scene scene, SceneServer server, String authToken, double pace, Consumer<CallMoment> listener)
      throws InterruptedException {
    CarrierSettings settings =
        CarrierSettings.of(ACCOUNT, authToken, server.voiceUrl())
            .withFallbackUrl(server.fallbackUrl())
            .withStatusCallbackUrl(server.statusCallbackUrl())
            .withWebhookTimeout(scene.timeout())
            .withHandshakeTimeout(scene.timeout())
            .withTrusted(server.authority().stream().toList())
            .withPace(pace);
    try (Carrier carrier = Carrier.start(settings)) {
      return carrier
          .call(CallPlan.of(script(scene), Sounds.NONE).withListener(listener))
          .await(LONGEST);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the scene " + scene.name() + " does not end", e);
    }
  }

  private static Script script(Scene scene) {
    try {
      return Script.parse(scene.story());
    } catch (MalformedScript e) {
      throw new IllegalStateException("a scene's story was read before", e);
    }
  }
}
