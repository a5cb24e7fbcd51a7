package app.kolan.server.command;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.doctor.Diagnosis;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.Patient;
import app.kolan.server.doctor.outside.OutsideChecks;
import app.kolan.simulator.scene.Scene;
import app.kolan.simulator.scene.SceneServer;
import java.time.Duration;
import java.util.List;

/// The doctor's look at a scene of the simulator's: a server that is wrong in one way.
public final class SceneExamination {
  private static final String ACCOUNT = "AC00000000000000000000000000000000";
  private static final PhoneNumber CALLED = new PhoneNumber("+972720000002");
  private static final Duration QUIET = Duration.ofSeconds(1);

  private SceneExamination() {}

  /// Examines a scene's server from outside, with no more patience than the scene's carrier has.
  public static Diagnosis of(Scene scene, SceneServer server, String authToken)
      throws InterruptedException {
    var patient =
        new Patient(
            server.voiceUrl(),
            server.fallbackUrl(),
            server.statusCallbackUrl(),
            ACCOUNT,
            List.of(authToken),
            CALLED,
            false,
            QUIET,
            scene.patience());
    var examination = new Examination();
    OutsideChecks.plan(examination, patient);
    return examination.run(Examination.Listener.NOBODY);
  }

  /// What the doctor says of a problem first: what is broken goes before what is only doubtful.
  public static List<Finding> named(Diagnosis diagnosis, int code) {
    return diagnosis.findings().stream()
        .map(Diagnosis.Seen::finding)
        .filter(finding -> finding.isWorseThan(Finding.Level.NOTE))
        .filter(finding -> finding.codes().contains(code))
        .sorted((one, other) -> other.level().compareTo(one.level()))
        .toList();
  }
}
