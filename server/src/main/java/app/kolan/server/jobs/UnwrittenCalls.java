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

  /// Writes down the call of a message that Twilio has reported to this server, in whichever
  /// account it is.
  Result writeWithMessage(CallSid call) throws InterruptedException {
    return inAnyAccount(account -> writeWithMessage(account, call, _ -> true));
  }

  /// Writes down the call of a message that an account has. One that is known is settled.
  ///
  /// @param isOurs whether calls to its number come to this server
  Result writeWithMessage(AccountTokens account, CallSid call, Predicate<RecordedCall> isOurs)
      throws InterruptedException {
    if (calls.find(call).isPresent()) {
      boolean _ = calls.settle(call, CallOutcome.FINISHED, null, clock.instant());
      return Result.WRITTEN;
    }
    return write(account, call, isOurs, _ -> Optional.of(CallOutcome.FINISHED));
  }

  /// Writes down a call whose end Twilio has reported: as one with a message when there is one at
  /// Twilio, whose own report may still be on its way, or else as one whose caller has hung up. One
  /// that is known stays as it is.
  Result writeEnded(CallSid call) throws InterruptedException {
    return calls.find(call).isPresent()
        ? Result.WRITTEN
        : inAnyAccount(account -> write(account, call, _ -> true, list -> outcome(list, call)));
  }

  private static Optional<CallOutcome> outcome(RecordingList list, CallSid call)
      throws InterruptedException {
    return list.hasMessage(call) instanceof Given<Boolean>(Boolean message)
        ? Optional.of(message ? CallOutcome.FINISHED : CallOutcome.HUNG_UP)
        : Optional.empty();
  }

  private interface Attempt<T, R> {
    R of(T with) throws InterruptedException;
  }

  private Result inAnyAccount(Attempt<AccountTokens, Result> attempt) throws InterruptedException {
    Result result = Result.NOT_OURS;
    for (AccountTokens account : accounts()) {
      switch (attempt.of(account)) {
        case WRITTEN -> {
          return Result.WRITTEN;
        }
        case NOT_ASKED -> result = Result.NOT_ASKED;
        case NOT_OURS -> {}
      }
    }
    return result;
  }

  /// @param outcome how it came out; empty when Twilio could not be asked
  private Result write(
      AccountTokens account,
      CallSid sid,
      Predicate<RecordedCall> isOurs,
      Attempt<RecordingList, Optional<CallOutcome>> outcome)
      throws InterruptedException {
    if (wasErased.test(sid)) {
      return Result.NOT_OURS;
    }
    var list = new RecordingList(clients.apply(account));
    return switch (list.call(sid)) {
      case Given<RecordedCall>(RecordedCall call) -> {
        Optional<BusinessSettings> settings =
            settings(account, call).filter(_ -> isOurs.test(call));
        if (settings.isEmpty()) {
          yield Result.NOT_OURS;
        }
        Optional<CallOutcome> how = outcome.of(list);
        how.ifPresent(known -> add(account, sid, call, settings.get(), known));
        yield how.isPresent() ? Result.WRITTEN : Result.NOT_ASKED;
      }
      case RestResult.Refused<RecordedCall>(int status, var _) ->
          status == 404 ? Result.NOT_OURS : Result.NOT_ASKED;
      case RestResult.Unreachable<RecordedCall> _ -> Result.NOT_ASKED;
    };
  }

  /// Of the business of the number that was called; empty when no business of the account has it.
  private Optional<BusinessSettings> settings(AccountTokens account, RecordedCall call) {
    return directory
        .byNumber(call.called())
        .filter(known -> known.account().accountSid().equals(account.accountSid()));
  }

  private void add(
      AccountTokens account,
      CallSid sid,
      RecordedCall call,
      BusinessSettings settings,
      CallOutcome outcome) {
    calls.addArrival(
        sid,
        account.accountSid(),
        settings.business().id(),
        settings.version(),
        CallbackNumber.ofCaller(call.caller(), settings.business().locale().country()),
        call.called(),
        spentTicket(),
        call.createdAt());
    boolean _ = calls.settle(sid, outcome, null, clock.instant());
    LOG.atInfo()
        .addKeyValue("call", sid)
        .addKeyValue("outcome", outcome)
        .log("a call was found at Twilio that could not be written down when it came in");
    whenWritten.run();
  }

  /// The call is over, and its ticket is given to nobody.
  private static String spentTicket() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
