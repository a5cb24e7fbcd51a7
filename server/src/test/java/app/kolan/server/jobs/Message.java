package app.kolan.server.jobs;

import app.kolan.server.store.Stores;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;

/// The message that the tests fetch.
final class Message {
  static final String ACCOUNT = "AC" + "b".repeat(32);
  static final String TOKEN = "the-token-that-nobody-may-see";
  static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  static final RecordingSid SID = new RecordingSid("RE" + "7".repeat(32));
  static final byte[] WAV = Wav.of(Pcm.of(new short[16_000], 8000));
  static final Duration LENGTH = Duration.ofSeconds(2);

  private Message() {}

  static void announce(Stores stores) {
    var now = Instant.now();
    stores
        .calls()
        .addArrival(
            CALL,
            ACCOUNT,
            1,
            0,
            new PhoneNumber("+972501234567"),
            new PhoneNumber("+97237654321"),
            "ticket",
            now);
    stores.recordings().announce(SID, CALL, null, now);
  }
}
