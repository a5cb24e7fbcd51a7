package app.kolan.doctor.plugin;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Finding;
import app.kolan.doctor.OwnServer;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import app.kolan.doctor.local.LocalChecks;
import app.kolan.doctor.provider.ProviderChecks;
import app.kolan.doctor.remote.RemoteChecks;
import app.kolan.doctor.twilio.ConfigDiff;
import app.kolan.doctor.twilio.NumberRepair;
import app.kolan.doctor.twilio.NumberSelection;
import app.kolan.doctor.twilio.TwilioChecks;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.examination.ExaminationFinding;
import app.kolan.server.examination.ExaminationFinding.Level;
import app.kolan.server.examination.ExaminationFinding.Part;
import app.kolan.server.examination.ExaminationSubject;
import app.kolan.server.examination.Examiner;
import app.kolan.server.examination.NumberChange;
import app.kolan.server.examination.NumberChange.FieldChange;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.rest.IncomingNumber;
import app.kolan.server.telephony.rest.TwilioRestAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The doctor in the process of the server that it looks at. Safe to share; each call examines
/// anew.
final class ServerExaminer implements Examiner {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  /// Shorter than by the command: somebody waits for the page.
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final Config config;

  ServerExaminer(Config config) {
    this.config = config;
  }

  @Override
  public List<NumberChange> examine(ExaminationSubject subject, Progress progress)
      throws InterruptedException {
    Target target = target(subject);
    boolean asksTwilio = maySayWhatIsExpected(subject);
    try (TwilioChecks twilio = TwilioChecks.begin(target, config.twilio().apiUrl(), TIMEOUT)) {
      var examination = new CheckRunner();
      if (subject.whole()) {
        LocalChecks.plan(examination, new ConfigDraft(config, List.of(), List.of(), true));
        ProviderChecks.plan(examination, config.providers());
        RemoteChecks.plan(examination, target);
      }
      if (asksTwilio) {
        var meant = new NumberSelection(subject.numbers(), subject.foreign(), !subject.whole());
        twilio.planNumbers(examination, meant, subject.settings());
      } else {
        examination.plan(Section.TWILIO, new AccountAccessCheck(subject, config));
      }
      var _ = examination.run(new Reporter(progress));
      return asksTwilio ? changes(twilio, target) : List.of();
    }
  }

  private Target target(ExaminationSubject subject) {
    return OwnServer.target(
        config,
        subject.account().accountSid(),
        subject.account().authTokens().stream().map(Secret::value).toList(),
        subject.numbers().isEmpty() ? null : subject.numbers().getFirst(),
        QUIET);
  }

  private boolean maySayWhatIsExpected(ExaminationSubject subject) {
    return config.publicUrl() != null
        && AccountAccessCheck.hasAccount(subject)
        && subject.hasNumbers();
  }

  private static List<NumberChange> changes(TwilioChecks twilio, Target target) {
    var changes = new ArrayList<NumberChange>();
    for (IncomingNumber number : twilio.numbers()) {
      List<FieldChange> fields =
          ConfigDiff.of(number, target).stream()
              .map(diff -> new FieldChange(diff.field(), diff.is(), diff.shouldBe()))
              .toList();
      if (!fields.isEmpty() && NumberRepair.countsItself(number)) {
        changes.add(new NumberChange(number.number(), fields));
      }
    }
    return changes;
  }

  @Override
  public ChangeResult make(ExaminationSubject subject, NumberChange change)
      throws InterruptedException {
    if (!subject.has(change.number())) {
      return new ChangeResult.Outdated();
    }
    try (TwilioChecks twilio =
        TwilioChecks.begin(target(subject), config.twilio().apiUrl(), TIMEOUT)) {
      var examination = new CheckRunner(Set.of(Section.TWILIO));
      twilio.planNumbers(
          examination, new NumberSelection(List.of(change.number()), Set.of(), true), null);
      var _ = examination.run(CheckRunner.Listener.NOBODY);
      TwilioRestAccount account = twilio.account().orElse(null);
      if (account == null) {
        return new ChangeResult.Failed("Twilio could not be asked.", false);
      }
      for (IncomingNumber number : twilio.numbers()) {
        if (NumberRepair.countsItself(number) && isAsSeen(number, change)) {
          return made(repair(account, number, change).carryOut());
        }
      }
      return new ChangeResult.Outdated();
    }
  }

  private static boolean isAsSeen(IncomingNumber number, NumberChange change) {
    return number.number().equals(change.number())
        && change.fields().stream()
            .allMatch(field -> number.value(field.field()).equals(field.is()));
  }

  private static NumberRepair repair(
      TwilioRestAccount account, IncomingNumber number, NumberChange change) {
    return NumberRepair.of(
        account,
        number,
        change.fields().stream()
            .map(field -> new ConfigDiff(field.field(), field.is(), field.shouldBe()))
            .toList());
  }

  private static ChangeResult made(NumberRepair.Outcome outcome) {
    return outcome.whole()
        ? new ChangeResult.Made()
        : new ChangeResult.Failed(outcome.lines().getFirst(), outcome.changed());
  }

  /// Passes on what the doctor says.
  private record Reporter(Progress progress) implements CheckRunner.Listener {
    @Override
    public void begins(Section section, String check) {
      progress.begins(part(section), check);
    }

    @Override
    public void found(Section section, String check, List<Finding> findings) {
      progress.found(findings.stream().map(finding -> of(section, check, finding)).toList());
    }

    private static ExaminationFinding of(Section section, String check, Finding finding) {
      return new ExaminationFinding(
          part(section),
          check,
          level(finding.level()),
          finding.what(),
          finding.why(),
          finding.remedy(),
          finding.codes());
    }

    private static Part part(Section section) {
      return switch (section) {
        case HOUSE -> Part.MACHINE;
        case PROVIDERS -> Part.PROVIDERS;
        case ADDRESS -> Part.ADDRESS;
        case WEBHOOKS -> Part.WEBHOOKS;
        case STREAM -> Part.STREAM;
        case TWILIO -> Part.TWILIO;
      };
    }

    private static Level level(Finding.Level level) {
      return switch (level) {
        case FINE -> Level.FINE;
        case NOTE -> Level.NOTE;
        case WARNING -> Level.WARNING;
        case BROKEN -> Level.BROKEN;
      };
    }
  }
}
