package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;

/// The call in most tests of the stores.
public final class Sample {
  public static final CallSid CALL = call(1);
  public static final StreamSid STREAM = new StreamSid("MZ" + "5".repeat(32));
  public static final RecordingSid RECORDING = new RecordingSid("RE" + "7".repeat(32));
  public static final PhoneNumber CALLER = new PhoneNumber("+972501234567");
  public static final PhoneNumber CALLED = new PhoneNumber("+97237654321");
  public static final PhoneNumber HUMAN = new PhoneNumber("+972529876543");
  public static final String ACCOUNT = "AC" + "a".repeat(32);
  public static final String TICKET = "ticket-of-the-first-request";
  public static final Instant NOON = Instant.parse("2026-11-22T10:00:00.123Z");

  private Sample() {}

  public static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }

  public static LoggedCall arrive(CallStore calls) {
    return arrive(calls, CALL, TICKET);
  }

  public static LoggedCall arrive(CallStore calls, CallSid sid, String ticket) {
    return calls.addArrival(sid, ACCOUNT, 1, 0, CALLER, CALLED, ticket, NOON);
  }

  public static NewTurn turn(CallSid call, String about) {
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

  public static Lead lead(LeadState state) {
    return new Lead(CALL, 1, CALLER, null, null, null, null, state, NOON);
  }
}
