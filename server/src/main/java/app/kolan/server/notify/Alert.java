package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notification to somebody, sent once. It prints without what it says and without the address.
///
/// @param id made from business, cause and destination; every attempt carries it, so that a
///   receiver can tell a repetition
/// @param cause what it is about, such as a call; the same for all that come of it
/// @param call the call that it is about; null when it is about none
/// @param address a mail address, a number or a URL
/// @param facts what it says, as a JSON object
/// @param dueAt when it is sent; while it is being sent, when another server may take it over
/// @param problem why the last attempt failed
/// @param carrierId the identifier that the carrier gave it; null for none
/// @param carrierStatus what the carrier told of it since; null for nothing
/// @param retrySince from when it is tried: its creation, the end of its quiet time, or when
///   somebody had it sent again
public record Alert(
    String id,
    long business,
    AlertKind kind,
    String cause,
    @Nullable String call,
    Channel channel,
    String address,
    String facts,
    AlertState state,
    int attempts,
    @Nullable String problem,
    @Nullable String carrierId,
    @Nullable String carrierStatus,
    Instant createdAt,
    Instant dueAt,
    Instant changedAt,
    Instant retrySince) {

  /// An alert to be written down.
  ///
  /// @param dueAt later than now when it is held
  public record Draft(
      String id,
      long business,
      AlertKind kind,
      String cause,
      @Nullable String call,
      Channel channel,
      String address,
      String facts,
      Instant dueAt) {
    @Override
    public String toString() {
      return "Draft[id=%s, kind=%s, channel=%s]".formatted(id, kind, channel);
    }
  }

  /// One attempt to send an alert, or what the carrier told of it later.
  ///
  /// @param outcome `sent`, `failed` or the carrier's word
  /// @param code the status of HTTP, the reply of SMTP, or Twilio's code; null for none
  /// @param detail why, in words; null for nothing to say
  public record Delivery(
      Instant at, String outcome, @Nullable Integer code, @Nullable String detail) {}

  /// What came of an attempt.
  ///
  /// @param state what the alert is after it
  /// @param dueAt when it is tried again
  /// @param code as in [Delivery]
  /// @param problem why it failed; null when it did not
  /// @param carrierId null when the carrier gave none
  public record Attempt(
      AlertState state,
      Instant dueAt,
      @Nullable Integer code,
      @Nullable String problem,
      @Nullable String carrierId) {}

  /// Where it goes, as settings have it.
  public String destination() {
    return channel.word() + ":" + address;
  }

  @Override
  public String toString() {
    return "Alert[id=%s, kind=%s, channel=%s, state=%s]".formatted(id, kind, channel, state);
  }
}
