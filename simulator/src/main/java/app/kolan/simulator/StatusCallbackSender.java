package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Sends the status callbacks that the server subscribed to. Owned by the call's thread.
///
/// Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent
final class StatusCallbackSender {
  private static final int BILLING_SECONDS = 60;

  /// The events that can be reported. An unsuccessful call ends with [#COMPLETED] too.
  enum Event {
    INITIATED,
    RINGING,
    ANSWERED,
    COMPLETED;

    static Optional<Event> ofWire(String word) {
      return Arrays.stream(values())
          .filter(event -> event.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  private final VerbContext call;
  private int sequence;

  StatusCallbackSender(VerbContext call) {
    this.call = call;
  }

  void send(Event event, CallStatus status) {
    send(event, status, FormPairs.NONE);
  }

  /// @param length from the answer
  void sendEnd(CallStatus status, Duration length) {
    long seconds = seconds(length);
    send(
        Event.COMPLETED,
        status,
        FormPairs.of(
            "CallDuration",
            Long.toString(seconds),
            "Duration",
            Long.toString((seconds + BILLING_SECONDS - 1) / BILLING_SECONDS),
            "SipResponseCode",
            "200"));
  }

  private void send(Event event, CallStatus status, FormPairs more) {
    URI url = call.settings().statusCallbackUrl();
    if (url == null || !call.facts().origin().events().contains(event)) {
      return;
    }
    FormPairs progress =
        FormPairs.of(
            "CallbackSource",
            "call-progress-events",
            "SequenceNumber",
            Integer.toString(sequence++),
            "Timestamp",
            now());
    FormPairs form =
        CallParameters.joined(
            CallParameters.joined(call.facts().parameters(status), progress), more);
    var _ = call.callbacks().send(url, status.wire(), form);
  }

  /// The length as Twilio reports it: in whole seconds, rounded up.
  static long seconds(Duration length) {
    return (length.toMillis() + 999) / 1000;
  }

  /// The time as Twilio writes it: RFC 2822.
  static String now() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }
}
