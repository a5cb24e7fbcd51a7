package app.kolan.server.command;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.business.Business;
import app.kolan.server.config.ConfigDraft;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Patient;
import app.kolan.server.doctor.Section;
import app.kolan.server.doctor.house.HouseChecks;
import app.kolan.server.doctor.outside.OutsideChecks;
import app.kolan.server.doctor.provider.ProviderChecks;
import app.kolan.server.doctor.twilio.Visit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the doctor is going to look at.
///
/// @param number the Twilio number that was named; null when none was
/// @param isOwn whether it is the server of these settings
/// @param hasAccount whether Twilio can be asked by REST
/// @param alertsHere whether only alerts about this server's URLs are told
/// @param parts the parts of the chain that were asked for
record DoctorPlan(
    ConfigDraft draft,
    Patient patient,
    @Nullable PhoneNumber number,
    boolean isOwn,
    boolean hasAccount,
    boolean alertsHere,
    Set<Section> parts) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  DoctorPlan {
    parts = Set.copyOf(parts);
  }

  /// What is examined, for the first line.
  String name() {
    String password = patient.voiceUrl().getRawUserInfo();
    String url = patient.voiceUrl().toString();
    return password == null ? url : url.replace(password + "@", "");
  }

  /// Twilio's side, when it is to be looked at and can be asked.
  Optional<Visit> visit() {
    return hasAccount && parts.contains(Section.TWILIO)
        ? Optional.of(Visit.begin(patient, draft.config().twilio().apiUrl(), PATIENCE))
        : Optional.empty();
  }

  /// All checks in their order.
  Examination examination(@Nullable Visit visit) {
    var examination = new Examination(parts);
    if (isOwn) {
      HouseChecks.plan(examination, draft);
      ProviderChecks.plan(examination, draft.config().lineUp());
    }
    OutsideChecks.plan(examination, patient);
    if (visit != null) {
      Business business = isOwn ? draft.config().business() : null;
      visit.plan(examination, number, business, alertsHere, InstantSource.system());
    }
    return examination;
  }
}
