package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Erased;
import app.kolan.server.store.ErasureScope;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Promise;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.StoreException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What is left of a call in the bytes of a data folder after it was erased.
@Tag("unit")
class ErasureTest {
  private static final CallSid DANAS = new CallSid("CA" + "d".repeat(32));
  private static final CallSid YOSSIS = new CallSid("CA" + "e".repeat(32));
  private static final String DANA = "Dana Erasable-Cohen";
  private static final PhoneNumber DANAS_NUMBER = new PhoneNumber("+972501112223");
  private static final PhoneNumber DANAS_OTHER = new PhoneNumber("+972523334445");
  private static final PhoneNumber YOSSIS_NUMBER = new PhoneNumber("+972546667778");
  private static final Instant NOVEMBER = Instant.parse("2026-11-02T10:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-02T10:00:00Z");

  /// Bytes that nobody may find any more: numbers, a name, dictated digits, what was said.
  private static final List<String> DANAS_TRACES =
      List.of(
          "972501112223", "972523334445", "Erasable", "55512399", "Cohen's knee", "d".repeat(32));

  static final List<ErasureScope> SCOPES =
      List.of(
          new ErasureScope.OfCall(DANAS),
          new ErasureScope.OfNumber(DANAS_NUMBER),
          new ErasureScope.OfNumber(DANAS_OTHER),
          new ErasureScope.Before(Instant.parse("2026-11-01T00:00:00Z")));

  @TempDir private Path data;

  @BeforeEach
  void fill() throws IOException {
    try (Stores stores = StoreFactory.open(data)) {
      store(stores, DANAS, DANAS_NUMBER, DANAS_OTHER, DANA, "55512399", OCTOBER);
      store(stores, YOSSIS, YOSSIS_NUMBER, YOSSIS_NUMBER, "Yossi Levi", "111", NOVEMBER);
    }
    try (SqlDatabase database = StoreFactory.database(new StoreSettings(data))) {
      var alerts = new SqlAlertStore(database);
      alert(alerts, DANAS, DANAS_NUMBER, OCTOBER);
      alert(alerts, YOSSIS, YOSSIS_NUMBER, NOVEMBER);
    }
    assertThat(traces(DANAS_TRACES)).containsExactlyInAnyOrderElementsOf(DANAS_TRACES);
  }

  @ParameterizedTest
  @FieldSource("SCOPES")
  void nothing_of_an_erased_call_is_left_in_any_file(ErasureScope scope) throws IOException {
    try (Erasure erasure = Erasure.prepare(data, scope).orElseThrow()) {
      Erased found = erasure.count();
      assertThat(found.calls()).isOne();
      assertThat(found.files()).isEqualTo(2);
      assertThat(found.rows().values()).allMatch(count -> count > 0);

      erasure.run();
    }

    assertThat(traces(DANAS_TRACES)).isEmpty();
    assertThat(data.resolve("audio").resolve(DANAS.value())).doesNotExist();
    try (Stores stores = StoreFactory.open(data)) {
      assertThat(stores.calls().find(YOSSIS)).isPresent();
      assertThat(stores.turns().findByCall(YOSSIS)).hasSize(1);
      assertThat(stores.leads().find(YOSSIS)).isPresent();
    }
    assertThat(traces(List.of("972546667778", "Yossi"))).hasSize(2);
  }

  @Test
  void what_is_only_counted_stays() throws IOException {
    try (Erasure erasure = Erasure.prepare(data, new ErasureScope.OfCall(DANAS)).orElseThrow()) {
      assertThat(erasure.count().isEmpty()).isFalse();
    }
    assertThat(traces(DANAS_TRACES)).hasSameSizeAs(DANAS_TRACES);
  }

  @Test
  void reports_from_before_a_day_go_although_their_call_never_came() throws IOException {
    var unknown = new CallSid("CA" + "f".repeat(32));
    try (Stores stores = StoreFactory.open(data)) {
      stores.recordings().announce(new RecordingSid("RE" + "f".repeat(32)), unknown, null, OCTOBER);
    }
    var before = new ErasureScope.Before(Instant.parse("2026-11-01T00:00:00Z"));
    try (Erasure erasure = Erasure.prepare(data, before).orElseThrow()) {
      erasure.run();
    }
    assertThat(traces(List.of(unknown.value()))).isEmpty();
  }

  @Test
  void a_call_that_is_unknown_and_a_folder_without_calls_have_nothing_to_erase() {
    var unknown = new ErasureScope.OfCall(new CallSid("CA" + "0".repeat(32)));
    try (Erasure erasure = Erasure.prepare(data, unknown).orElseThrow()) {
      assertThat(erasure.count().isEmpty()).isTrue();
    }
    assertThat(Erasure.prepare(data.resolve("empty"), unknown)).isEmpty();
    assertThat(data.resolve("empty")).doesNotExist();
  }

  @Test
  void a_folder_that_a_server_uses_is_left_alone() {
    try (DataFolderLock ofServer = DataFolderLock.take(data)) {
      assertThat(ofServer).isNotNull();
      assertThatThrownBy(() -> Erasure.prepare(data, new ErasureScope.OfCall(DANAS)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("stop");
    }
  }

  /// Everything that is kept of a call; the lead has older values, too. An alert that was sent,
  /// with its delivery.
  private static void alert(AlertStore alerts, CallSid call, PhoneNumber caller, Instant at) {
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
    alerts.attempted(claimed, AlertState.SENT, at, null, null, at);
  }

  private void store(
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
    assertThat(stores.crm().followUps().follow(call, at).orElseThrow().work().contact())
        .isNotNull();
    Path tapes = Files.createDirectories(data.resolve("tapes"));
    Files.writeString(
        tapes.resolve(call.value() + ".jsonl"), "{\"from\":\"" + caller.value() + "\"}");
  }

  /// Which of these texts stand in the name or the bytes of any file.
  private List<String> traces(List<String> texts) throws IOException {
    var all = new StringBuilder();
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
