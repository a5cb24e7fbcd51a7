package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Promise;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.TranscriptionStore;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Two calls in a data folder and a database, one of which is erased.
abstract class ErasureFixture {
  static final String MAIL = "dana.erasable@example.com";
  static final CallSid DANAS = new CallSid("CA" + "d".repeat(32));
  static final CallSid YOSSIS = new CallSid("CA" + "e".repeat(32));
  static final String DANA = "Dana Erasable-Cohen";
  static final PhoneNumber DANAS_NUMBER = new PhoneNumber("+972501112223");
  static final PhoneNumber DANAS_OTHER = new PhoneNumber("+972523334445");
  static final PhoneNumber YOSSIS_NUMBER = new PhoneNumber("+972546667778");
  static final Instant NOVEMBER = Instant.parse("2026-11-02T10:00:00Z");
  static final Instant OCTOBER = Instant.parse("2026-10-02T10:00:00Z");

  /// Bytes that nobody may find any more: numbers, a name, dictated digits, what was said.
  static final List<String> DANAS_TRACES =
      List.of(
          "972501112223", "972523334445", "Erasable", "55512399", "Cohen's knee", "d".repeat(32));

  static final List<ErasureScope> SCOPES =
      List.of(
          new ErasureScope.OfCall(DANAS),
          new ErasureScope.OfNumber(1L, DANAS_NUMBER),
          new ErasureScope.OfNumber(null, DANAS_OTHER),
          new ErasureScope.OfContact(1, 1),
          new ErasureScope.Before(Instant.parse("2026-11-01T00:00:00Z")));

  @TempDir protected Path data;

  /// Where things are kept.
  protected abstract StoreSettings settings();

  /// The files of the database, when it is not in the data folder.
  protected abstract List<Path> databaseFiles() throws IOException;

