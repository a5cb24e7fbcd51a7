package app.kolan.doctor.plugin;

import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ExaminerPlugin;
import app.kolan.server.examination.Examiner;

/// Makes the doctor known to a server that has this jar on its class path.
public final class DoctorPlugin implements ExaminerPlugin {
  /// Only the [java.util.ServiceLoader] makes one.
  public DoctorPlugin() {}

  @Override
  public Examiner open(Config config) {
    return new ServerExaminer(config);
  }
}
