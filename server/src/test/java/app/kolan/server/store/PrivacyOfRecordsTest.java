package app.kolan.server.store;

import static app.kolan.server.store.Sample.ACCOUNT;
import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLED;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.CallStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PrivacyOfRecordsTest {
  @Test
  void what_prints_hides_tickets_and_numbers() {
    var call =
        new LoggedCall(
            CALL,
            ACCOUNT,
            1,
            0,
            CALLER,
            CALLED,
            CallStatus.RINGING,
            CallOutcome.OPEN,
            TICKET,
            false,
            null,
            null,
            NOON,
            null,
            null,
            null,
            null);
    var lead = Sample.lead(LeadState.OPEN);

    assertThat(call.toString())
        .contains(CALL.value())
        .doesNotContain(TICKET, CALLER.value(), CALLED.value());
    assertThat(lead.toString()).doesNotContain(CALLER.value());
  }
}
