package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.Contact.Purpose;
import app.kolan.server.store.ContactDetails.NewConsent;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.Priority;
import app.kolan.server.store.LeadWork.State;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [ContactStore] must do, with what [LeadWorkStore] and [FollowUpStore] make of leads.
public abstract class ContactStoreContract extends StoreContract {
  private static final String DANA = "user:7";

  @Test
  void a_contact_is_kept_with_all_that_is_known_of_it() {
    var details =
        new ContactDetails(
            "דנה כהן",
            List.of(CALLER, HUMAN),
            "dana@example.com",
            "he-IL",
            List.of("vip", "clinic"),
            true,
            List.of(
                new NewConsent(Purpose.MARKETING, true, Sample.CALL, Duration.ofMillis(12_340))));

    Contact added = contacts().add(1, details, DANA, NOON);
    reopen();

    Contact found = contacts().find(1, added.id()).orElseThrow();
    assertThat(found).isEqualTo(added);
    assertThat(found.name()).contains("דנה כהן");
    assertThat(found.numbers()).containsExactlyInAnyOrder(CALLER, HUMAN);
    assertThat(found.tags()).containsExactly("clinic", "vip");
    assertThat(found.doNotCall()).isTrue();
    assertThat(found.consents())
        .singleElement()
        .satisfies(
            consent -> {
              assertThat(consent.call()).isEqualTo(Sample.CALL);
              assertThat(consent.at()).isEqualTo(Duration.ofMillis(12_340));
            });
    assertThat(contacts().findByNumber(1, HUMAN)).contains(found);
    assertThat(contacts().find(2, added.id())).isEmpty();
    assertThat(contacts().findByNumber(2, HUMAN)).isEmpty();
  }

  @Test
  void a_number_is_one_contacts_of_a_business() {
    Contact dana = contacts().add(1, ContactDetails.of("Dana", CALLER), DANA, NOON);

    assertThatThrownBy(() -> contacts().add(1, ContactDetails.of("Avi", CALLER), DANA, NOON))
        .isInstanceOf(CrmConflict.class)
        .hasMessageContaining("contact " + dana.id());
    assertThat(contacts().add(2, ContactDetails.of("Avi", CALLER), DANA, NOON).numbers())
        .containsExactly(CALLER);
    assertThat(contacts().find(new ContactQuery(1, null, null, Long.MAX_VALUE, 9))).hasSize(1);
  }

