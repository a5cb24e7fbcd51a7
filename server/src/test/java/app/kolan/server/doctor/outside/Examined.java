package app.kolan.server.doctor.outside;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.call.Hearing;
import app.kolan.server.config.Config;
import app.kolan.server.config.PublicUrl;
import app.kolan.server.config.Secret;
import app.kolan.server.config.Taping;
import app.kolan.server.config.TrustedProxies;
import app.kolan.server.doctor.Diagnosis;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.Patient;
import app.kolan.server.doctor.Section;
import app.kolan.server.line.Paths;
import app.kolan.server.wiring.PhoneServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Servers, and their examinations.
final class Examined {
  static final String TOKEN = "correct horse battery staple";
  static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private Examined() {}

  static PhoneServer server(Path data, @Nullable String publicUrl, String trusted)
      throws IOException {
    return PhoneServer.start(
        new Config(
            "127.0.0.1",
            0,
            publicUrl == null ? null : PublicUrl.parse(publicUrl).orElseThrow(),
            TrustedProxies.parse(trusted).orElseThrow(),
            new Config.Twilio(
                ACCOUNT, List.of(new Secret(TOKEN)), URI.create("http://127.0.0.1:9")),
            data,
            null,
            new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE),
            Hearing.USUAL,
            Set.of(),
            Taping.OFF));
  }

  static Patient kolan(String base) {
    return kolan(base, Duration.ZERO);
  }

  /// A server of which nobody has said that it is Kolan.
  static Patient stranger(String base) {
    return new Patient(
        URI.create(base + Paths.INCOMING_CALL),
        null,
        null,
        ACCOUNT,
        List.of(TOKEN),
        new PhoneNumber("+97231234567"),
        false,
        Duration.ZERO,
        Patient.TWILIOS_PATIENCE);
  }

  static Patient kolan(String base, Duration quiet) {
    return new Patient(
        URI.create(base + Paths.INCOMING_CALL),
        URI.create(base + Paths.VOICE_FALLBACK),
        URI.create(base + Paths.CALL_STATUS),
        ACCOUNT,
        List.of(TOKEN),
        new PhoneNumber("+97231234567"),
        true,
        quiet,
        Patient.TWILIOS_PATIENCE);
  }

  static Diagnosis diagnose(Patient patient) throws InterruptedException {
    return diagnose(patient, Trust.publicOne());
  }

  static Diagnosis diagnose(Patient patient, Trust trust) throws InterruptedException {
    var examination = new Examination();
    OutsideChecks.plan(examination, patient, trust);
    return examination.run(Aloud.LISTENER);
  }

  /// The first finding that says that calls fail, or else that some will.
  static Finding cause(Diagnosis diagnosis) {
    return first(diagnosis, Finding.Level.BROKEN)
        .or(() -> first(diagnosis, Finding.Level.WARNING))
        .orElseThrow(() -> new AssertionError("nothing is wrong: " + diagnosis));
  }

  private static Optional<Finding> first(Diagnosis diagnosis, Finding.Level level) {
    return diagnosis.findings().stream()
        .map(Diagnosis.Seen::finding)
        .filter(finding -> finding.level() == level)
        .findFirst();
  }

  /// Tells each finding when `-Dkolan.doctor.aloud=true` is set.
  private enum Aloud implements Examination.Listener {
    LISTENER;

    @Override
    public void begins(Section section, String check) {}

    @Override
    public void found(Section section, String check, List<Finding> findings) {
      if (Boolean.getBoolean("kolan.doctor.aloud")) {
        findings.forEach(finding -> System.out.println(section + " " + check + ": " + finding));
      }
    }
  }
}
