package app.kolan.server.examination;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRestAccount.Alert;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The alerts of Twilio's Debugger, as far as they are a business's: the latest, or those about a
/// call. Twilio is asked by one request at a time, and what it said is kept for half a minute. Safe
/// to share.
///
/// Whose an alert is: that of the business whose call it names. One that names no call of this
/// server's is of the account, and shown to whoever sees the account's: the business that has it
/// for itself, and the operator.
public final class TwilioAlerts implements AutoCloseable {
  /// How far back they go.
  public static final Duration BACK = Duration.ofHours(24);

  /// How long one waits for another's request.
  private static final Duration WAITING = Duration.ofSeconds(2);

  /// What is about a call may come some time after it; one whose length is not known may have been
  /// as long as Twilio lets a call be by default.
  private static final Duration BEFORE_CALL = Duration.ofMinutes(1);

  private static final Duration AFTER_CALL = Duration.ofMinutes(10);
  private static final Duration LONGEST_CALL = Duration.ofHours(4);

  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final int MOST_KEPT = 100;
  private static final int MOST_SHOWN = 50;
  private static final int MOST_CALLS = 300;

  private final RestAccounts accounts;
  private final CallStore calls;
  private final BusinessDirectory settings;
  private final ExaminationSubjects subjects;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();

  /// What was answered of late.
  private final Map<Question, Kept> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// @param call that it is about; null for all that was of late
  private record Question(String account, @Nullable CallSid call) {
    /// What is about the call alone, of which no more is kept.
    RestResult<List<Alert>> of(RestResult<List<Alert>> all) {
      return call != null && all instanceof RestResult.Given<List<Alert>>(var alerts)
          ? new RestResult.Given<>(
              alerts.stream()
                  .filter(alert -> alert.code() > 0 && call.equals(TwilioAlerts.call(alert)))
                  .limit(MOST_SHOWN)
                  .toList())
          : all;
    }
  }

  private record Kept(RestResult<List<Alert>> result, Instant at) {}

  /// An alert as a business may see it.
  ///
  /// @param url the request that it is about, without a password; empty when there was none
  /// @param call that it is about; null when it is about none of this server's
  public record Shown(int code, boolean error, Instant at, String url, @Nullable CallSid call) {}

  /// What came of asking.
  public sealed interface Answer {
    /// The newest first, fifty at most.
    record Given(List<Shown> alerts) implements Answer {
      public Given {
        alerts = List.copyOf(alerts);
      }
    }

    /// The server has no account, or no token of it; of a call also when it came by another account
    /// than the business has now.
    record NoAccount() implements Answer {}

    /// Twilio was asked, and did not give them.
    ///
    /// @param status the HTTP status
    /// @param code Twilio's own number for the reason; null when it names none
    record Refused(int status, @Nullable Integer code) implements Answer {}

    /// There was no answer.
    record Unreachable() implements Answer {}
  }

  /// @param api the base of Twilio's REST interface
  public TwilioAlerts(
      URI api,
      CallStore calls,
      BusinessDirectory settings,
      ExaminationSubjects subjects,
      InstantSource clock) {
    accounts = new RestAccounts(api);
    this.calls = calls;
    this.settings = settings;
    this.subjects = subjects;
    this.clock = clock;
  }

  /// Those of the last day. Blocks for Twilio and the disk.
  ///
  /// @param operator whether those of a shared account that are about no call are shown, too
  public Answer of(BusinessRecord business, boolean operator) throws InterruptedException {
    AccountTokens account = subjects.account(business);
    Instant now = clock.instant();
    return answer(
        account,
        new Question(account.accountSid(), null),
        now.minus(BACK),
        null,
        alerts -> visible(business, alerts, operator || hasAlone(business, account)));
  }

