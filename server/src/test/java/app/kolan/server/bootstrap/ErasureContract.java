package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.sql.SqlPrivacyStore;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.Stores;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingListStore;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What is left of a call in the bytes of a data folder, and of the database, after it was erased.
abstract class ErasureContract extends ErasureServersContract {
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
}
