package app.kolan.doctor.plugin;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.examination.ExaminationSubject;
import java.util.ArrayList;
import java.util.List;

/// Says why Twilio cannot be asked of the numbers, and what to set.
record AccountAccessCheck(ExaminationSubject subject, Config config) implements Check {
  static boolean hasAccount(ExaminationSubject subject) {
    return subject.account().accountSid().matches("AC[0-9A-Za-z]{1,64}")
        && !subject.account().authTokens().isEmpty();
  }

  @Override
  public String name() {
    return "account";
  }

  @Override
  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    if (!hasAccount(subject)) {
      findings.add(
          Finding.broken(
              "the server has no token of the account",
              "Twilio cannot be asked, and its calls are refused",
              "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or add the account with its token."));
    }
    if (config.publicUrl() == null) {
      findings.add(
          Finding.broken(
              "the server does not know its public address",
              "what the number should have at Twilio cannot be told without it",
              "Set KOLAN_PUBLIC_URL, such as https://phone.example.com, and start the server anew."));
    }
    if (!subject.hasNumbers()) {
      findings.add(
          Finding.broken(
              "the business has no number",
              "no call comes to it",
              "Give the business its number here."));
    }
    return findings;
  }
}
