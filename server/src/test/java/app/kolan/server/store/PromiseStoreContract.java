package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.Promise.State;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [PromiseStore] must do.
public abstract class PromiseStoreContract extends StoreContract {
  private static final Instant DUE = NOON.plus(Duration.ofHours(2));

  @Test
  void a_promise_is_made_once_and_kept_once() {
    Promise made = promises().add(draft(1, null, CALLER, DUE, "agent:1"), NOON);
    Promise again = promises().add(draft(1, null, CALLER, DUE.plusSeconds(9), "agent:1"), NOON);
    assertThat(again).isEqualTo(made);
    assertThat(promises().add(draft(2, null, CALLER, DUE, "agent:1"), NOON).id())
        .isNotEqualTo(made.id());

    Promise kept = promises().keep(1, made.id(), "user:7", NOON.plusSeconds(60));
    Promise keptAgain = promises().keep(1, made.id(), "user:8", NOON.plusSeconds(90));
    assertThat(kept.state()).isEqualTo(State.KEPT);
    assertThat(kept.settledBy()).isEqualTo("user:7");
    assertThat(keptAgain).isEqualTo(kept);
    promises().breakOverdue(DUE.plusSeconds(1));
    assertThat(promises().find(1, made.id()).orElseThrow().state()).isEqualTo(State.KEPT);
    assertThat(promises().find(2, made.id())).isEmpty();
    assertThatThrownBy(() -> promises().keep(2, made.id(), "user:7", NOON))
        .isInstanceOf(CrmConflict.class);
  }

  @Test
  void people_are_reminded_once_and_told_once_that_it_is_broken() {
    Promise made = promises().add(draft(1, null, CALLER, DUE, null), NOON);
    assertThat(promises().findToRemind(DUE.minusSeconds(901), 9)).isEmpty();

    List<Promise> due = promises().findToRemind(DUE.minusSeconds(900), 9);
    assertThat(due).extracting(Promise::id).containsExactly(made.id());
    promises().markTold(due.getFirst());
    assertThat(promises().findToRemind(DUE, 9)).isEmpty();

    promises().breakOverdue(DUE.minusMillis(1));
    assertThat(promises().findBroken(9)).isEmpty();
    promises().breakOverdue(DUE);
    promises().breakOverdue(DUE.plusSeconds(5));
    reopen();
    List<Promise> broken = promises().findBroken(9);
    assertThat(broken)
        .singleElement()
        .satisfies(
            promise -> {
              assertThat(promise.settledBy()).isEqualTo(Contact.BY_KOLAN);
              assertThat(promise.settledAt()).isEqualTo(DUE);
            });
    promises().markTold(broken.getFirst());
    assertThat(promises().findBroken(9)).isEmpty();
    assertThat(promises().keep(1, made.id(), "user:7", DUE.plusSeconds(99)).state())
        .isEqualTo(State.KEPT);
  }

  @Test
  void what_was_done_to_a_promise_is_taken_back_and_nobody_is_told_again() {
    Promise made = promises().add(draft(1, null, CALLER, DUE, null), NOON);
    Promise kept = promises().keep(1, made.id(), "user:7", NOON);
    Promise open =
        promises()
            .restore(1, made.id(), kept.revision(), false, DUE, made.remindAt(), "user:7", NOON);
    assertThat(open.state()).isEqualTo(State.OPEN);
    assertThat(open.settledBy()).isNull();
    promises().findToRemind(DUE, 9).forEach(promises()::markTold);
    promises().breakOverdue(DUE);
    promises().findBroken(9).forEach(promises()::markTold);
    Promise broken = promises().find(1, made.id()).orElseThrow();
    Instant later = DUE.plus(Duration.ofHours(1));
    Promise putOff =
        promises().update(1, made.id(), broken.revision(), "call back", later, null, "user:7", DUE);

    Promise again =
        promises()
            .restore(1, made.id(), putOff.revision(), true, DUE, made.remindAt(), "user:7", DUE);

    assertThat(again.state()).isEqualTo(State.BROKEN);
    assertThat(again.dueAt()).isEqualTo(DUE);
    assertThat(again.settledAt()).isEqualTo(DUE);
    assertThat(promises().findBroken(9)).isEmpty();
    assertThat(promises().findToRemind(later, 9)).isEmpty();
    assertThatThrownBy(
            () -> promises().restore(1, made.id(), putOff.revision(), true, DUE, null, "u", later))
        .isInstanceOf(CrmConflict.class);
    assertThatThrownBy(() -> promises().restore(2, made.id(), 0, true, DUE, null, "u", later))
        .isInstanceOf(CrmConflict.class);
  }

  @Test
  void who_was_not_reminded_is_reminded_of_what_is_open_again() {
    Promise made = promises().add(draft(1, null, CALLER, DUE, null), NOON);
    Promise kept = promises().keep(1, made.id(), "user:7", NOON);

    Promise _ =
        promises()
            .restore(1, made.id(), kept.revision(), false, DUE, made.remindAt(), "user:7", DUE);

    assertThat(promises().findToRemind(DUE, 9)).hasSize(1);
  }

