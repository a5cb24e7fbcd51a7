package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every [RecordingStore] must do.
public abstract class RecordingStoreContract extends StoreContract {
  @Test
  void a_message_becomes_part_of_the_one_lead_of_its_call() {
    Sample.arrive(stores.calls());
    stores.leads().save(new Lead(CALL, 1, CALLER, HUMAN, 2, null, null, LeadState.OPEN, NOON));

    assertThat(stores.recordings().announce(RECORDING, CALL, null, NOON)).isTrue();
    assertThat(stores.recordings().announce(RECORDING, CALL, Duration.ofSeconds(9), NOON))
        .isFalse();

    assertThat(stores.leads().all())
        .containsExactly(
            new Lead(CALL, 1, CALLER, HUMAN, 2, null, RECORDING, LeadState.OPEN, NOON));
    assertThat(stores.recordings().findByCall(CALL))
        .containsExactly(
            new Recording(
                RECORDING,
                CALL,
                RecordingState.ANNOUNCED,
                Duration.ofSeconds(9),
                null,
                0,
                0,
                null,
                NOON));
  }

  @Test
  void a_message_that_comes_before_its_call_makes_a_lead_when_the_call_is_known() {
    assertThat(stores.recordings().announce(RECORDING, CALL, null, NOON)).isTrue();
    assertThat(stores.leads().all()).isEmpty();

    Sample.arrive(stores.calls());

    assertThat(stores.leads().find(CALL)).map(Lead::recording).contains(RECORDING);
  }

  @Test
  void a_recording_that_is_stored_stays_stored() {
    stores.recordings().announce(RECORDING, CALL, null, NOON);
    stores.recordings().addFailedAttempt(RECORDING, "not there yet", NOON);
    stores.recordings().markFailed(RECORDING, "refused", NOON);
    assertThat(stores.recordings().findToFetch())
        .singleElement()
        .satisfies(
            recording -> {
              assertThat(recording.state()).isEqualTo(RecordingState.FAILED);
              assertThat(recording.attempts()).isEqualTo(2);
              assertThat(recording.problem()).isEqualTo("refused");
            });

    String file = "audio/x/message.wav";
    assertThat(stores.recordings().markStored(RECORDING, file, 1000, Duration.ofSeconds(3), NOON))
        .isTrue();
    assertThat(stores.recordings().markStored(RECORDING, "other", 1, null, NOON)).isFalse();
    stores.recordings().markFailed(RECORDING, "late", NOON);
    stores.recordings().markAbsent(RECORDING, CALL, "late", NOON);

    assertThat(stores.recordings().find(RECORDING))
        .contains(
            new Recording(
                RECORDING,
                CALL,
                RecordingState.STORED,
                Duration.ofSeconds(3),
                file,
                1000,
                3,
                null,
                NOON));
    assertThat(stores.recordings().findToFetch()).isEmpty();
  }

  @Test
  void a_translation_is_kept_of_the_words_that_it_is_of() {
    Sample.arrive(stores.calls());
    stores.recordings().announce(RECORDING, CALL, null, NOON);
    Recording withoutWords = stores.recordings().find(RECORDING).orElseThrow();
    stores.recordings().addTranslation(withoutWords, "nothing to translate");
    var sound = new TranscriptionStore.Sound(CALL, null, RECORDING, "message.wav", 0, null);
    stores.transcriptions().addWords(sound, "добрый день", "a recogniser", NOON);
    assertThat(stores.recordings().find(RECORDING).orElseThrow().translation()).isNull();

    stores
        .recordings()
        .addTranslation(stores.recordings().find(RECORDING).orElseThrow(), "צהריים טובים");

    assertThat(stores.recordings().findByCall(CALL))
        .extracting(Recording::words, Recording::translation)
        .containsExactly(tuple("добрый день", "צהריים טובים"));
  }

  @Test
  void a_recording_first_heard_of_as_absent_is_not_fetched() {
    var other = new RecordingSid("RE" + "8".repeat(32));
    Sample.arrive(stores.calls());

    stores.recordings().markAbsent(RECORDING, CALL, "Twilio says that it is absent", NOON);
    stores.recordings().announce(other, CALL, null, NOON);

    assertThat(stores.recordings().announce(RECORDING, CALL, null, NOON)).isFalse();
    assertThat(stores.recordings().findToFetch()).extracting(Recording::sid).containsExactly(other);
    assertThat(stores.leads().find(CALL)).map(Lead::recording).contains(other);
  }

  @Test
  void recordings_to_fetch_come_oldest_first_whatever_their_call() {
    var other = new RecordingSid("RE" + "1".repeat(32));
    stores.recordings().announce(RECORDING, CALL, null, NOON);
    stores.recordings().announce(other, Sample.call(2), null, NOON.plusSeconds(1));

    assertThat(stores.recordings().findToFetch())
        .extracting(Recording::sid)
        .containsExactly(RECORDING, other);
    assertThat(stores.recordings().findByCall(CALL)).hasSize(1);
    assertThat(stores.recordings().find(new RecordingSid("RE" + "9".repeat(32)))).isEmpty();
  }

  @Test
  void what_is_reported_of_an_unknown_recording_changes_nothing() {
    stores.recordings().addFailedAttempt(RECORDING, "not there yet", NOON);
    stores.recordings().markFailed(RECORDING, "refused", NOON);

    assertThat(stores.recordings().markStored(RECORDING, "audio/x/y.wav", 1, null, NOON)).isFalse();
    assertThat(stores.recordings().find(RECORDING)).isEmpty();
  }
}
