package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every [LeadStore] must do.
public abstract class LeadStoreContract extends StoreContract {
  @Test
  void a_lead_is_saved_again_without_forgetting_anything() {
    stores.leads().save(Sample.lead(LeadState.OPEN));
    stores
        .leads()
        .save(new Lead(CALL, 1, CALLER, HUMAN, 2, 3, RECORDING, LeadState.COMPLETE, NOON));
    stores.leads().save(Sample.lead(LeadState.OPEN));

    assertThat(stores.leads().all())
        .containsExactly(
            new Lead(CALL, 1, CALLER, HUMAN, 2, 3, RECORDING, LeadState.COMPLETE, NOON));
    assertThat(stores.leads().find(CALL)).isPresent();
    assertThat(stores.leads().find(Sample.call(2))).isEmpty();
  }

  @Test
  void the_words_of_a_lead_are_kept_and_may_come_later() {
    stores.leads().save(Sample.lead(LeadState.OPEN));
    var known =
        new Lead(CALL, 1, CALLER, null, null, null, null, LeadState.OPEN, NOON, "a tooth", "Dana");

    stores.leads().save(known);
    stores.leads().save(Sample.lead(LeadState.OPEN));

    assertThat(stores.leads().find(CALL)).contains(known);
  }

  @Test
  void the_leads_of_a_number_are_those_of_one_business_newest_first() {
    for (int i = 0; i < 4; i++) {
      stores.leads().save(lead(i, i == 3 ? 2 : 1));
    }

    assertThat(stores.leads().latestFrom(1, CALLER, 2))
        .extracting(Lead::call)
        .containsExactly(Sample.call(2), Sample.call(1));
    assertThat(stores.leads().latestFrom(2, CALLER, 9)).hasSize(1);
    assertThat(stores.leads().latestFrom(1, HUMAN, 9)).isEmpty();
    assertThat(stores.leads().all())
        .extracting(Lead::call)
        .containsExactly(Sample.call(3), Sample.call(2), Sample.call(1), Sample.call(0));
  }

  private static Lead lead(int number, long business) {
    return new Lead(
        Sample.call(number),
        business,
        CALLER,
        null,
        null,
        null,
        null,
        LeadState.OPEN,
        NOON.plusSeconds(number));
  }
}
