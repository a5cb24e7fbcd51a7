package app.kolan.server.bootstrap;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.examination.ExaminationStore;
import app.kolan.server.examination.ExaminationSubjects;
import app.kolan.server.examination.Examinations;
import app.kolan.server.examination.Examiner;
import app.kolan.server.examination.TokenCheck;
import app.kolan.server.examination.TwilioAlerts;
import app.kolan.server.store.CallStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The examinations of this server from the console and the API.
record ExaminationServices(
    Examinations examinations,
    ExaminationSubjects subjects,
    TwilioAlerts alerts,
    TokenCheck accounts)
    implements AutoCloseable {

  /// @param kept where examinations are kept; asked when somebody first wants to see one
  static ExaminationServices open(
      Config config,
      DirectoryStore store,
      BusinessDirectory settings,
      CallStore calls,
      Supplier<ExaminationStore> kept,
      InstantSource clock) {
    var subjects = new ExaminationSubjects(store, settings);
    return new ExaminationServices(
        new Examinations(new Installed(config), kept, clock),
        subjects,
        new TwilioAlerts(config.twilio().apiUrl(), calls, settings, subjects, clock),
        new TokenCheck(config.twilio().apiUrl(), settings));
  }

  /// The examiner that is installed, looked for when it is first asked for.
  private static final class Installed implements Supplier<Optional<Examiner>> {
    private final Config config;
    private boolean sought;
    private @Nullable Examiner found;

    Installed(Config config) {
      this.config = config;
    }

    @Override
    public synchronized Optional<Examiner> get() {
      if (!sought) {
        found = ExaminerPlugin.installed(config).orElse(null);
        sought = true;
      }
      return Optional.ofNullable(found);
    }
  }

  @Override
  public void close() {
    examinations.close();
    alerts.close();
    accounts.close();
  }
}
