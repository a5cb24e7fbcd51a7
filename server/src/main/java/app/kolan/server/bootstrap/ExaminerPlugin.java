package app.kolan.server.bootstrap;

import app.kolan.server.examination.Examiner;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the [Examiner] of a running server. It comes as a jar beside the server's, which
/// [ServiceLoader] finds on the class path: the server knows nothing else of the doctor, and loads
/// nothing of it before somebody asks for an examination.
public interface ExaminerPlugin {
  /// An examiner of the server that runs by these settings.
  Examiner open(Config config);

  /// The examiner that is installed; empty for none.
  static Optional<Examiner> installed(Config config) {
    try {
      return ServiceLoader.load(ExaminerPlugin.class).findFirst().map(found -> found.open(config));
    } catch (ServiceConfigurationError | LinkageError e) {
      Logger log = LoggerFactory.getLogger(ExaminerPlugin.class);
      log.atWarn().addKeyValue("reason", e.toString()).log("the doctor cannot be loaded");
      return Optional.empty();
    }
  }
}
