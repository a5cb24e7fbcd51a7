package app.kolan.server.doctor.twilio;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.doctor.Diagnosis;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.Patient;
import app.kolan.server.doctor.Section;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A simulated account, and the doctor who looks at it over real HTTP.
final class TwilioStage {
  static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final String SECONDARY = "fedcba9876543210fedcba9876543210";
  static final String VOICE = "https://phone.example.com/webhook/incoming_call";
  static final String FALLBACK = "https://phone.example.com/webhook/voice_fallback";
  static final String STATUS = "https://phone.example.com/webhook/call_status";
  static final PhoneNumber NUMBER = new PhoneNumber("+97237654321");

  private TwilioStage() {}

  /// A number as this server wants it.
  static SimulatedNumber number() {
    return SimulatedNumber.of("PN00000000000000000000000000000001", NUMBER, VOICE)
        .with(SimulatedNumber.FALLBACK_URL, FALLBACK)
        .with(SimulatedNumber.STATUS_CALLBACK, STATUS);
  }

  static SimulatedAccount account() {
    return SimulatedAccount.of(ACCOUNT, TOKEN, number());
  }

  static Carrier open(SimulatedAccount account) {
    return Carrier.start(CarrierSettings.of(ACCOUNT, TOKEN, URI.create(VOICE)), account);
  }

  static Patient patient(String... tokens) {
    return new Patient(
        URI.create(VOICE),
        URI.create(FALLBACK),
        URI.create(STATUS),
        ACCOUNT,
        List.of(tokens),
        NUMBER,
        true,
        Duration.ofSeconds(1),
        Patient.TWILIOS_PATIENCE);
  }

  static Visit visit(Carrier carrier, Patient patient) {
    return Visit.begin(patient, carrier.restUrl(), Duration.ofSeconds(20));
  }

  static Business business(AnswerMode mode) {
    return new Business(Business.FIRST, "test", new PhoneNumber("+972502345678"), mode);
  }

  /// Runs all checks.
  static Diagnosis look(Visit visit, @Nullable PhoneNumber named) throws InterruptedException {
    return look(visit, named, AnswerMode.CONVERSE, false);
  }

  static Diagnosis look(
      Visit visit, @Nullable PhoneNumber named, AnswerMode mode, boolean hereAlone)
      throws InterruptedException {
    var examination = new Examination();
    visit.plan(examination, named, business(mode), hereAlone, InstantSource.system());
    return examination.run(new Silence());
  }

  /// All checks of an account, by its token.
  static List<Finding> look(SimulatedAccount account) throws InterruptedException {
    return look(account, patient(TOKEN));
  }

  static List<Finding> look(SimulatedAccount account, Patient patient) throws InterruptedException {
    try (Carrier carrier = open(account);
        Visit visit = visit(carrier, patient)) {
      return look(visit, null).findings().stream().map(Diagnosis.Seen::finding).toList();
    }
  }

  private static final class Silence implements Examination.Listener {
    @Override
    public void begins(Section section, String check) {}

    @Override
    public void found(Section section, String check, List<Finding> findings) {}
  }
}
