package app.kolan.browser;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Writes calls of one business into the ledger, and what comes of them.
final class LedgerCalls {
  private static final CallerClips CLIPS = CallerClips.shipped();
  private static final Duration GREETING = Duration.ofSeconds(6);

  private final Stores stores;
  private final AudioFiles audio;
  private final Instant now;
  private final IntSupplier numbers;
  private final long business;
  private final PhoneNumber called;

  /// @param numbers a number for each call, another one each time
  LedgerCalls(
      Stores stores,
      AudioFiles audio,
      Instant now,
      IntSupplier numbers,
      long business,
      PhoneNumber called) {
    this.stores = stores;
    this.audio = audio;
    this.now = now;
    this.numbers = numbers;
    this.business = business;
    this.called = called;
  }

  /// Who says what in a call.
  ///
  /// @param clip what the words sound like; null for words without a sound
  record Said(Speaker who, @Nullable String words, @Nullable String clip) {
    static Said agent(String words) {
      return new Said(Speaker.AGENT, words, null);
    }

    static Said caller(String clip) {
      return new Said(Speaker.CALLER, CLIPS.text(clip), clip);
    }

    static Said words(String words) {
      return new Said(Speaker.CALLER, words, null);
    }
  }

  CallSid call(Duration ago, String caller, CallOutcome outcome, Said... said) {
    int number = numbers.getAsInt();
    var sid = new CallSid("CA%032x".formatted(0xC0_0000 + number));
    Instant at = now.minus(ago);
    String ticket = "call " + number;
    stores
        .calls()
        .addArrival(
            sid, TwilioByHand.ACCOUNT, business, 1, new PhoneNumber(caller), called, ticket, at);
    Duration length = Duration.ofSeconds(4);
    if (said.length > 0) {
      var stream = new StreamSid("MZ%032x".formatted(number));
      var _ = stores.calls().spendTicket(sid, ticket, stream, at.plusSeconds(2));
      length = GREETING.plus(talk(sid, List.of(said)));
    }
    boolean _ = stores.calls().settle(sid, outcome, null, at.plus(length));
    stores
        .calls()
        .addProgress(
            new Webhook.CallProgress(
                sid, CallStatus.COMPLETED, 3, length, outcome == CallOutcome.BROKEN ? 31921 : null),
            at.plus(length));
    return sid;
  }

  /// @return how long it took
  private Duration talk(CallSid sid, List<Said> said) {
    Duration at = Duration.ZERO;
    for (Said turn : said) {
      boolean cutOff = turn.who() == Speaker.AGENT && at.toSeconds() > 12;
      String clip = cutOff ? "message_long" : turn.clip();
      Mulaw sound = clip == null ? null : CLIPS.audio(clip);
      Duration length = sound == null || cutOff ? Duration.ofSeconds(3) : sound.duration();
      String file = sound == null ? null : audio.store(sid, "turn-" + at.toMillis(), Wav.of(sound));
      stores
          .turns()
          .add(
              new NewTurn(
                  sid,
                  turn.who(),
                  "answer",
                  at,
                  at.plus(length),
                  length,
                  cutOff,
                  turn.words() == null ? "123#" : null,
                  file,
                  turn.words(),
                  cutOff ? "ואם יתפנה תור מוקדם יותר נודיע מיד." : null));
      at = at.plus(length).plusMillis(700);
    }
    return at;
  }

  void lead(CallSid sid, @Nullable String subject, @Nullable String name, LeadWork work) {
    PhoneNumber caller = stores.calls().find(sid).orElseThrow().caller();
    Instant at = stores.calls().find(sid).orElseThrow().arrivedAt().plusSeconds(60);
    stores
        .leads()
        .save(
            new Lead(
                sid,
                business,
                caller,
                caller,
                null,
                null,
                null,
                LeadState.COMPLETE,
                at,
                subject,
                name));
    Await.until("the call is followed up", () -> find(sid).contact() != null);
    LeadWork before = find(sid);
    if (!work.equals(LeadWork.NEW)) {
      var _ =
          stores
              .crm()
              .leads()
              .update(
                  business,
                  sid,
                  before,
                  new LeadWork(
                      work.state(),
                      work.reason(),
                      work.reason() == null ? before.contact() : null,
                      null,
                      work.priority(),
                      work.dueAt(),
                      before.fields(),
                      before.revision(),
                      null),
                  "user",
                  at.plusSeconds(30));
    }
  }

  private LeadWork find(CallSid sid) {
    return stores.crm().leads().find(business, sid).orElseThrow().work();
  }

  void summary(CallSid sid, String words, @Nullable String subject) {
    stores
        .callSummaries()
        .save(new CallSummary(sid, business, words, subject, Map.of(), "model/x", "source", now));
  }

  /// A message after the beep.
  void message(CallSid sid, int number) {
    var recording = new RecordingSid("RE%032x".formatted(number));
    Mulaw sound = CLIPS.audio("message_long");
    byte[] wav = Wav.of(sound);
    boolean _ = stores.recordings().announce(recording, sid, sound.duration(), now);
    String file = audio.store(sid, recording.value(), wav);
    boolean _ = stores.recordings().markStored(recording, file, wav.length, null, now);
  }

  void promise(CallSid sid, String words, Duration left) {
    PhoneNumber number = stores.calls().find(sid).orElseThrow().caller();
    var draft =
        new Promise.Draft(
            business,
            sid,
            find(sid).contact(),
            number,
            words,
            now.plus(left),
            null,
            Promise.BY_AGENT,
            null);
    var _ = stores.crm().promises().add(draft, now.minusSeconds(7200));
  }
}
