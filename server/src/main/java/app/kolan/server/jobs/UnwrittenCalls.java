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
import org.jspecify.annotations.Nullable;
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
    return write(call, (_, _) -> new Given<>(CallOutcome.FINISHED));
  }

  /// Writes down a call whose end Twilio has reported: as one with a message when there is one at
  /// Twilio, whose own report may still be on its way, or else as one whose caller has hung up.
  Result writeEnded(CallSid call) throws InterruptedException {
    return write(call, UnwrittenCalls::atTwilio);
  }

  private static RestResult<CallOutcome> atTwilio(RecordingList list, CallSid call)
      throws InterruptedException {
    return switch (list.hasMessage(call)) {
      case Given<Boolean>(Boolean message) ->
          new Given<>(message ? CallOutcome.FINISHED : CallOutcome.HUNG_UP);
      case RestResult.Refused<Boolean>(int status, Integer code) ->
          new RestResult.Refused<>(status, code);
      case RestResult.Unreachable<Boolean>(String why) -> new RestResult.Unreachable<>(why);
    };
  }

  /// How a call came out.
  private interface Outcome {
    RestResult<CallOutcome> of(RecordingList list, CallSid call) throws InterruptedException;
  }

  private Result write(CallSid call, Outcome outcome) throws InterruptedException {
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

  /// Writes down the call of a message that an account has.
  ///
  /// @param isOurs whether calls to its number come to this server
  Result writeWithMessage(AccountTokens account, CallSid call, Predicate<RecordedCall> isOurs)
      throws InterruptedException {
    return write(account, call, isOurs, (_, _) -> new Given<>(CallOutcome.FINISHED));
  }

  private Result write(
      AccountTokens account, CallSid call, Predicate<RecordedCall> isOurs, Outcome outcome)
      throws InterruptedException {
    boolean isNew = calls.find(call).isEmpty();
    var list = new RecordingList(clients.apply(account));
    if (isNew && wasErased.test(call)) {
      return Result.NOT_OURS;
    }
    @Nullable RecordedCall known = null;
    if (isNew) {
      switch (list.call(call)) {
        case Given<RecordedCall>(RecordedCall found) -> known = found;
        case RestResult.Refused<RecordedCall>(int status, var _) -> {
          return status == 404 ? Result.NOT_OURS : Result.NOT_ASKED;
        }
        case RestResult.Unreachable<RecordedCall> _ -> {
          return Result.NOT_ASKED;
        }
      }
    }
    if (!(outcome.of(list, call) instanceof Given<CallOutcome>(CallOutcome how))) {
      return Result.NOT_ASKED;
    }
    if (known != null && !(isOurs.test(known) && add(account, call, known))) {
      return Result.NOT_OURS;
    }
    boolean _ = calls.settle(call, how, null, clock.instant());
    if (isNew) {
      LOG.atInfo()
          .addKeyValue("call", call)
          .addKeyValue("outcome", how)
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
