package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sqlite.SqliteStores;
import app.kolan.twilio.signature.FormPairs;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the end of a call is taken for when Twilio tells it before the end of the stream.
@Tag("unit")
class StatusCallbacksTest {
  private static final FormPairs OVER =
      FormPairs.of("CallSid", Sample.CALL.value(), "CallStatus", "completed");

  @TempDir private Path data;
  private Stores stores;
  private StatusCallbacks callbacks;

  @BeforeEach
  void open() {
    stores = SqliteStores.open(data);
    callbacks =
        new StatusCallbacks(
            stores.calls(),
            stores.recordings(),
            _ -> {},
            _ -> true,
            InstantSource.fixed(Sample.NOON));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void who_was_called_for_a_talk_and_hangs_up_has_missed_nothing() throws Exception {
    Sample.arrive(stores.calls());

    callbacks.placedCallStatus(OVER, true);

    assertThat(outcome()).isEqualTo(CallOutcome.FINISHED);
  }

  @Test
  void who_has_called_or_pressed_a_key_to_talk_has_hung_up() throws Exception {
    Sample.arrive(stores.calls());

    callbacks.placedCallStatus(OVER, false);

    assertThat(outcome()).isEqualTo(CallOutcome.HUNG_UP);
  }

  @Test
  void a_placed_call_in_which_nobody_talks_is_no_call_of_the_log() throws Exception {
    callbacks.placedCallStatus(OVER, true);
    callbacks.placedCallStatus(OVER, false);

    assertThat(stores.calls().find(Sample.CALL)).isEmpty();
  }

  private CallOutcome outcome() {
    return stores.calls().find(Sample.CALL).orElseThrow().outcome();
  }
}
