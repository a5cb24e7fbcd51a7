package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The calls, with the events by which Twilio reports their progress.
///
/// Twilio's requests about one call arrive in any order, more than once, and some before the call
/// itself. None of them is lost, and none moves a call back.
///
/// A crash leaves the calls of that moment [CallOutcome#OPEN], on purpose: Twilio still asks what
/// to do when their stream ends, and that request settles them.
///
/// See [Stores] for durability, threads and errors.
public interface CallStore {
  /// How long a ticket lets a stream in.
  Duration TICKET_LASTS = Duration.ofMinutes(10);

  /// Stores a call that has arrived, once: a call that is already stored is returned as it is, and
  /// the other arguments are ignored. Concurrent callers get the same ticket.
  ///
  /// In the same transaction a new call takes over the events that were stored before it, and gets
  /// the lead of a message that was announced before it.
  ///
  /// @param settingsVersion the version of the business's settings by which the call is answered
  /// @param freshTicket the ticket for its media stream, should the call be new
  LoggedCall addArrival(
      CallSid sid,
      String accountSid,
      long businessId,
      long settingsVersion,
      PhoneNumber caller,
      PhoneNumber called,
      String freshTicket,
      Instant at);

  /// The call with this identifier; empty when it never arrived.
  Optional<LoggedCall> find(CallSid sid);

  /// Those of these calls that have arrived, a few hundred at most.
  Map<CallSid, LoggedCall> find(Collection<CallSid> calls);

  /// The newest calls, the newest first.
  List<LoggedCall> latest(int limit);

  /// The newest calls that came to a business from a number, the newest first.
  List<LoggedCall> latestFrom(long businessId, PhoneNumber caller, int limit);

  /// The calls of a business that fit, the newest first.
  List<LoggedCall> find(CallQuery query);

  /// Notes that somebody of the business has played the sound of a call. Sound that comes later is
  /// unplayed again.
  void markPlayed(CallSid call);

  /// The calls that are not settled, the oldest first: those that are live, and those whose end a
  /// crash hid. A status that ends the call tells them apart.
  List<LoggedCall> findOpen();

  /// Admits a media stream, once: of all who present the ticket, one gets the call. Not idempotent:
  /// the stream that was admitted is refused when it presents the ticket again.
  ///
  /// @return empty when the call is unknown or settled, or its ticket is another one, is spent or
  ///   [too old][#TICKET_LASTS]; nothing is changed then
  Optional<LoggedCall> spendTicket(CallSid sid, String ticket, StreamSid stream, Instant at);

  /// Settles how a call came out. The first to settle it is right, but for [hung
  /// up][CallOutcome#HUNG_UP]: whoever sees that a call is over, and knows no more, says so first
  /// when what the talk has written waits for the database. So a call that is known to be finished
  /// is corrected to that. An outcome that ends the call sets the time of its end, unless that is
  /// known.
  ///
  /// @param handOverTo whom the caller is given to
  /// @return whether this settled it; false when it was settled before, corrected or not, or is
  ///   unknown
  /// @throws IllegalArgumentException when the outcome is [CallOutcome#OPEN]
  boolean settle(CallSid sid, CallOutcome outcome, @Nullable PhoneNumber handOverTo, Instant at);

  /// The same for the talk on a stream: it does nothing when another stream has taken the call
  /// over, as at another node.
  ///
  /// @return whether this settled it
  /// @throws IllegalArgumentException when the outcome is [CallOutcome#OPEN]
  boolean settleTalk(
      CallSid sid,
      StreamSid stream,
      CallOutcome outcome,
      @Nullable PhoneNumber handOverTo,
      Instant at);

  /// Calls this after each call that is settled from now on, once its outcome is on the disk, on
  /// the thread that settled it. There is one such listener; a later one replaces it.
  void onSettled(Consumer<CallOutcome> listener);

  /// Stores a status of a call. Events that say the same are one. The call's status never goes
  /// back, and its length and error code are those that were reported first. A status of an unknown
  /// call waits for the call.
  void addProgress(Webhook.CallProgress event, Instant at);

  /// Stores what became of a media stream. Events that say the same are one.
  void addStreamProgress(Webhook.StreamProgress event, Instant at);

  /// The events of a call, in the order in which they first came.
  List<CallStatusEvent> events(CallSid sid);
}
