package app.kolan.server.command;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.config.ConfigDraft;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Patient;
import app.kolan.server.doctor.Section;
import app.kolan.server.doctor.house.HouseChecks;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the doctor is going to look at.
///
/// @param number the Twilio number that was named; null when none was
/// @param isOwn whether it is the server of these settings
/// @param hasAccount whether Twilio can be asked by REST
/// @param parts the parts of the chain that were asked for
record DoctorPlan(
    ConfigDraft draft,
    Patient patient,
    @Nullable PhoneNumber number,
    boolean isOwn,
    boolean hasAccount,
    Set<Section> parts) {
  DoctorPlan {
    parts = Set.copyOf(parts);
  }

  /// What is examined, for the first line.
  String name() {
    String password = patient.voiceUrl().getRawUserInfo();
    String url = patient.voiceUrl().toString();
    return password == null ? url : url.replace(password + "@", "");
  }

  /// All checks in their order.
  Examination examination() {
    var examination = new Examination();
    if (isOwn && parts.contains(Section.HOUSE)) {
      HouseChecks.plan(examination, draft);
    }
    return examination;
  }
}
