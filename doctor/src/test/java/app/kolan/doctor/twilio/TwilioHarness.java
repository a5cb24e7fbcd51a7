package app.kolan.doctor.twilio;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A simulated account, and the doctor's checks of it over real HTTP.
final class TwilioHarness {
  static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final String SECONDARY = "fedcba9876543210fedcba9876543210";
  static final String VOICE = "https://phone.example.com/webhook/incoming_call";
  static final String FALLBACK = "https://phone.example.com/webhook/voice_fallback";
  static final String STATUS = "https://phone.example.com/webhook/call_status";
  static final PhoneNumber NUMBER = new PhoneNumber("+97237654321");

  private TwilioHarness() {}

  /// A number as this server expects it.
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

  static Target target(String... tokens) {
    return new Target(
        URI.create(VOICE),
        URI.create(FALLBACK),
        URI.create(STATUS),
        ACCOUNT,
        List.of(tokens),
        NUMBER,
        true,
        Duration.ofSeconds(1),
        Target.TWILIOS_PATIENCE);
  }

  static TwilioChecks twilioChecks(Carrier carrier, Target target) {
    return TwilioChecks.begin(target, carrier.restUrl(), Duration.ofSeconds(20));
  }

  static Business business(AnswerMode mode) {
    return new Business(Business.FIRST, "test", new PhoneNumber("+972502345678"), mode);
  }

  /// Runs all checks.
  static Diagnosis look(TwilioChecks twilioChecks, @Nullable PhoneNumber named)
      throws InterruptedException {
    return look(twilioChecks, named, AnswerMode.CONVERSE, false);
  }

  static Diagnosis look(
      TwilioChecks twilioChecks, @Nullable PhoneNumber named, AnswerMode mode, boolean hereAlone)
      throws InterruptedException {
    var examination = new CheckRunner();
    twilioChecks.plan(examination, named, business(mode), hereAlone, InstantSource.system());
    return examination.run(new Silence());
  }

  /// All checks of an account, by its token.
  static List<Finding> look(SimulatedAccount account) throws InterruptedException {
    return look(account, target(TOKEN));
  }

  static List<Finding> look(SimulatedAccount account, Target target) throws InterruptedException {
    try (Carrier carrier = open(account);
        TwilioChecks twilioChecks = twilioChecks(carrier, target)) {
      return look(twilioChecks, null).findings().stream().map(Diagnosis.Seen::finding).toList();
    }
  }

  private static final class Silence implements CheckRunner.Listener {
    @Override
    public void begins(Section section, String check) {}

    @Override
    public void found(Section section, String check, List<Finding> findings) {}
  }
}
