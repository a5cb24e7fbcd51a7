package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.business.BusinessReader;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.web.WebSettings;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether `serve` would start with these settings, and what it would say about them.
final class SettingsCheck implements Check {
  private final ConfigDraft draft;

  SettingsCheck(ConfigDraft draft) {
    this.draft = draft;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    draft.problems().forEach(problem -> findings.add(of(problem)));
    draft.warnings().stream()
        .filter(warning -> !warning.startsWith(WebSettings.PUBLIC_URL.environment()))
        .filter(warning -> !warning.startsWith(TwilioSettings.AUTH_TOKEN.environment()))
        .forEach(warning -> findings.add(of(warning)));
    if (findings.isEmpty()) {
      Config config = draft.config();
      String mode = config.business().mode().name().toLowerCase(Locale.ROOT);
      findings.add(
          Finding.fine(
              "the settings can be used: mode %s, port %d, data in %s"
                  .formatted(mode, config.port(), config.data())));
    }
    return findings;
  }

  private static Finding of(ConfigProblem problem) {
    return Finding.broken(
        "%s is %s".formatted(problem.key(), shown(problem)),
        "serve does not start with it",
        sentence(problem.remedy()));
  }

  /// The value, without secrets that may have been put there by mistake.
  private static String shown(ConfigProblem problem) {
    String seen = problem.seen();
    if (problem.key().equals(BusinessReader.HUMAN_NUMBER.environment())) {
      return new PhoneNumber(seen).masked();
    }
    return seen.replaceFirst("//[^/@]*@", "//****@");
  }

  /// A warning states a fact, and after a colon its consequence.
  private static Finding of(String warning) {
    int colon = warning.indexOf(": ");
    String what = colon < 0 ? warning : warning.substring(0, colon);
    @Nullable String why = colon < 0 ? null : warning.substring(colon + 2);
    return new Finding(Level.WARNING, what, why, null, List.of());
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
