package app.kolan.doctor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ExaminerPlugin;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Language;
import app.kolan.server.examination.ExaminationFinding;
import app.kolan.server.examination.ExaminationFinding.Level;
import app.kolan.server.examination.ExaminationSubject;
import app.kolan.server.examination.Examiner;
import app.kolan.server.examination.Examiner.ChangeResult;
import app.kolan.server.examination.NumberChange;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor as a server with a console has it, before a simulated account.
@Tag("socket")
class ServerExaminerTest {
  private static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String URL = "https://phone.example.com";
  private static final PhoneNumber OWN = new PhoneNumber("+97237654321");
  private static final PhoneNumber FOREIGN = new PhoneNumber("+97239999999");
  private static final SimulatedNumber ELSEWHERE =
      SimulatedNumber.of("PN1", OWN, "https://old.example.com/voice")
          .with(SimulatedNumber.VOICE_METHOD, "GET")
          .with(SimulatedNumber.FALLBACK_URL, "")
          .with(SimulatedNumber.STATUS_CALLBACK, "");
  private static final SimulatedNumber OTHERS =
      SimulatedNumber.of("PN2", FOREIGN, URL + "/webhook/incoming_call");

  @TempDir private Path data;
  private final List<ExaminationFinding> findings = new ArrayList<>();

  private static Carrier carrier(SimulatedNumber... numbers) {
    return Carrier.start(
        CarrierSettings.of(ACCOUNT, TOKEN, URI.create(URL)),
        SimulatedAccount.of(ACCOUNT, TOKEN, ELSEWHERE).withNumbers(numbers));
  }

  private Examiner examiner(Carrier carrier, @Nullable PublicUrl url) {
    var twilio = new TwilioSettings(ACCOUNT, List.of(new Secret(TOKEN)), carrier.restUrl());
    return ExaminerPlugin.installed(Config.builder(twilio, data).publicUrl(url).build())
        .orElseThrow();
  }

  private static ExaminationSubject subject(List<PhoneNumber> numbers, String... tokens) {
    return subject(7, numbers, tokens);
  }

  private static ExaminationSubject subject(
      long business, List<PhoneNumber> numbers, String... tokens) {
    return new ExaminationSubject(
        business,
        false,
        new AccountTokens(ACCOUNT, Stream.of(tokens).map(Secret::new).toList()),
        numbers,
        Set.of(FOREIGN),
        new Business(business, "clinic", new PhoneNumber("+972502345678"), AnswerMode.CONVERSE));
  }

  private List<NumberChange> examine(Examiner examiner, ExaminationSubject subject)
      throws InterruptedException {
    findings.clear();
    return examiner.examine(
        subject,
        new Examiner.Progress() {
          @Override
          public void begins(ExaminationFinding.Part part, String check) {}

          @Override
          public void found(List<ExaminationFinding> found) {
            findings.addAll(found);
          }
        });
  }

  private static PublicUrl url() {
    return PublicUrl.parse(URL).orElseThrow();
  }

  @Test
  void a_number_that_leads_elsewhere_is_set_right_once_it_was_seen_and_back_again()
      throws InterruptedException {
    try (Carrier carrier = carrier(ELSEWHERE, OTHERS)) {
      Examiner examiner = examiner(carrier, url());
      ExaminationSubject subject = subject(List.of(OWN), TOKEN);

      NumberChange change = examine(examiner, subject).getFirst();
      assertThat(examine(examiner, subject)).containsExactly(change);
      assertHebrew();
      assertThat(examiner.make(subject, change)).isEqualTo(new ChangeResult.Made());
      assertThat(examiner.make(subject, change))
          .as("it is not any more as it was seen")
          .isEqualTo(new ChangeResult.Outdated());
      assertThat(examine(examiner, subject)).isEmpty();
      assertThat(findings).extracting(ExaminationFinding::level).containsOnly(Level.FINE);
      assertHebrew();

      assertThat(examiner.make(subject, change.reversed())).isEqualTo(new ChangeResult.Made());
      assertThat(carrier.account().numbers()).containsExactly(ELSEWHERE, OTHERS);
    }
  }

  @Test
  void nothing_is_told_of_the_numbers_of_others() throws InterruptedException {
    try (Carrier carrier = carrier(OTHERS)) {
      Examiner examiner = examiner(carrier, url());

      assertThat(examine(examiner, subject(List.of(OWN), TOKEN))).isEmpty();
      assertThat(findings.toString()).contains("no phone number").doesNotContain("99 →");
      assertHebrew();
      assertThat(examine(examiner, subject(Business.FIRST, List.of(), TOKEN))).isEmpty();
      assertThat(findings.toString()).contains("no number of the account sends its calls");
      assertHebrew();
    }
  }

  @Test
  void a_number_that_nobody_has_is_the_first_businesss_alone() throws InterruptedException {
    SimulatedNumber nobodys =
        SimulatedNumber.of("PN1", OWN, URL + "/webhook/incoming_call")
            .with(SimulatedNumber.STATUS_CALLBACK, "");
    try (Carrier carrier = carrier(nobodys)) {
      Examiner examiner = examiner(carrier, url());

      NumberChange change = examine(examiner, subject(Business.FIRST, List.of(), TOKEN)).getFirst();
      assertThat(examine(examiner, subject(List.of(), TOKEN))).isEmpty();
      assertThat(findings.toString()).contains("has no number").doesNotContain(URL);
      assertHebrew();

      assertThat(examiner.make(subject(List.of(), TOKEN), change))
          .as("the number was taken away meanwhile")
          .isEqualTo(new ChangeResult.Outdated());
      assertThat(carrier.account().numbers()).containsExactly(nobodys);
    }
  }

  @Test
  void what_keeps_twilio_from_being_asked_is_named_with_what_to_set() throws InterruptedException {
    try (Carrier carrier = carrier(ELSEWHERE)) {
      assertThat(examine(examiner(carrier, null), subject(List.of(OWN)))).isEmpty();
      assertThat(findings)
          .hasSize(2)
          .extracting(ExaminationFinding::level)
          .containsOnly(Level.BROKEN);
      assertThat(findings.toString()).contains("TWILIO_AUTH_TOKEN", "KOLAN_PUBLIC_URL");
      assertHebrew();

      examine(examiner(carrier, url()), subject(List.of(OWN), "fedcba9876543210fedcba9876543210"));
      assertThat(findings.toString()).contains("refuses the auth token");
      assertHebrew();
    }
  }

  /// What the doctor finds at Twilio's side has Hebrew words in the console.
  private void assertHebrew() {
    assertThat(findings)
        .flatMap(
            finding ->
                Stream.of(finding.what(), finding.why(), finding.remedy())
                    .filter(Objects::nonNull)
                    .toList())
        .allSatisfy(
            sentence ->
                assertThat(ProblemWords.ofDoctor(sentence, Language.HEBREW).english())
                    .as(sentence)
                    .isFalse());
  }
}
