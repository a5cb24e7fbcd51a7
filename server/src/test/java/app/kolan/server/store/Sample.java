package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;

/// The call that most tests tell about.
final class Sample {
  static final CallSid CALL = call(1);
  static final StreamSid STREAM = new StreamSid("MZ" + "5".repeat(32));
  static final RecordingSid RECORDING = new RecordingSid("RE" + "7".repeat(32));
  static final PhoneNumber CALLER = new PhoneNumber("+972501234567");
  static final PhoneNumber CALLED = new PhoneNumber("+97237654321");
  static final PhoneNumber HUMAN = new PhoneNumber("+972529876543");
  static final String ACCOUNT = "AC" + "a".repeat(32);
  static final String TICKET = "ticket-of-the-first-request";
  static final Instant NOON = Instant.parse("2026-11-22T10:00:00.123Z");

  private Sample() {}

  static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }

  static LoggedCall arrive(Ledger ledger) {
    return arrive(ledger, CALL, TICKET);
  }

  static LoggedCall arrive(Ledger ledger, CallSid sid, String ticket) {
    return ledger.callArrived(sid, ACCOUNT, 1, CALLER, CALLED, ticket, NOON);
  }

  static NewTurn turn(CallSid call, String about) {
    return new NewTurn(
        call,
        Speaker.CALLER,
        about,
        Duration.ofMillis(1500),
        Duration.ofMillis(2750),
        Duration.ofMillis(1250),
        false,
        null,
        null);
  }

  static Lead lead(LeadState state) {
    return new Lead(CALL, 1, CALLER, null, null, null, null, state, NOON);
  }
}