  @Test
  void a_change_needs_the_revision_from_which_it_was_made_and_is_in_the_timeline() {
    Contact dana = contacts().add(1, ContactDetails.of("Dana", CALLER), DANA, NOON);
    ContactDetails change =
        new ContactDetails(
            "Dana Cohen", List.of(HUMAN), "d@example.com", null, List.of("vip"), false, List.of());

    Contact changed =
        contacts().update(1, dana.id(), dana.revision(), change, DANA, NOON.plusSeconds(1));

    assertThat(changed.numbers()).containsExactly(HUMAN);
    assertThat(changed.name()).contains("Dana Cohen");
    assertThat(changed.names()).hasSize(2);
    assertThat(contacts().findByNumber(1, CALLER)).isEmpty();
    assertThatThrownBy(() -> contacts().update(1, dana.id(), dana.revision(), change, DANA, NOON))
        .isInstanceOf(CrmConflict.class);
    assertThatThrownBy(() -> contacts().update(2, dana.id(), 1, change, DANA, NOON))
        .isInstanceOf(CrmConflict.class);
    assertThat(timeline(dana.id()))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo(DANA);
              assertThat(entry.detail()).contains("\"after\":\"d@example.com\"", "numbers");
            });
  }

  @Test
  void contacts_are_listed_newest_first_by_number_and_tag() {
    for (int i = 0; i < 5; i++) {
      var number = new PhoneNumber("+97250000000" + i);
      contacts()
          .add(
              1,
              new ContactDetails(
                  null,
                  List.of(number),
                  null,
                  null,
                  i % 2 == 0 ? List.of("even") : List.of(),
                  false,
                  List.of()),
              DANA,
              NOON);
    }

    List<Contact> page = contacts().find(new ContactQuery(1, null, null, Long.MAX_VALUE, 2));
    List<Contact> next = contacts().find(new ContactQuery(1, null, null, page.getLast().id(), 9));
    assertThat(page).hasSize(2);
    assertThat(next).hasSize(3);
    assertThat(contacts().find(new ContactQuery(1, null, "even", Long.MAX_VALUE, 9))).hasSize(3);
    assertThat(
            contacts()
                .find(
                    new ContactQuery(1, new PhoneNumber("+972500000003"), null, Long.MAX_VALUE, 9)))
        .hasSize(1);
    assertThat(contacts().find(new ContactQuery(2, null, null, Long.MAX_VALUE, 9))).isEmpty();
  }

  @Test
  void a_caller_with_a_lead_becomes_a_contact_once_with_the_name_and_where_it_was_told() {
    Sample.arrive(stores.calls());
    stores.leads().save(lead(Sample.CALL, CALLER, null, "דנה", 4));
    settle(Sample.CALL);

    assertThat(followed(Sample.CALL).work().contact()).isNotNull();
    followed(Sample.CALL);
    stores.leads().save(lead(Sample.CALL, CALLER, HUMAN, "דנה כהן", 6));
    followed(Sample.CALL);

    Contact dana = contacts().findByNumber(1, CALLER).orElseThrow();
    assertThat(dana.numbers()).containsExactlyInAnyOrder(CALLER, HUMAN);
    assertThat(dana.madeBy()).isEqualTo(Contact.BY_KOLAN);
    assertThat(dana.names())
        .singleElement()
        .satisfies(
            name -> {
              assertThat(name.name()).isEqualTo("דנה כהן");
              assertThat(name.call()).isEqualTo(Sample.CALL);
              assertThat(name.turn()).isEqualTo(6);
            });
    assertThat(stores.crm().leads().find(1, Sample.CALL).orElseThrow().work().contact())
        .isEqualTo(dana.id());
    assertThat(contacts().find(new ContactQuery(1, null, null, Long.MAX_VALUE, 9))).hasSize(1);
  }

  @Test
  void a_hidden_number_makes_no_contact_until_a_callback_number_is_known() {
    var hidden = new PhoneNumber("anonymous");
    stores.leads().save(lead(Sample.CALL, hidden, null, "דנה", 4));
    assertThat(followed(Sample.CALL).work().contact()).isNull();

    stores.leads().save(lead(Sample.CALL, hidden, HUMAN, "דנה", 4));
    assertThat(followed(Sample.CALL).work().contact()).isNotNull();
    assertThat(contacts().findByNumber(1, HUMAN)).isPresent();
  }

  @Test
  void a_wrong_number_leaves_no_contact_and_spam_makes_none_again() {
    stores.leads().save(lead(Sample.CALL, CALLER, null, null, null));
    followed(Sample.CALL);

    change(Sample.CALL, State.NOT_A_LEAD, NoLead.SPAM);
    assertThat(contacts().findByNumber(1, CALLER)).isEmpty();
    assertThat(contacts().isUnwanted(1, CALLER)).isTrue();
    stores.leads().save(lead(Sample.call(2), CALLER, null, "again", 1));
    WorkedLead second = followed(Sample.call(2));
    assertThat(second.work().contact()).isNull();
    assertThat(second.work().reason()).isEqualTo(NoLead.SPAM);

    change(Sample.CALL, State.IN_WORK, null);
    assertThat(contacts().isUnwanted(1, CALLER)).isFalse();
    assertThat(followed(Sample.CALL).work().contact()).isNotNull();
    change(Sample.CALL, State.NOT_A_LEAD, NoLead.WRONG_NUMBER);
    assertThat(contacts().findByNumber(1, CALLER)).isEmpty();
    assertThat(contacts().isUnwanted(1, CALLER)).isFalse();
  }

  @Test
  void a_known_customer_who_dials_wrong_stays_a_contact() {
    Contact dana = contacts().add(1, ContactDetails.of("Dana", CALLER), DANA, NOON);
    stores.leads().save(lead(Sample.CALL, CALLER, null, null, null));
    assertThat(followed(Sample.CALL).work().contact()).isEqualTo(dana.id());

    change(Sample.CALL, State.NOT_A_LEAD, NoLead.WRONG_NUMBER);

    assertThat(contacts().findByNumber(1, CALLER)).isPresent();
  }

  @Test
  void merging_moves_everything_and_taking_it_back_loses_nothing() {
    stores.leads().save(lead(Sample.CALL, CALLER, null, "Dana", 1));
    stores.leads().save(lead(Sample.call(2), HUMAN, null, "Dana C", 2));
    long first = Objects.requireNonNull(followed(Sample.CALL).work().contact());
    long second = Objects.requireNonNull(followed(Sample.call(2)).work().contact());
    Contact secondNow = contacts().find(1, second).orElseThrow();
    contacts()
        .update(
            1,
            second,
            secondNow.revision(),
            new ContactDetails(
                null,
                secondNow.numbers(),
                "d@example.com",
                "ru",
                List.of("vip"),
                true,
                List.of(new NewConsent(Purpose.MARKETING, true, Sample.call(2), Duration.ZERO))),
            DANA,
            NOON);
    contacts().addNote(1, second, "prefers mornings", DANA, NOON.plusSeconds(1));
    Contact before = contacts().find(1, first).orElseThrow();
    Contact other = contacts().find(1, second).orElseThrow();

    Contact one = contacts().merge(1, first, second, DANA, NOON.plusSeconds(2));
    assertThat(one.numbers()).containsExactlyInAnyOrder(CALLER, HUMAN);
    assertThat(one.email()).isEqualTo("d@example.com");
    assertThat(one.tags()).containsExactly("vip");
    assertThat(one.doNotCall()).isTrue();
    assertThat(one.consents()).hasSize(1);
    assertThat(timeline(first)).hasSize(3);
    assertThat(leadsOf(first)).hasSize(2);
    assertThat(contacts().find(1, second).orElseThrow().mergedInto()).isEqualTo(first);
    assertThat(contacts().find(new ContactQuery(1, null, null, Long.MAX_VALUE, 9))).hasSize(1);

    stores.leads().save(lead(Sample.call(3), HUMAN, null, null, null));
    assertThat(followed(Sample.call(3)).work().contact()).isEqualTo(first);

    Contact back = contacts().unmerge(1, second, DANA, NOON.plusSeconds(3));
    assertThat(back.names()).isEqualTo(other.names());
    assertThat(back.numbers()).isEqualTo(other.numbers());
    assertThat(back.tags()).isEqualTo(other.tags());
    assertThat(back.consents()).isEqualTo(other.consents());
    assertThat(back.email()).isEqualTo("d@example.com");
    assertThat(back.doNotCall()).isTrue();
    assertThat(back.mergedInto()).isNull();
    Contact kept = contacts().find(1, first).orElseThrow();
    assertThat(kept.numbers()).isEqualTo(before.numbers());
    assertThat(kept.names()).isEqualTo(before.names());
    assertThat(kept.tags()).isEmpty();
    assertThat(kept.email()).isNull();
    assertThat(kept.doNotCall()).isFalse();
    assertThat(leadsOf(second)).containsExactlyInAnyOrder(Sample.call(2), Sample.call(3));
    assertThat(leadsOf(first)).containsExactly(Sample.CALL);
    assertThat(timeline(second))
        .extracting(TimelineEntry::detail)
        .anySatisfy(detail -> assertThat(detail).contains("prefers mornings"));
  }

  @Test
  void mergings_are_taken_back_in_their_order_and_stay_in_their_business() {
    long a = contacts().add(1, ContactDetails.of("A", CALLER), DANA, NOON).id();
    long b = contacts().add(1, ContactDetails.of("B", HUMAN), DANA, NOON).id();
    long c = contacts().add(1, ContactDetails.of("C"), DANA, NOON).id();
    long foreign = contacts().add(2, ContactDetails.of("F"), DANA, NOON).id();
    assertThatThrownBy(() -> contacts().merge(1, a, foreign, DANA, NOON))
        .isInstanceOf(CrmConflict.class);
    assertThatThrownBy(() -> contacts().merge(1, a, a, DANA, NOON)).isInstanceOf(CrmConflict.class);

    contacts().merge(1, a, b, DANA, NOON);
    contacts().merge(1, c, a, DANA, NOON);

    assertThatThrownBy(() -> contacts().unmerge(1, b, DANA, NOON))
        .isInstanceOf(CrmConflict.class)
        .hasMessageContaining("since");
    contacts().unmerge(1, a, DANA, NOON);
    assertThat(contacts().unmerge(1, b, DANA, NOON).numbers()).containsExactly(HUMAN);
    assertThat(contacts().find(1, a).orElseThrow().numbers()).containsExactly(CALLER);
    assertThatThrownBy(() -> contacts().unmerge(1, b, DANA, NOON)).isInstanceOf(CrmConflict.class);
  }

  @Test
  void the_work_on_a_lead_is_filtered_and_each_change_says_who_and_what() {
    for (int i = 1; i <= 4; i++) {
      stores
          .leads()
          .save(
              new Lead(
                  Sample.call(i),
                  i == 4 ? 2 : 1,
                  CALLER,
                  null,
                  null,
                  null,
                  null,
                  LeadState.OPEN,
                  NOON.plusSeconds(i)));
    }
    var work =
        new LeadWork(
            State.WAITING,
            null,
            null,
            7L,
            Priority.HIGH,
            NOON.plusSeconds(60),
            Map.of("car", "מאזדה"),
            0,
            null);

    WorkedLead changed =
        stores.crm().leads().update(1, Sample.call(2), LeadWork.NEW, work, DANA, NOON);

    assertThat(changed.work().fields()).containsEntry("car", "מאזדה");
    assertThat(changed.work().revision()).isEqualTo(1);
    assertThat(find(query(State.WAITING, null))).containsExactly(Sample.call(2));
    assertThat(find(query(null, 7L))).containsExactly(Sample.call(2));
    assertThat(find(query(null, LeadQuery.NOBODY))).containsExactly(Sample.call(3), Sample.call(1));
    assertThat(find(LeadQuery.newest(1, 9))).hasSize(3);
    assertThat(
            find(
                new LeadQuery(
                    1, null, null, null, null, NOON.plusSeconds(61), PagePosition.NEWEST, 9)))
        .containsExactly(Sample.call(2));
    assertThatThrownBy(
            () -> stores.crm().leads().update(1, Sample.call(2), LeadWork.NEW, work, DANA, NOON))
        .isInstanceOf(CrmConflict.class);
    assertThatThrownBy(
            () -> stores.crm().leads().update(2, Sample.call(1), LeadWork.NEW, work, DANA, NOON))
        .isInstanceOf(CrmConflict.class);
    assertThat(leadTimeline(Sample.call(2)))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.detail())
                    .contains("{\"field\":\"state\",\"before\":\"NEW\",\"after\":\"WAITING\"}")
                    .contains("fields.car"));
  }

  @Test
  void what_becomes_known_later_does_not_undo_the_work() {
    stores.leads().save(Sample.lead(LeadState.OPEN));
    change(Sample.CALL, State.IN_WORK, null);

    stores.leads().save(lead(Sample.CALL, CALLER, null, "Dana", 1));

    assertThat(stores.crm().leads().find(1, Sample.CALL).orElseThrow().work().state())
        .isEqualTo(State.IN_WORK);
  }

  @Test
  void a_contact_that_is_linked_after_the_call_refuses_nobody_and_is_not_lost() {
    stores.leads().save(Sample.lead(LeadState.OPEN));
    LeadWork opened = stores.crm().leads().find(1, Sample.CALL).orElseThrow().work();

    LeadWork linked = followed(Sample.CALL).work();

    assertThat(linked.contact()).isNotNull();
    assertThat(linked.revision()).isEqualTo(opened.revision());
    assertThatThrownBy(
            () -> stores.crm().leads().update(1, Sample.CALL, opened, opened, DANA, NOON))
        .isInstanceOf(CrmConflict.class);
    change(Sample.CALL, State.IN_WORK, null);
    assertThat(stores.crm().leads().find(1, Sample.CALL).orElseThrow().work())
        .satisfies(
            work -> {
              assertThat(work.contact()).isEqualTo(linked.contact());
              assertThat(work.revision()).isEqualTo(opened.revision() + 1);
            });
  }

  @Test
  void a_timeline_has_calls_messages_notes_and_alerts_once_each() {
    Sample.arrive(stores.calls());
    stores.recordings().announce(Sample.RECORDING, Sample.CALL, Duration.ofSeconds(9), NOON);
    followed(Sample.CALL);
    followed(Sample.CALL);
    stores.crm().leads().addNote(1, Sample.CALL, "called back", DANA, NOON.plusSeconds(5));
    var alert =
        new TimelineEntry.Draft(
            TimelineEntry.Kind.ALERT, NOON.plusSeconds(6), "kolan", "alert:1", "{}");
    assertThat(stores.crm().leads().addToTimeline(1, Sample.CALL, alert)).isTrue();
    assertThat(stores.crm().leads().addToTimeline(1, Sample.CALL, alert)).isFalse();

    assertThat(leadTimeline(Sample.CALL))
        .extracting(TimelineEntry::kind)
        .containsExactlyInAnyOrder(
            TimelineEntry.Kind.ALERT,
            TimelineEntry.Kind.NOTE,
            TimelineEntry.Kind.MESSAGE,
            TimelineEntry.Kind.CALL);
    assertThat(stores.crm().leads().timeline(2, Sample.CALL, PagePosition.NEWEST, 9)).isEmpty();
  }

  @Test
  void a_call_is_followed_up_when_it_is_over_and_again_when_more_becomes_known() {
    Sample.arrive(stores.calls());
    int turn = stores.turns().add(Sample.turn(Sample.CALL, "reason"));
    stores.leads().save(lead(Sample.CALL, CALLER, null, null, null));
    assertThat(ready()).isEmpty();
    assertThat(stores.crm().followUps().ready(NOON.plusSeconds(3601), 9)).hasSize(1);

    settle(Sample.CALL);
    List<FollowUpStore.Pending> first = stores.crm().followUps().ready(NOON, 9);
    assertThat(first).extracting(FollowUpStore.Pending::call).containsExactly(Sample.CALL);
    stores.turns().setWords(Sample.CALL, turn, "בוקר טוב");
    stores.leads().save(lead(Sample.CALL, CALLER, null, "Dana", 1));
    stores.crm().followUps().done(first.getFirst());
    assertThat(ready()).hasSize(1);

    stores.crm().followUps().ready(NOON, 9).forEach(stores.crm().followUps()::done);
    assertThat(ready()).isEmpty();
    stores.recordings().announce(Sample.RECORDING, Sample.CALL, null, NOON);
    assertThat(ready()).hasSize(1);
  }

  private ContactStore contacts() {
    return stores.crm().contacts();
  }

  private List<CallSid> ready() {
    return stores.crm().followUps().ready(NOON, 9).stream()
        .map(FollowUpStore.Pending::call)
        .toList();
  }

  private WorkedLead followed(CallSid call) {
    return stores.crm().followUps().follow(call, NOON).orElseThrow();
  }

  private void settle(CallSid call) {
    stores.calls().settle(call, CallOutcome.FINISHED, null, NOON);
  }

  private void change(CallSid call, State state, @Nullable NoLead reason) {
    LeadWork now = stores.crm().leads().find(1, call).orElseThrow().work();
    stores
        .crm()
        .leads()
        .update(
            1,
            call,
            now,
            new LeadWork(
                state,
                reason,
                now.contact(),
                null,
                Priority.NORMAL,
                null,
                Map.of(),
                now.revision(),
                null),
            DANA,
            NOON);
  }

  private List<CallSid> leadsOf(long contact) {
    return find(new LeadQuery(1, null, null, null, contact, null, PagePosition.NEWEST, 99));
  }

  private List<CallSid> find(LeadQuery query) {
    return stores.crm().leads().find(query).stream().map(each -> each.lead().call()).toList();
  }

  private static LeadQuery query(@Nullable State state, @Nullable Long assignee) {
    return new LeadQuery(1, state, assignee, null, null, null, PagePosition.NEWEST, 9);
  }

  private List<TimelineEntry> timeline(long contact) {
    return contacts().timeline(1, contact, PagePosition.NEWEST, 99);
  }

  private List<TimelineEntry> leadTimeline(CallSid call) {
    return stores.crm().leads().timeline(1, call, PagePosition.NEWEST, 99);
  }

  private static Lead lead(
      CallSid call,
      PhoneNumber caller,
      @Nullable PhoneNumber callback,
      @Nullable String name,
      @Nullable Integer nameTurn) {
    return new Lead(
        call, 1, caller, callback, null, nameTurn, null, LeadState.OPEN, NOON, null, name);
  }
}
