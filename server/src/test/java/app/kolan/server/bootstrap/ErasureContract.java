package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import app.kolan.server.Await;
import app.kolan.server.api.sql.KeptAnswersInDatabase;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.Eraser;
import app.kolan.server.privacy.ErasureRequest.State;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.privacy.sql.SqlPrivacyStore;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.ContactDetails;
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
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingListStore;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
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
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What is left of a call in the bytes of a data folder, and of the database, after it was erased.
abstract class ErasureContract {
  static final String MAIL = "dana.erasable@example.com";
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

  @ParameterizedTest
  @FieldSource("SCOPES")
  void nothing_of_an_erased_call_is_left_in_any_file(ErasureScope scope) throws IOException {
    try (Erasure erasure = prepare(scope)) {
      Erased found = erasure.count();
      assertThat(found.calls()).isOne();
      assertThat(found.files()).isEqualTo(2);
      assertThat(found.rows())
          .contains(entry("turns", 1), entry("leads", 1), entry("summaries", 1));

      Erased erased = erasure.run();

      assertThat(erased.calls()).isOne();
      assertThat(erased.rows())
          .containsKeys("alerts", "alertDeliveries", "promises", "timelineEntries")
          .containsEntry("appointments", 1)
          .containsEntry("appointmentCells", 6)
          .containsEntry("contacts", 1);
    }

    assertThat(traces(DANAS_TRACES)).isEmpty();
    assertThat(data.resolve("audio").resolve(DANAS.value())).doesNotExist();
    try (Stores stores = StoreFactory.open(settings())) {
      assertThat(stores.calls().find(YOSSIS)).isPresent();
      assertThat(stores.turns().findByCall(YOSSIS)).hasSize(1);
      assertThat(stores.leads().find(YOSSIS)).isPresent();
      assertThat(stores.usage().calls(1, OCTOBER.minusSeconds(900), NOVEMBER.plusSeconds(900)))
          .as("counts stay")
          .isEqualTo(2);
      assertThat(stores.usage().sums(1, OCTOBER.minusSeconds(900), NOVEMBER.plusSeconds(900)))
          .extracting(used -> used.units().characters())
          .containsExactly(10L);
    }
    assertThat(traces(List.of("972546667778", "Yossi"))).hasSize(2);
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var privacy = new SqlPrivacyStore(database);
      assertThat(privacy.wasErased(DANAS)).as("so that Twilio's copy is not fetched").isTrue();
      assertThat(privacy.wasErased(YOSSIS)).isFalse();
    }
  }

  @Test
  void an_appointment_that_is_ahead_outlives_its_old_call_and_goes_when_it_is_old_itself()
      throws IOException {
    Instant begins = Instant.parse("2026-12-06T08:00:00Z");
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var privacy = new SqlPrivacyStore(database);
      privacy.keepAppointments(List.of(DANAS), begins.minusSeconds(60));
      privacy.keepAppointments(List.of(YOSSIS), begins.plusSeconds(1800));
      assertThat(privacy.deleteCalls(List.of(DANAS))).containsEntry("appointments", 0);
      assertThat(privacy.deleteCalls(List.of(YOSSIS))).containsEntry("appointments", 1);
      assertThat(privacy.deleteOver(1, begins.plusSeconds(1800))).containsEntry("appointments", 0);
    }
    try (Stores stores = StoreFactory.open(settings())) {
      assertThat(stores.crm().appointments().find(AppointmentQuery.booked(1, NOVEMBER, 9)))
          .singleElement()
          .returns(null, Appointment::call);
    }
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var privacy = new SqlPrivacyStore(database);
      assertThat(privacy.deleteOver(2, begins.plusSeconds(9999))).containsEntry("appointments", 0);
      assertThat(privacy.deleteOver(1, begins.plusSeconds(1801))).containsEntry("appointments", 1);
    }
    try (Stores stores = StoreFactory.open(settings())) {
      assertThat(stores.crm().appointments().find(AppointmentQuery.booked(1, NOVEMBER, 9)))
          .isEmpty();
    }
  }

  @Test
  void orders_and_waiting_entries_of_no_call_go_when_they_are_over_and_old() throws IOException {
    Instant old = Instant.parse("2026-11-22T12:00:00Z");
    try (SqlDatabase database = StoreFactory.database(settings());
        Stores stores = new SqlStores(database)) {
      var orders = new SqlCallOrderStore(database);
      CallOrder over = orders.add(order("over", old), old);
      CallOrder due = orders.add(order("due", old), old);
      database.writeOnly(
          handle ->
              handle.execute("update call_orders set state = 'OVER' where id = ?", over.id()));
      WaitingListStore list = stores.crm().waitingList();
      WaitingEntry left = list.add(waiting("+972501111111"), old);
      WaitingEntry waits = list.add(waiting("+972502222222"), old);
      assertThat(list.settle(left, WaitingEntry.State.LEFT, old)).isTrue();
      var privacy = new SqlPrivacyStore(database);

      assertThat(privacy.deleteOver(1, old)).doesNotContainValue(1);
      assertThat(privacy.deleteOver(2, old.plusSeconds(1))).doesNotContainValue(1);
      assertThat(privacy.deleteOver(1, old.plusSeconds(1)))
          .containsEntry("callOrders", 1)
          .containsEntry("waitingList", 1);

      assertThat(orders.find(over.id())).isEmpty();
      assertThat(orders.find(due.id())).isPresent();
      assertThat(list.find(1, left.id())).isEmpty();
      assertThat(list.find(1, waits.id())).isPresent();
    }
  }

  @Test
  void what_a_machine_told_somebody_goes_with_the_call_that_came_of_it() {
    Instant at = Instant.parse("2026-11-22T12:00:00Z");
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var orders = new SqlCallOrderStore(database);
      CallOrder told = orders.add(order("told", at), at);
      CallOrder other = orders.add(order("other", at), at);
      database.writeOnly(
          handle ->
              handle.execute(
                  "update call_orders set call_sid = ? where id = ?", DANAS.value(), told.id()));

      var _ = new SqlPrivacyStore(database).deleteCalls(List.of(DANAS));

      assertThat(orders.find(told.id())).isEmpty();
      assertThat(orders.find(other.id())).isPresent();
    }
  }

  private static CallOrder.Draft order(String key, Instant at) {
    return new CallOrder.Draft(
        1,
        key,
        new CallOrder.What(
            CallPurpose.CALL_BACK,
            new PhoneNumber("+972503333333"),
            null,
            new PhoneNumber("+97231234567"),
            null,
            null,
            "the boiler",
            "Dana",
            null,
            true,
            false,
            "user:1",
            1,
            at.plusSeconds(600)),
        at);
  }

  private static WaitingEntry.Draft waiting(String number) {
    LocalDate day = LocalDate.parse("2026-11-23");
    return new WaitingEntry.Draft(
        1,
        "cut",
        "a haircut",
        "dana",
        day,
        day,
        LocalTime.of(10, 0),
        LocalTime.of(11, 0),
        "Dana",
        new PhoneNumber(number),
        null,
        "user:1");
  }

  @Test
  void another_server_of_the_database_deletes_its_own_files_of_it(@TempDir Path elsewhere)
      throws IOException {
    Path danas = Files.createDirectories(elsewhere.resolve("audio").resolve(DANAS.value()));
    Path yossis = Files.createDirectories(elsewhere.resolve("audio").resolve(YOSSIS.value()));
    Path tape =
        Files.createDirectories(elsewhere.resolve("tapes")).resolve(DANAS.value() + ".jsonl");
    Files.writeString(danas.resolve("message-RE1.wav"), "her voice");
    Files.writeString(yossis.resolve("message-RE2.wav"), "his voice");
    Files.writeString(tape, "{}");
    try (Erasure erasure = prepare(new ErasureScope.OfCall(DANAS))) {
      Erased _ = erasure.run();
    }

    try (SqlDatabase database = StoreFactory.database(settings())) {
      var store = new SqlPrivacyStore(database);
      Eraser eraser = eraser(database, store, elsewhere);
      try (Erasures ofOther =
          Erasures.start(store, eraser, elsewhere, () -> 0, true, () -> NOVEMBER)) {
        assertThat(ofOther).isNotNull();
        Await.until("her files are gone", () -> Files.notExists(danas) && Files.notExists(tape));
      }
    }
    assertThat(yossis.resolve("message-RE2.wav")).exists();
  }

  @Test
  void an_erasure_whose_server_died_is_taken_over_half_a_minute_after_its_last_sign() {
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var store = new SqlPrivacyStore(database);
      long id = store.add(1, new ErasureScope.OfCall(1L, DANAS), 1, "user:7", OCTOBER).id();
      assertThat(store.claim(OCTOBER, NOVEMBER.minusSeconds(50))).isPresent();
      store.showSign(id, NOVEMBER.minusSeconds(31));
      assertThat(store.claim(NOVEMBER.minusSeconds(40), NOVEMBER)).as("it lives").isEmpty();

      Eraser eraser = eraser(database, store, data);
      try (Erasures ofOther = Erasures.start(store, eraser, data, () -> 0, true, () -> NOVEMBER)) {
        assertThat(ofOther).isNotNull();
        Await.until("it is done", () -> store.erasure(1, id).orElseThrow().state() == State.DONE);
      }
    }
  }

  private Eraser eraser(SqlDatabase database, SqlPrivacyStore store, Path folder) {
    SecretCipher cipher = DirectoryServices.cipher(config());
    return new Eraser(store, folder, new KeptAnswersInDatabase(database, cipher), () -> NOVEMBER);
  }

  @Test
  void what_is_only_counted_stays() throws IOException {
    try (Erasure erasure = prepare(new ErasureScope.OfCall(DANAS))) {
      assertThat(erasure.count().isEmpty()).isFalse();
    }
    assertThat(traces(DANAS_TRACES)).hasSameSizeAs(DANAS_TRACES);
  }

  @Test
  void reports_from_before_a_day_go_although_their_call_never_came() throws IOException {
    var unknown = new CallSid("CA" + "f".repeat(32));
    try (Stores stores = StoreFactory.open(settings())) {
      stores.recordings().announce(new RecordingSid("RE" + "f".repeat(32)), unknown, null, OCTOBER);
    }
    var before = new ErasureScope.Before(Instant.parse("2026-11-01T00:00:00Z"));
    try (Erasure erasure = prepare(before)) {
      Erased _ = erasure.run();
    }
    assertThat(traces(List.of(unknown.value()))).isEmpty();
  }

  @Test
  void a_call_that_is_unknown_and_a_folder_without_calls_have_nothing_to_erase() {
    var unknown = new ErasureScope.OfCall(new CallSid("CA" + "0".repeat(32)));
    try (Erasure erasure = prepare(unknown)) {
      assertThat(erasure.count().isEmpty()).isTrue();
    }
    Path empty = data.resolve("empty");
    assertThat(Erasure.prepare(config(), new StoreSettings(empty), null, _ -> unknown)).isEmpty();
    assertThat(empty).doesNotExist();
    assertThatThrownBy(() -> prepare(new ErasureScope.OfContact(1, 77)))
        .isInstanceOf(PrivacyRefusal.class);
  }

  @Test
  void a_folder_that_a_server_uses_is_left_alone() {
    try (DataFolderLock ofServer = DataFolderLock.take(data)) {
      assertThat(ofServer).isNotNull();
      assertThatThrownBy(() -> prepare(new ErasureScope.OfCall(DANAS)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("stop");
    }
  }

  @Test
  void what_is_under_a_legal_hold_is_not_erased() throws IOException {
    try (SqlDatabase database = StoreFactory.database(settings())) {
      new SqlPrivacyStore(database).place(1, 1L, null, "a claim", "user:7", NOVEMBER);
    }
    for (ErasureScope scope :
        List.of(
            new ErasureScope.OfCall(DANAS),
            new ErasureScope.OfNumber(1L, DANAS_OTHER),
            new ErasureScope.OfContact(1, 1))) {
      assertThatThrownBy(() -> prepare(scope))
          .isInstanceOf(PrivacyRefusal.class)
          .hasMessageContaining("legal hold 1");
    }
    try (Erasure erasure =
        prepare(new ErasureScope.Before(Instant.parse("2026-12-01T00:00:00Z")))) {
      assertThat(erasure.kept()).isOne();
      Erased _ = erasure.run();
    }
    assertThat(traces(List.of("972501112223", "Erasable"))).hasSize(2);
    assertThat(traces(List.of("972546667778", "Yossi"))).isEmpty();
  }

  @Test
  void a_contact_goes_with_those_that_were_merged_into_it() throws IOException {
    long other;
    try (Stores stores = StoreFactory.open(settings())) {
      var contacts = stores.crm().contacts();
      other =
          contacts
              .add(
                  1,
                  new ContactDetails(
                      "Dina Mergeable",
                      List.of(new PhoneNumber("+972587776665")),
                      MAIL,
                      null,
                      List.of("tag-of-dina"),
                      false,
                      List.of()),
                  "user:7",
                  NOVEMBER)
              .id();
      var _ = contacts.merge(1, 1, other, "user:7", NOVEMBER);
    }
    List<String> all = List.of("972587776665", "Mergeable", MAIL, "tag-of-dina", "Erasable");
    assertThat(traces(all)).hasSameSizeAs(all);
    try (Erasure erasure = prepare(new ErasureScope.OfContact(1, other))) {
      assertThat(erasure.run().rows()).containsEntry("contacts", 2);
    }
    assertThat(traces(all)).isEmpty();
  }

  @Test
  void the_last_of_all_calls_leaves_nothing_either() throws IOException {
    for (CallSid call : List.of(DANAS, YOSSIS)) {
      try (Erasure erasure = prepare(new ErasureScope.OfCall(call))) {
        Erased _ = erasure.run();
      }
    }
    assertThat(traces(List.of("972501112223", "Erasable", "972546667778", "Yossi"))).isEmpty();
  }

  @Test
  void a_copy_from_before_an_update_goes_too() throws IOException {
    Files.writeString(data.resolve("kolan-v13.db.bak"), DANA);
    try (Erasure erasure = prepare(new ErasureScope.OfNumber(1L, DANAS_NUMBER))) {
      Erased _ = erasure.run();
    }
    assertThat(traces(DANAS_TRACES)).isEmpty();
  }

  private Config config() {
    return ApiByHand.config(data).with(StoreSettings.GROUP, settings()).build();
  }

  private Erasure prepare(ErasureScope scope) {
    return Erasure.prepare(config(), settings(), null, _ -> scope).orElseThrow();
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
    alerts.attempted(claimed, new Alert.Attempt(AlertState.SENT, at, null, null, null), at);
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

  private static Appointment.Draft appointment(
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
  private List<String> traces(List<String> texts) throws IOException {
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