  @BeforeEach
  void fill() throws IOException {
    try (Stores stores = StoreFactory.open(settings())) {
      store(stores, DANAS, DANAS_NUMBER, DANAS_OTHER, DANA, "55512399", OCTOBER);
      store(stores, YOSSIS, YOSSIS_NUMBER, YOSSIS_NUMBER, "Yossi Levi", "111", NOVEMBER);
    }
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var alerts = new SqlAlertStore(database);
      alert(alerts, DANAS, DANAS_NUMBER, OCTOBER);
      alert(alerts, YOSSIS, YOSSIS_NUMBER, NOVEMBER);
    }
    assertThat(traces(DANAS_TRACES)).containsExactlyInAnyOrderElementsOf(DANAS_TRACES);
  }

  Config config() {
    return ApiByHand.config(data).with(StoreSettings.GROUP, settings()).build();
  }

  Erasure prepare(ErasureScope scope) {
    return Erasure.prepare(config(), settings(), null, _ -> scope).orElseThrow();
  }

  /// Everything that is kept of a call; the lead has older values, too. An alert that was sent,
  /// with its delivery.
  static void alert(AlertStore alerts, CallSid call, PhoneNumber caller, Instant at) {
    var draft =
        new Alert.Draft(
            "alert-of-" + call.value(),
            1,
            AlertKind.NEW_LEAD,
            "call:" + call.value(),
            call.value(),
            AlertRule.Channel.MAIL,
            "owner@example.com",
            "{\"caller\":\"" + caller.value() + "\"}",
            at);
    assertThat(alerts.add(List.of("alert-test:" + at), List.of(draft), at)).isEqualTo(1);
    Alert claimed =
        alerts.claim(alerts.findDue(at, 1).getFirst(), at.plusSeconds(60), at).orElseThrow();
    alerts.attempted(claimed, new Alert.Attempt(AlertState.SENT, at, null, null, null), at);
  }

  void store(
      Stores stores,
      CallSid call,
      PhoneNumber caller,
      PhoneNumber callback,
      String name,
      String keys,
      Instant at)
      throws IOException {
    stores
        .calls()
        .addArrival(
            call,
            "AC" + "a".repeat(32),
            1,
            0,
            caller,
            new PhoneNumber("+97237654321"),
            "ticket" + call.value(),
            at);
    String sound =
        AudioFiles.open(data)
            .store(call, "turn-000", (name + " says").getBytes(StandardCharsets.UTF_8));
    int turn =
        stores
            .turns()
            .add(
                new NewTurn(
                    call,
                    Speaker.CALLER,
                    "reason",
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    false,
                    keys,
                    sound,
                    name + "'s knee"));
    stores
        .turns()
        .addTimes(
            new TurnTimes(call, turn, Duration.ofMillis(3), null, null, null, null, null, null));
    stores
        .leads()
        .save(new Lead(call, 1, caller, caller, 0, null, null, LeadState.OPEN, at, "knee", name));
    stores
        .leads()
        .save(
            new Lead(
                call,
                1,
                caller,
                callback,
                0,
                0,
                null,
                LeadState.COMPLETE,
                at,
                name + "'s knee",
                name));
    var recording = new RecordingSid("RE" + call.value().substring(2));
    stores.recordings().announce(recording, call, Duration.ofSeconds(4), at);
    var message = new TranscriptionStore.Sound(call, null, recording, sound, 0, null);
    stores.transcriptions().addWords(message, name + "'s message", "whisper", at);
    stores
        .callSummaries()
        .save(
            new CallSummary(
                call,
                1,
                "About " + name + "'s knee",
                "knee",
                Map.of("who", name),
                CallSummary.BY_FACTS,
                "hash",
                at));
    stores
        .toolCalls()
        .begin(
            ToolCallEntry.begun(
                call, "print", "use", "take_message", "{\"name\":\"" + name + "\"}", at));
    Instant later = Instant.parse("2026-12-06T08:00:00Z");
    var characters = UsageUnits.ofCharacters(5);
    stores
        .usage()
        .write(call, List.of(new ProviderUsage(UsageJob.TTS, "azure", "v", characters, false)), at);
    stores.summaries().add(call, "one", 1, "{\"caller\":\"" + caller.value() + "\"}", at);
    stores
        .calls()
        .addProgress(new Webhook.CallProgress(call, CallStatus.COMPLETED, null, null, null), at);
    stores.crm().leads().addNote(1, call, "about " + name + "'s knee", "user:7", at);
    stores
        .crm()
        .promises()
        .add(
            new Promise.Draft(
                1, call, null, callback, name + "'s knee", at, null, Promise.BY_AGENT, null),
            at);
    assertThat(stores.crm().appointments().book(appointment(call, callback, name, later, call), at))
        .isInstanceOf(AppointmentStore.Outcome.Booked.class);
    assertThat(stores.crm().followUps().follow(call, at).orElseThrow().work().contact())
        .isNotNull();
    Path tapes = Files.createDirectories(data.resolve("tapes"));
    Files.writeString(
        tapes.resolve(call.value() + ".jsonl"), "{\"from\":\"" + caller.value() + "\"}");
  }

  static Appointment.Draft appointment(
      CallSid of, PhoneNumber number, String name, Instant from, @Nullable CallSid call) {
    return new Appointment.Draft(
        1,
        "knee",
        "Knee",
        new AppointmentTime(
            "doctor-" + of.value(), null, from, from.plusSeconds(1800), from.plusSeconds(1800)),
        name,
        number,
        name + "'s knee",
        call,
        Appointment.BY_AGENT);
  }

  /// Which of these texts stand in the name or the bytes of any file.
  List<String> traces(List<String> texts) throws IOException {
    var all = new StringBuilder();
    for (Path file : databaseFiles()) {
      all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        all.append(data.relativize(file)).append('\n');
        if (Files.isRegularFile(file)) {
          all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return texts.stream().filter(text -> all.indexOf(text) >= 0).toList();
  }
}
