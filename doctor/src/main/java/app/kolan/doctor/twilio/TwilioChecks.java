package app.kolan.doctor.twilio;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import app.kolan.server.business.Business;
import app.kolan.server.telephony.rest.IncomingNumber;
import app.kolan.server.telephony.rest.TwilioRestAccount;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One examination of Twilio's side of a target: its checks, and what they share. Used by one
/// thread.
public final class TwilioChecks implements AutoCloseable {
  /// The name of the check of the number's settings.
  static final String NUMBER_CHECK = "phone number";

  private final HttpClient http;
  private final Target target;
  private final List<TwilioRestAccount> accounts;
  private @Nullable TwilioRestAccount open;
  private List<IncomingNumber> numbers = List.of();
  private @Nullable NumberCheck numberCheck;

  private TwilioChecks(HttpClient http, Target target, List<TwilioRestAccount> accounts) {
    this.http = http;
    this.target = target;
    this.accounts = accounts;
  }

  /// Prepares the checks; nothing is requested yet.
  ///
  /// @param api the base of Twilio's REST interface
  /// @param timeout how long one request may take
  public static TwilioChecks begin(Target target, URI api, Duration timeout) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
    List<TwilioRestAccount> accounts =
        target.tokens().stream()
            .map(token -> new TwilioRestAccount(http, api, target.accountSid(), token, timeout))
            .toList();
    return new TwilioChecks(http, target, accounts);
  }

  /// Plans the checks.
  ///
  /// @param number the number that the user named; null when none was
  /// @param business who is called; null when that is not known
  /// @param hereAlone whether only alerts about the target's own URLs are reported
  public void plan(
      CheckRunner examination,
      @Nullable PhoneNumber number,
      @Nullable Business business,
      boolean hereAlone,
      InstantSource clock) {
    planNumbers(examination, NumberSelection.of(number), business);
    examination.plan(
        Section.TWILIO,
        new AlertsCheck(this, hereAlone ? target.voiceUrl().getHost() : null, clock));
  }

  /// Plans the checks of the account and of some of its numbers, and nothing that would tell of
  /// what else is in the account.
  ///
  /// @param business who is called; null when that is not known
  public void planNumbers(
      CheckRunner examination, NumberSelection numbers, @Nullable Business business) {
    var check = new NumberCheck(this, target, numbers);
    this.numberCheck = check;
    examination
        .plan(Section.TWILIO, new AccountCheck(this, target.tokens(), accounts))
        .plan(Section.TWILIO, check);
    if (business != null && business.human() != null) {
      examination.plan(
          Section.TWILIO, new PermissionCheck(this, business.human(), business.mode()));
    }
  }

  /// The diagnosis with the number checked once more, after a repair.
  public Diagnosis lookAgain(Diagnosis before) throws InterruptedException {
    if (numberCheck == null) {
      throw new IllegalStateException("the checks have run before a repair");
    }
    var again = new ArrayList<>(before.findings());
    again.removeIf(seen -> seen.check().equals(NUMBER_CHECK));
    for (Finding finding : numberCheck.look()) {
      again.add(new Diagnosis.Seen(Section.TWILIO, NUMBER_CHECK, finding));
    }
    return new Diagnosis(again);
  }

  /// The account, with a token that it accepts; empty until one is known.
  public Optional<TwilioRestAccount> account() {
    return Optional.ofNullable(open);
  }

  void opened(TwilioRestAccount account) {
    open = account;
  }

  /// The numbers whose settings were checked.
  public List<IncomingNumber> numbers() {
    return numbers;
  }

  void saw(List<IncomingNumber> found) {
    numbers = List.copyOf(found);
  }

  Target target() {
    return target;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
