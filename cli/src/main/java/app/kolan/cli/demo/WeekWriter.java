package app.kolan.cli.demo;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnTimes;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes calls into the ledger as a server does while they run.
final class WeekWriter {
  private static final Duration GREETING = Duration.ofSeconds(8);
  private static final Duration BETWEEN_TURNS = Duration.ofMillis(900);
  private static final Duration HUNG_UP_AFTER = Duration.ofSeconds(4);
  private static final String MESSAGE = "message_long";

  /// How long somebody speaks for one letter.
  private static final Duration LETTER = Duration.ofMillis(75);

  private final Stores stores;
  private final AudioFiles audio;
  private final CallerClips clips;

  /// The sounds of the sentences that are shipped, by their words.
  private final Map<String, Mulaw> prompts = new HashMap<>();

  private final String account;
  private final PhoneNumber called;
  private final long business;

  /// @param account the SID of the Twilio account
  /// @param called the business's number
  WeekWriter(
      Stores stores,
      AudioFiles audio,
      CallerClips clips,
      String account,
      PhoneNumber called,
      long business) {
    this.stores = stores;
    this.audio = audio;
    this.clips = clips;
    this.account = account;
    this.called = called;
    this.business = business;
    PromptLibrary shipped = PromptLibrary.shipped();
    for (Prompt prompt : Prompt.values()) {
      prompts.put(shipped.text(prompt), shipped.audio(prompt));
    }
  }

  /// Writes a call.
  ///
  /// @param number of the call within the week, from 0; its SID is made of it
  void write(WeekCall call, int number, Instant arrival) {
    CallSid sid = sid(number);
    var caller = new PhoneNumber(call.from());
    String ticket = "the demo's week, call " + number;
    stores.calls().addArrival(sid, account, business, 1, caller, called, ticket, arrival);
    Duration length = HUNG_UP_AFTER;
    if (!call.turns().isEmpty()) {
      var stream = new StreamSid("MZ%032x".formatted(number));
      var _ = stores.calls().spendTicket(sid, ticket, stream, arrival.plus(GREETING));
      length = GREETING.plus(turns(call.turns(), sid, number));
    }
    if (call.ends() == WeekCall.End.MESSAGE) {
      length = GREETING.plus(message(sid, number, arrival));
    }
    Instant end = arrival.plus(length);
    WeekCall.Lead lead = call.lead();
    if (lead != null) {
      stores.leads().save(lead(call, lead, sid, caller, end));
    }
    boolean _ = stores.calls().settle(sid, call.ends().outcome(), null, end);
    stores
        .calls()
        .addProgress(new Webhook.CallProgress(sid, CallStatus.COMPLETED, 3, length, null), end);
  }

  /// The SID of a call of the week.
  static CallSid sid(int number) {
    return new CallSid("CA%032x".formatted(0xDE_0000 + number));
  }

  /// @return how long they took
  private Duration turns(List<WeekCall.Turn> turns, CallSid call, int number) {
    Duration at = Duration.ZERO;
    for (WeekCall.Turn turn : turns) {
      String said = turn.agent();
      Mulaw sound =
          turn.clip() != null ? clips.audio(turn.clip()) : said == null ? null : prompts.get(said);
      boolean isAgent = turn.agent() != null;
      String words =
          isAgent ? turn.agent() : turn.clip() == null ? turn.caller() : clips.text(turn.clip());
      Duration length =
          sound == null ? LETTER.multipliedBy(String.valueOf(words).length()) : sound.duration();
      Duration end = at.plus(length);
      String file =
          sound == null ? null : audio.store(call, "turn-" + at.toMillis(), Wav.of(sound));
      int position =
          stores
              .turns()
              .add(
                  new NewTurn(
                      call,
                      isAgent ? Speaker.AGENT : Speaker.CALLER,
                      isAgent ? "answer" : "turn",
                      at,
                      end,
                      length,
                      false,
                      null,
                      file,
                      words));
      if (!isAgent) {
        stores.turns().addTimes(times(call, position, number));
      }
      at = end.plus(BETWEEN_TURNS);
    }
    translate(turns, call);
    return at;
  }

  private void translate(List<WeekCall.Turn> turns, CallSid call) {
    var translations = new HashMap<Turn, String>();
    for (Turn written : stores.turns().findByCall(call)) {
      String hebrew = turns.get(written.position()).hebrew();
      if (hebrew != null) {
        translations.put(written, hebrew);
      }
    }
    if (!translations.isEmpty()) {
      stores.turns().addTranslations(translations);
    }
  }

  /// Plausible times, a little different in each turn.
  private static TurnTimes times(CallSid call, int position, int number) {
    int more = (number * 37 + position * 53) % 200;
    return new TurnTimes(
        call,
        position,
        Duration.ofMillis(240 + more / 4),
        Duration.ofMillis(245 + more / 4),
        Duration.ofMillis(560 + more),
        Duration.ofMillis(600 + more),
        Duration.ofMillis(740 + more),
        Duration.ofMillis(745 + more),
        Duration.ofMillis(860 + more));
  }

  /// @return how long the message is
  private Duration message(CallSid call, int number, Instant arrival) {
    var recording = new RecordingSid("RE%032x".formatted(0xDE_0000 + number));
    Mulaw sound = clips.audio(MESSAGE);
    byte[] wav = Wav.of(sound);
    Instant end = arrival.plus(GREETING).plus(sound.duration());
    boolean _ = stores.recordings().announce(recording, call, sound.duration(), end);
    String file = audio.store(call, recording.value(), wav);
    boolean _ = stores.recordings().markStored(recording, file, wav.length, sound.duration(), end);
    return sound.duration();
  }

  private Lead lead(
      WeekCall call, WeekCall.Lead lead, CallSid sid, PhoneNumber caller, Instant end) {
    return new Lead(
        sid,
        business,
        caller,
        caller,
        firstOfCaller(call),
        null,
        null,
        LeadState.COMPLETE,
        end,
        lead.subject(),
        lead.name());
  }

  private static @Nullable Integer firstOfCaller(WeekCall call) {
    for (int i = 0; i < call.turns().size(); i++) {
      if (call.turns().get(i).agent() == null) {
        return i;
      }
    }
    return null;
  }
}
