package app.kolan.server.jobs;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.telephony.rest.RecordingList;
import app.kolan.server.telephony.rest.RecordingList.RecordedCall;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down calls that came in while the database was away, as Twilio remembers them. Such a
/// caller was asked for a message; some hang up and are calls that were missed.
///
/// Blocks for the disk and for Twilio; safe to share.
public final class UnwrittenCalls {
  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenCalls.class);

  private final CallStore calls;
  private final BusinessDirectory directory;
  private final Function<AccountTokens, TwilioRest> clients;
  private final Predicate<CallSid> wasErased;
  private final Runnable whenWritten;
  private final InstantSource clock;

  /// @param clients the client of an account
  /// @param wasErased whether a call was deleted here; what Twilio still has of it stays there
  /// @param whenWritten is run after each call that was written down
  public UnwrittenCalls(
      CallStore calls,
      BusinessDirectory directory,
      Function<AccountTokens, TwilioRest> clients,
      Predicate<CallSid> wasErased,
      Runnable whenWritten,
      InstantSource clock) {
    this.calls = calls;
    this.directory = directory;
    this.clients = clients;
    this.wasErased = wasErased;
    this.whenWritten = whenWritten;
    this.clock = clock;
  }

  /// What came of it.
  enum Result {
    /// The call is in the ledger, now or since before.
    WRITTEN,
    /// No account has it, or it was to a number of no business, or it was erased.
    NOT_OURS,
    /// Twilio could not be asked.
    NOT_ASKED
  }

  /// The accounts that can be asked.
  List<AccountTokens> accounts() {
    return directory.accounts().stream()
        .filter(account -> !account.authTokens().isEmpty())
        .toList();
  }

  /// Writes down a call of which Twilio has reported something to this server, in whichever account
  /// it is.
  ///
  /// @param outcome how it came out
  Result write(CallSid call, CallOutcome outcome) throws InterruptedException {
    Result result = Result.NOT_OURS;
    for (AccountTokens account : accounts()) {
      switch (write(account, call, _ -> true, outcome)) {
        case WRITTEN -> {
          return Result.WRITTEN;
        }
        case NOT_ASKED -> result = Result.NOT_ASKED;
        case NOT_OURS -> {}
      }
    }
    return result;
  }

  /// Writes down a call of an account.
  ///
  /// @param isOurs whether calls to its number come to this server
  /// @param outcome how it came out
  Result write(
      AccountTokens account, CallSid call, Predicate<RecordedCall> isOurs, CallOutcome outcome)
      throws InterruptedException {
    boolean isNew = calls.find(call).isEmpty();
    if (isNew) {
      if (wasErased.test(call)) {
        return Result.NOT_OURS;
      }
      switch (new RecordingList(clients.apply(account)).call(call)) {
        case Given<RecordedCall>(RecordedCall known) -> {
          if (!isOurs.test(known) || !add(account, call, known)) {
            return Result.NOT_OURS;
          }
        }
        case RestResult.Refused<RecordedCall>(int status, var _) -> {
          return status == 404 ? Result.NOT_OURS : Result.NOT_ASKED;
        }
        case RestResult.Unreachable<RecordedCall> _ -> {
          return Result.NOT_ASKED;
        }
      }
    }
    boolean _ = calls.settle(call, outcome, null, clock.instant());
    if (isNew) {
      LOG.atInfo()
          .addKeyValue("call", call)
          .addKeyValue("outcome", outcome)
          .log("a call was found at Twilio that could not be written down when it came in");
      whenWritten.run();
    }
    return Result.WRITTEN;
  }

  /// @return false when the number is no business's of this account
  private boolean add(AccountTokens account, CallSid sid, RecordedCall call) {
    Optional<BusinessSettings> settings =
        directory
            .byNumber(call.called())
            .filter(known -> known.account().accountSid().equals(account.accountSid()));
    settings.ifPresent(
        known ->
            calls.addArrival(
                sid,
                account.accountSid(),
                known.business().id(),
                known.version(),
                CallbackNumber.ofCaller(call.caller(), known.business().locale().country()),
                call.called(),
                spentTicket(),
                call.createdAt()));
    return settings.isPresent();
  }

  /// The call is over, and its ticket is given to nobody.
  private static String spentTicket() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
