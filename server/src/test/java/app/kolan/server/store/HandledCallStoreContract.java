package app.kolan.server.store;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [HandledCallStore] must do, and the look-ups of many things at once.
public abstract class HandledCallStoreContract extends StoreContract {
  @Test
  void a_call_is_dealt_with_until_that_is_taken_back() {
    HandledCallStore handled = stores.crm().handledCalls();
    handled.add(1, Sample.call(1), "user:1", NOON);
    handled.add(1, Sample.call(1), "user:2", NOON.plusSeconds(1));
    handled.add(1, Sample.call(2), "user:1", NOON);

    assertThat(handled.find(1, List.of(Sample.call(1), Sample.call(3))))
        .containsExactly(Sample.call(1));
    assertThat(handled.find(2, List.of(Sample.call(1)))).isEmpty();
    assertThat(handled.find(1, List.of())).isEmpty();

    handled.remove(1, Sample.call(1));
    handled.remove(2, Sample.call(2));
    assertThat(handled.find(1, List.of(Sample.call(1), Sample.call(2))))
        .containsExactly(Sample.call(2));
  }

  @Test
  void a_call_is_put_off_until_later_or_until_that_is_taken_back() {
    HandledCallStore handled = stores.crm().handledCalls();
    List<CallSid> both = List.of(Sample.call(1), Sample.call(2));
    handled.postpone(1, Sample.call(1), NOON.plusSeconds(60), "user:1", NOON);
    handled.postpone(1, Sample.call(1), NOON.plusSeconds(90), "user:2", NOON.plusSeconds(1));

    assertThat(handled.postponed(1, both)).isEqualTo(Map.of(both.getFirst(), NOON.plusSeconds(90)));
    assertThat(stores.crm().leads().timeline(1, Sample.call(1), PagePosition.NEWEST, 9))
        .as("its history says who did it last")
        .singleElement()
        .returns("user:2", TimelineEntry::actor)
        .returns(NOON.plusSeconds(1), TimelineEntry::at);
    assertThat(handled.postponed(2, both)).isEmpty();
    assertThat(handled.postponed(1, List.of())).isEmpty();
    assertThat(handled.find(1, both)).isEmpty();

    handled.resume(2, Sample.call(1));
    assertThat(handled.postponed(1, both)).hasSize(1);
    handled.resume(1, Sample.call(1));
    assertThat(handled.postponed(1, both)).isEmpty();
  }

  @Test
  void views_are_kept_by_their_titles_and_are_ones_own() {
    SavedViewStore views = stores.crm().savedViews();
    var missed = views.add(1, 7, SavedView.Page.CALLS, "הוחמצו", "outcome=HUNG_UP", NOON);
    var _ = views.add(1, 7, SavedView.Page.LEADS, "שלי", "mine=1", NOON);
    var again = views.add(1, 7, SavedView.Page.CALLS, "הוחמצו", "days=7", NOON.plusSeconds(1));

    assertThat(views.list(1, 7, SavedView.Page.CALLS)).containsExactly(again.orElseThrow());
    assertThat(views.list(1, 8, SavedView.Page.CALLS)).isEmpty();
    assertThat(views.list(2, 7, SavedView.Page.CALLS)).isEmpty();
    assertThat(views.remove(1, 7, missed.orElseThrow().id())).isFalse();
    assertThat(views.remove(1, 8, again.get().id())).isFalse();
    assertThat(views.remove(1, 7, again.get().id())).isTrue();
    for (int i = 0; i < SavedViewStore.MOST; i++) {
      assertThat(views.add(1, 9, SavedView.Page.CALLS, "t" + i, "days=1", NOON)).isPresent();
    }
    assertThat(views.add(1, 9, SavedView.Page.CALLS, "more", "days=1", NOON)).isEmpty();
  }

  @Test
  void calls_and_their_leads_are_found_together() {
    Sample.arrive(stores.calls());
    stores.leads().save(Sample.lead(LeadState.COMPLETE));
    List<CallSid> both = List.of(Sample.CALL, Sample.call(2));

    assertThat(stores.calls().find(both)).containsOnlyKeys(Sample.CALL);
    assertThat(stores.crm().leads().find(1, both)).containsOnlyKeys(Sample.CALL);
    assertThat(stores.crm().leads().find(2, both)).isEmpty();
    assertThat(stores.calls().find(List.of())).isEmpty();
    assertThat(stores.crm().leads().find(1, List.of())).isEmpty();
  }

  @Test
  void contacts_are_found_by_many_numbers() {
    var details =
        new ContactDetails(
            "Dana", List.of(Sample.CALLER, Sample.HUMAN), null, null, List.of(), false, List.of());
    Contact dana = stores.crm().contacts().add(1, details, "user:1", NOON);

    assertThat(
            stores
                .crm()
                .contacts()
                .findByNumbers(1, List.of(Sample.CALLER, Sample.HUMAN, Sample.CALLED)))
        .containsOnlyKeys(Sample.CALLER, Sample.HUMAN)
        .allSatisfy((_, found) -> assertThat(found).isEqualTo(dana));
    assertThat(stores.crm().contacts().findByNumbers(2, List.of(Sample.CALLER))).isEmpty();
    assertThat(stores.crm().contacts().findByNumbers(1, List.of())).isEmpty();
  }
}