  /// Those about a call of the business, however old it is, as far as they are among the thousand
  /// newest of its time; Twilio keeps them for a month. Blocks for Twilio.
  public Answer about(BusinessRecord business, LoggedCall call) throws InterruptedException {
    AccountTokens account = subjects.account(business);
    if (!call.accountSid().equals(account.accountSid())) {
      return new Answer.NoAccount();
    }
    Duration length = Objects.requireNonNullElse(call.length(), LONGEST_CALL);
    return answer(
        account,
        new Question(account.accountSid(), call.sid()),
        call.arrivedAt().minus(BEFORE_CALL),
        call.arrivedAt().plus(length).plus(AFTER_CALL),
        alerts -> alerts.stream().map(alert -> shown(alert, call.sid())).toList());
  }

  private Answer answer(
      AccountTokens account,
      Question question,
      Instant from,
      @Nullable Instant to,
      Function<List<Alert>, List<Shown>> visible)
      throws InterruptedException {
    if (!account.accountSid().matches("AC[0-9A-Za-z]{1,64}") || account.authTokens().isEmpty()) {
      return new Answer.NoAccount();
    }
    return switch (ask(account, question, from, to)) {
      case RestResult.Given<List<Alert>>(var alerts) -> new Answer.Given(visible.apply(alerts));
      case RestResult.Refused<List<Alert>>(int status, Integer code) ->
          new Answer.Refused(status, code);
      case RestResult.Unreachable<List<Alert>> _ -> new Answer.Unreachable();
    };
  }

  private RestResult<List<Alert>> ask(
      AccountTokens account, Question question, Instant from, @Nullable Instant to)
      throws InterruptedException {
    if (!asking.tryLock(WAITING.toMillis(), TimeUnit.MILLISECONDS)) {
      return new RestResult.Unreachable<>("others are asking");
    }
    try {
      Instant now = clock.instant();
      answers.values().removeIf(kept -> kept.at().plus(KEPT).isBefore(now));
      Kept kept = answers.get(question);
      if (kept != null) {
        return kept.result();
      }
      RestResult<List<Alert>> result = question.of(fetch(account, from, to));
      answers.put(question, new Kept(result, now));
      return result;
    } finally {
      asking.unlock();
    }
  }

  /// With each token, as during a rotation one of them may be out of use already.
  private RestResult<List<Alert>> fetch(AccountTokens account, Instant from, @Nullable Instant to)
      throws InterruptedException {
    RestResult<List<Alert>> result = new RestResult.Unreachable<>("no token");
    for (Secret token : account.authTokens()) {
      result = accounts.open(account.accountSid(), token).alerts(from, to);
      if (!(result instanceof RestResult.Refused<List<Alert>> refused && refused.status() == 401)) {
        return result;
      }
    }
    return result;
  }

  /// The business itself may be published or not.
  private boolean hasAlone(BusinessRecord business, AccountTokens account) {
    return settings.all().stream()
        .filter(each -> each.business().id() != business.id())
        .noneMatch(each -> each.account().accountSid().equals(account.accountSid()));
  }

  private List<Shown> visible(BusinessRecord business, List<Alert> alerts, boolean ofAccount) {
    List<CallSid> named =
        alerts.stream()
            .map(TwilioAlerts::call)
            .filter(Objects::nonNull)
            .distinct()
            .limit(MOST_CALLS)
            .toList();
    Map<CallSid, LoggedCall> known = named.isEmpty() ? Map.of() : calls.find(named);
    var visible = new ArrayList<Shown>();
    for (Alert alert : alerts) {
      CallSid sid = call(alert);
      LoggedCall call = sid == null ? null : known.get(sid);
      boolean unsure = sid != null && !named.contains(sid);
      boolean own = call == null ? ofAccount && !unsure : call.businessId() == business.id();
      if (own && alert.code() > 0 && visible.size() < MOST_SHOWN) {
        visible.add(shown(alert, call == null ? null : sid));
      }
    }
    return visible;
  }

  private static Shown shown(Alert alert, @Nullable CallSid call) {
    String url = NumberChange.withoutPassword(alert.url());
    return new Shown(alert.code(), alert.error(), alert.at(), url, call);
  }

  private static @Nullable CallSid call(Alert alert) {
    return alert.resource().matches("CA[0-9a-fA-F]{32}") ? new CallSid(alert.resource()) : null;
  }

  @Override
  public void close() {
    accounts.close();
  }
}