  @Test
  void a_call_to_the_number_keeps_what_is_open() {
    Promise first = promises().add(draft(1, null, CALLER, DUE, null), NOON);
    Promise second = promises().add(draft(1, null, CALLER, DUE.plusSeconds(1), null), NOON);
    Promise other = promises().add(draft(1, null, HUMAN, DUE, null), NOON);
    Promise foreign = promises().add(draft(2, null, CALLER, DUE, null), NOON);

    assertThat(promises().keepByCall(1, CALLER, "user:7", NOON))
        .extracting(Promise::id)
        .containsExactly(first.id(), second.id());
    assertThat(promises().keepByCall(1, CALLER, "user:7", NOON)).isEmpty();
    assertThat(promises().find(1, other.id()).orElseThrow().state()).isEqualTo(State.OPEN);
    assertThat(promises().find(2, foreign.id()).orElseThrow().state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_later_time_opens_a_broken_promise_again_and_reminds_anew() {
    Promise made = promises().add(draft(1, null, CALLER, DUE, null), NOON);
    promises().findToRemind(DUE, 9).forEach(promises()::markTold);
    promises().breakOverdue(DUE);
    promises().findBroken(9).forEach(promises()::markTold);
    long revision = promises().find(1, made.id()).orElseThrow().revision();
    Instant later = DUE.plus(Duration.ofHours(3));

    Promise open =
        promises()
            .update(1, made.id(), revision, "call", later, later.minusSeconds(60), "user:7", DUE);

    assertThat(open.state()).isEqualTo(State.OPEN);
    assertThat(open.settledAt()).isNull();
    assertThat(promises().findToRemind(later, 9)).hasSize(1);
    promises().breakOverdue(later);
    assertThat(promises().findBroken(9)).hasSize(1);
    assertThatThrownBy(
            () -> promises().update(1, made.id(), revision, "call", later, null, "user:7", DUE))
        .isInstanceOf(CrmConflict.class);
  }

  @Test
  void promises_are_listed_by_when_they_are_due() {
    for (int i = 5; i >= 1; i--) {
      promises().add(draft(1, null, CALLER, DUE.plusSeconds(i % 3), null), NOON);
    }
    List<Promise> page = promises().find(PromiseQuery.first(1, 2));
    Promise last = page.getLast();
    List<Promise> rest =
        promises().find(new PromiseQuery(1, null, null, null, null, last.dueAt(), last.id(), 9));
    assertThat(page).hasSize(2);
    assertThat(rest).hasSize(3);
    assertThat(rest).extracting(Promise::dueAt).isSorted();
    assertThat(
            promises()
                .find(
                    new PromiseQuery(
                        1, State.OPEN, null, null, DUE.plusSeconds(1), Instant.EPOCH, 0, 9)))
        .hasSize(1);
    assertThat(promises().find(PromiseQuery.first(2, 9))).isEmpty();
  }

  @Test
  void a_promise_of_a_call_goes_to_the_contact_and_through_a_merging_and_is_in_the_timeline() {
    stores.leads().save(Sample.lead(LeadState.COMPLETE));
    Promise made = promises().add(draft(1, Sample.CALL, CALLER, DUE, null), NOON);
    long contact =
        Objects.requireNonNull(
            stores.crm().followUps().follow(Sample.CALL, NOON).orElseThrow().work().contact());
    assertThat(contactOf(made)).isEqualTo(contact);
    promises().keep(1, made.id(), "user:7", NOON);

    assertThat(stores.crm().leads().timeline(1, Sample.CALL, PagePosition.NEWEST, 9))
        .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.PROMISE)
        .extracting(TimelineEntry::detail)
        .satisfiesExactlyInAnyOrder(
            open -> assertThat(open).contains("OPEN"), kept -> assertThat(kept).contains("KEPT"));
    long other =
        stores.crm().contacts().add(1, ContactDetails.of("Avi", HUMAN), "user:7", NOON).id();
    stores.crm().contacts().merge(1, other, contact, "user:7", NOON);
    assertThat(contactOf(made)).isEqualTo(other);
    stores.crm().contacts().unmerge(1, contact, "user:7", NOON);
    assertThat(contactOf(made)).isEqualTo(contact);
  }

  private @Nullable Long contactOf(Promise promise) {
    return promises().find(1, promise.id()).orElseThrow().contact();
  }

  private PromiseStore promises() {
    return stores.crm().promises();
  }

  private static Promise.Draft draft(
      long business,
      @Nullable CallSid call,
      PhoneNumber number,
      Instant due,
      @Nullable String once) {
    return new Promise.Draft(
        business,
        call,
        null,
        number,
        "call back",
        due,
        due.minus(Duration.ofMinutes(15)),
        Promise.BY_AGENT,
        once);
  }
}
