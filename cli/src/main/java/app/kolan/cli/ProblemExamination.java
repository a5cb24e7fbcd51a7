package app.kolan.cli;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Target;
import app.kolan.doctor.remote.RemoteChecks;
import app.kolan.simulator.scene.Scene;
import app.kolan.simulator.scene.SceneServer;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.List;

/// The doctor's examination of a scene of the simulator's: a server with one fault.
public final class ProblemExamination {
  private static final String ACCOUNT = "AC00000000000000000000000000000000";
  private static final PhoneNumber CALLED = new PhoneNumber("+972720000002");
  private static final Duration QUIET = Duration.ofSeconds(1);

  private ProblemExamination() {}

  /// Examines a scene's server from outside, with the timeout of the scene's carrier.
  public static Diagnosis of(Scene scene, SceneServer server, String authToken)
      throws InterruptedException {
    var target =
        new Target(
            server.voiceUrl(),
            server.fallbackUrl(),
            server.statusCallbackUrl(),
            ACCOUNT,
            List.of(authToken),
            CALLED,
            false,
            QUIET,
            scene.timeout());
    var examination = new CheckRunner();
    RemoteChecks.plan(examination, target);
    return examination.run(CheckRunner.Listener.NOBODY);
  }

  /// The doctor's first finding about a problem: what is broken precedes warnings.
  public static List<Finding> named(Diagnosis diagnosis, int code) {
    return diagnosis.findings().stream()
        .map(Diagnosis.Seen::finding)
        .filter(finding -> finding.isWorseThan(Finding.Level.NOTE))
        .filter(finding -> finding.codes().contains(code))
        .sorted((one, other) -> other.level().compareTo(one.level()))
        .toList();
  }
}
