package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every [ToolCallStore] must do.
public abstract class ToolCallStoreContract extends StoreContract {
  private static final ToolCallEntry BEGUN =
      ToolCallEntry.begun(CALL, "fingerprint", "use-1", "take_message", "{\"name\":1}", NOON);
  private static final ToolCallEntry DONE =
      BEGUN.ended(ToolOutcome.DONE, "kept", "HAND_OVER", HUMAN, Duration.ofMillis(40));

  @Test
  void a_tool_call_is_begun_once() {
    assertThat(stores.toolCalls().begin(BEGUN)).isEmpty();

    assertThat(stores.toolCalls().begin(BEGUN)).contains(BEGUN);
    assertThat(stores.toolCalls().findByCall(CALL)).containsExactly(BEGUN);
  }

  @Test
  void a_tool_call_that_is_begun_again_after_its_end_has_its_result() {
    stores.toolCalls().begin(BEGUN);
    stores.toolCalls().end(DONE);

    reopen();

    assertThat(stores.toolCalls().begin(BEGUN)).contains(DONE);
  }

  @Test
  void the_first_result_of_a_tool_call_is_kept() {
    stores.toolCalls().begin(BEGUN);
    stores.toolCalls().end(DONE);

    stores
        .toolCalls()
        .end(BEGUN.ended(ToolOutcome.FAILED, "late", null, null, Duration.ofSeconds(9)));

    assertThat(stores.toolCalls().findByCall(CALL)).containsExactly(DONE);
  }

  @Test
  void the_end_of_a_tool_call_that_never_began_is_not_stored() {
    stores.toolCalls().end(DONE);

    assertThat(stores.toolCalls().findByCall(CALL)).isEmpty();
  }

  @Test
  void the_tool_calls_of_a_call_come_in_the_order_in_which_they_began() {
    stores.toolCalls().begin(begun(CALL, "z", 1));
    stores.toolCalls().begin(begun(CALL, "a", 2));
    stores.toolCalls().begin(begun(Sample.call(2), "a", 0));

    assertThat(stores.toolCalls().findByCall(CALL))
        .extracting(ToolCallEntry::fingerprint)
        .containsExactly("z", "a");
  }

  private static ToolCallEntry begun(CallSid call, String fingerprint, int second) {
    return ToolCallEntry.begun(
        call, fingerprint, "use", "end_call", "{}", NOON.plusSeconds(second));
  }
}
