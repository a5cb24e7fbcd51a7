package app.kolan.server.notify;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The outbox of alerts, and what they are made of: each cause is looked at once, in the
/// transaction that adds its alerts. Servers of one database share it.
///
/// The contract of [app.kolan.server.store.Stores] holds for durability, threads and errors.
public interface AlertStore {
  /// Something of which alerts are made.
  ///
  /// @param subject what was not looked at yet: a call, or a recording
  /// @param call the call that it belongs to
  record Cause(Kind kind, String subject, CallSid call) {
    /// What it is.
    public enum Kind {
      CALL,
      /// It was announced after its call was looked at.
      RECORDING
    }
  }

  /// The calls that are over, and the recordings of such calls, that nobody has looked at, the
  /// oldest first.
  ///
  /// @param since not those that were over before this
  /// @param until nor those that were over after this
  /// @param settled and a call whose end was never told is over when it was settled before this
  List<Cause> findCauses(Instant since, Instant until, Instant settled, int limit);

  /// Notes that causes were looked at, and adds the alerts that come of it, unless somebody has
  /// looked at it before; an alert that is there already stays as it is.
  ///
  /// @param marks those of the causes; the first decides whether somebody was there before
  /// @return how many alerts there are new
  int add(List<String> marks, List<Alert.Draft> alerts, Instant at);

  /// The alerts that may be sent now, one for each destination, the first that is due.
  List<Alert> findDue(Instant now, int limit);

  /// When the next alert is due; empty when none is to be sent.
  Optional<Instant> nextDue();

  /// Takes an alert to send it, unless somebody else has.
  ///
  /// @param until when others may take it over
  Optional<Alert> claim(Alert alert, Instant until, Instant at);

  /// Keeps an alert that is being sent.
  ///
  /// @param until when others may take it over
  /// @return it, as it is now; empty when it is settled, or somebody has taken it over
  Optional<Alert> renew(Alert alert, Instant until);

  /// Notes what came of sending an alert that was claimed, with an entry in the log of deliveries,
  /// and what a carrier has told of it already.
  void attempted(Alert alert, Alert.Attempt attempt, Instant at);

  /// Puts an alert off, unless somebody has taken it.
  void hold(Alert alert, Instant until, Instant at);

  /// Makes what a crash left in the middle of sending due at once. Only for a server that has the
  /// database for itself.
  void release(Instant at);

  /// Sends an alert again that was sent or given up, or at once one that waits. Under the same
  /// identifier, so that a receiver can tell.
  ///
  /// @return whether there is such an alert, which is not just being sent
  boolean sendAgain(long business, String id, Instant at);

  /// Sends alerts again that were sent or given up, and at once those that wait for their next
  /// attempt, in the order in which they were made. Those that are held, or just being sent, stay
  /// as they are.
  ///
  /// @param most of more nothing is changed
  /// @return how many; empty when there are more than that
  OptionalInt sendAgain(AlertReplay replay, int most, Instant at);

  /// How many alerts would be sent again together now.
  int countAgain(AlertReplay replay);

  /// Notes what a carrier told of a message. What it tells before the message's identifier is
  /// stored is kept for a day, until it is.
  ///
  /// @param code its code; null for none
  /// @param detail why, in words; null for nothing to say
  /// @return the alert; empty when there is none of that identifier, or it knew that already
  Optional<Alert> carrierTold(
      String carrierId, String status, @Nullable Integer code, @Nullable String detail, Instant at);

  Optional<Alert> find(long business, String id);

  /// The alerts that fit, the newest first.
  List<Alert> find(AlertQuery query);

  /// What happened in a span of time, and what waits at its end.
  Digest digest(long business, Instant since, Instant until);

  /// The log of an alert's deliveries, the oldest first.
  List<Alert.Delivery> deliveries(String id);

  /// The latest entries of the logs of several alerts, the oldest of each first; nothing of those
  /// that have none.
  ///
  /// @param latest how many of each
  Map<String, List<Alert.Delivery>> deliveries(List<String> ids, int latest);
}
