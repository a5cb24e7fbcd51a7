package app.kolan.server.telephony;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.rejection.StrangersLog;
import app.kolan.server.session.CallScope;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.CallWrites;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in the streams of calls: each by the ticket of its call, which is spent then. Safe to
/// share.
final class StreamAdmission {
  private static final Logger LOG = LoggerFactory.getLogger(StreamAdmission.class);

  private final CallStore calls;
  private final DeferredWrites deferred;
  private final BusinessDirectory directory;
  private final boolean simulated;
  private final Function<CallSid, Optional<PlacedTalk>> placedTalks;
  private final InstantSource clock;

  /// @param deferred where what a talk writes waits while the database is away
  /// @param simulated whether nobody real calls
  /// @param placedTalks what the agent is to reach in a call that the server has placed
  StreamAdmission(
      CallStore calls,
      DeferredWrites deferred,
      BusinessDirectory directory,
      boolean simulated,
      Function<CallSid, Optional<PlacedTalk>> placedTalks,
      InstantSource clock) {
    this.calls = calls;
    this.deferred = deferred;
    this.directory = directory;
    this.simulated = simulated;
    this.placedTalks = placedTalks;
    this.clock = clock;
  }

  /// A call whose stream was let in.
  ///
  /// @param writes what the talk writes, in its order
  record AdmittedCall(LoggedCall call, StreamSid stream, CallContext context, CallWrites writes) {}

  /// A stream that is not the call's own is refused before the ticket is spent, so that it does not
  /// take the place of the one that is.
  ///
  /// @return empty when it is refused
  Optional<AdmittedCall> admit(CallSid sid, StreamEvent.Started started) {
    String ticket = started.parameters().getOrDefault(StreamParameters.TICKET, "");
    var stream = new StreamSid(started.streamSid());
    Optional<AdmittedCall> call =
        calls
            .find(sid)
            .filter(known -> known.accountSid().equals(started.accountSid()))
            .filter(known -> isForBusiness(started, known.businessId()))
            .flatMap(_ -> calls.spendTicket(sid, ticket, stream, clock.instant()))
            .flatMap(known -> inContext(known, stream, placed(started, known)));
    if (call.isEmpty()) {
      StrangersLog.SHARED
          .atWarn(LOG)
          .addKeyValue("stream", started.streamSid())
          .addKeyValue("parameters", started.parameters().keySet())
          .log(
              "a stream was refused: its ticket is unknown, spent, too old, or for"
                  + " another call, account or business, or its call is settled");
    } else {
      LOG.atInfo().addKeyValue("stream", started.streamSid()).log("the stream has begun");
    }
    return call;
  }

  /// Whether the stream names the business that its ticket is for, or none.
  private static boolean isForBusiness(StreamEvent.Started started, long business) {
    String named = started.parameters().get(StreamParameters.BUSINESS);
    return named == null || named.equals(Long.toString(business));
  }

  /// The call with the settings by which its first webhook was answered; empty when its business is
  /// no longer there.
  private Optional<AdmittedCall> inContext(
      LoggedCall call, StreamSid stream, @Nullable PlacedTalk placed) {
    return directory
        .find(call.businessId(), call.settingsVersion())
        .map(
            settings ->
                new AdmittedCall(
                    call,
                    stream,
                    new CallContext(
                        call.sid(), call.caller(), call.accountSid(), settings, simulated, placed),
                    writesOf(call.sid())));
  }

  /// What the agent is to reach in a call that the server has placed. One whose talk goes on is
  /// looked up whatever its stream says of it.
  private @Nullable PlacedTalk placed(StreamEvent.Started started, LoggedCall call) {
    boolean isKnown =
        started.parameters().containsKey(StreamParameters.PLACED)
            || call.reopenedAt() != null
            || call.resumes() > 0;
    if (!isKnown) {
      return null;
    }
    try {
      return placedTalks.apply(call.sid()).orElse(null);
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("why a call was placed is not known");
      return null;
    }
  }

  private CallWrites writesOf(CallSid sid) {
    return new CallWrites(
        deferred, work -> CallScope.thread(sid, "call-%s-ledger".formatted(sid), work));
  }
}
