package app.kolan.cli;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.NotExamined;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import app.kolan.doctor.local.LocalChecks;
import app.kolan.doctor.provider.ProviderChecks;
import app.kolan.doctor.remote.RemoteChecks;
import app.kolan.doctor.twilio.TwilioChecks;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.business.Business;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the doctor will examine.
///
/// @param number the Twilio number that the user named; null when none was
/// @param isOwn whether the target is the server of these settings
/// @param hasAccount whether Twilio's REST API can be used
/// @param alertsHere whether only alerts about this server's URLs are reported
/// @param parts the parts of the chain that the user chose
record DoctorPlan(
    ConfigDraft draft,
    Target target,
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
    String password = target.voiceUrl().getRawUserInfo();
    String url = target.voiceUrl().toString();
    return password == null ? url : url.replace(password + "@", "");
  }

  /// The checks of Twilio's side, if they were chosen and its REST API can be used.
  Optional<TwilioChecks> twilioChecks() {
    return hasAccount && parts.contains(Section.TWILIO)
        ? Optional.of(TwilioChecks.begin(target, draft.config().twilio().apiUrl(), PATIENCE))
        : Optional.empty();
  }

  /// All checks in their order.
  CheckRunner examination(@Nullable TwilioChecks twilioChecks) {
    var examination = new CheckRunner(parts);
    if (isOwn) {
      LocalChecks.plan(examination, draft);
      ProviderChecks.plan(examination, draft.config().providers());
    } else if (!areAll()) {
      leaveOut(examination, Section.HOUSE, "this machine");
      leaveOut(examination, Section.PROVIDERS, "the providers");
    }
    RemoteChecks.plan(examination, target);
    if (twilioChecks != null) {
      Business business = isOwn ? draft.config().business() : null;
      twilioChecks.plan(examination, number, business, alertsHere, InstantSource.system());
    } else {
      examination.plan(
          Section.TWILIO,
          new NotExamined(
              "account",
              "Twilio is not asked: that needs the Account SID (TWILIO_ACCOUNT_SID or --account-sid)"
                  + " and an auth token"));
    }
    return examination;
  }

  private boolean areAll() {
    return parts.size() == Section.values().length;
  }

  private static void leaveOut(CheckRunner examination, Section section, String what) {
    examination.plan(
        section,
        new NotExamined(
            what,
            "%s cannot be examined: --url names a server of which the settings are not known"
                .formatted(what)));
  }
}
