package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.AfterCallStore.Work;
import app.kolan.server.store.TranscriptionStore.Sound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [AfterCallStore], [TranscriptionStore] and [CallSummaryStore] must do.
public abstract class AfterCallStoreContract extends StoreContract {
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void a_call_is_due_once_it_is_over_and_followed_up() {
    Sample.arrive(stores.calls());
    follow();
    assertThat(due()).isEmpty();

    over();

    assertThat(due()).extracting(Work::call).containsExactly(CALL);
    assertThat(stores.afterCalls().nextDue()).contains(LATER);
    assertThat(stores.afterCalls().isDone(CALL)).isFalse();
  }

  @Test
  void work_is_taken_by_one_and_by_another_when_its_time_is_over() {
    Sample.arrive(stores.calls());
    over();
    Work seen = due().getFirst();

    Work taken = take(seen);

    assertThat(stores.afterCalls().claim(seen, LATER.plusSeconds(30), LATER)).isEmpty();
    assertThat(due()).isEmpty();
    assertThat(stores.afterCalls().findDue(LATER.plusSeconds(20), 9))
        .containsExactly(taken)
        .extracting(Work::attempts)
        .containsExactly(1);
    Work kept = stores.afterCalls().renew(taken, LATER.plusSeconds(40)).orElseThrow();
    stores.afterCalls().done(taken, LATER);
    assertThat(stores.afterCalls().isDone(CALL)).as("by who has lost it").isFalse();
    stores.afterCalls().done(kept, LATER);
    assertThat(stores.afterCalls().isDone(CALL)).isTrue();
    assertThat(stores.afterCalls().nextDue()).isEmpty();
  }

  @Test
  void what_a_crash_left_is_due_at_once_after_a_release() {
    Sample.arrive(stores.calls());
    over();
    Work taken = take(due().getFirst());
    assertThat(stores.afterCalls().renew(taken, LATER.plusSeconds(99))).isPresent();

    reopen();
    stores.afterCalls().release(LATER);

    assertThat(due()).hasSize(1);
  }

  @Test
  void a_call_that_gets_a_recording_meanwhile_is_not_done() {
    Sample.arrive(stores.calls());
    over();
    Work taken = take(due().getFirst());
    message();

    stores.afterCalls().done(taken, LATER);

    assertThat(due()).hasSize(1);
    stores.afterCalls().done(take(due().getFirst()), LATER);
    follow();
    follow();
    assertThat(stores.afterCalls().isDone(CALL)).as("nothing is new").isTrue();
  }

  @Test
  void a_call_of_long_ago_is_left_alone() {
    Sample.arrive(stores.calls());
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON);

    stores.crm().followUps().follow(CALL, NOON.plus(Duration.ofDays(2)));

    assertThat(stores.afterCalls().nextDue()).isEmpty();
  }

  @Test
  void sounds_without_words_get_them_with_their_turns_and_recordings() {
    Sample.arrive(stores.calls());
    turn("audio/a.wav", null);
    turn("audio/b.wav", "known");
    turn(null, null);
    over();
    message();

    List<Sound> sounds = sounds();
    assertThat(sounds)
        .extracting(Sound::key)
        .containsExactly("turn:0", "recording:" + RECORDING.value());
    sounds.forEach(sound -> stores.transcriptions().addWords(sound, "מילים", "whisper", LATER));
    stores.transcriptions().addWords(sounds.getFirst(), "others", "whisper", LATER);

    reopen();
    assertThat(sounds()).isEmpty();
    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::words)
        .containsExactly("מילים", "known", null);
    assertThat(stores.recordings().find(RECORDING).orElseThrow().words()).isEqualTo("מילים");
  }

  @Test
  void attempts_are_counted_and_an_end_of_them_is_kept() {
    Sample.arrive(stores.calls());
    turn("audio/a.wav", null);
    stores.transcriptions().begin(sounds().getFirst(), NOON);
    stores.transcriptions().begin(sounds().getFirst(), LATER);
    reopen();
    assertThat(sounds()).extracting(Sound::attempts).containsExactly(2);
    stores.transcriptions().addFailure(sounds().getFirst(), "HTTP 500", false, LATER);
    assertThat(sounds()).hasSize(1);

    stores.transcriptions().addFailure(sounds().getFirst(), "HTTP 500", true, LATER);

    assertThat(sounds()).isEmpty();
  }

  @Test
  void words_of_nothing_end_it_without_words() {
    Sample.arrive(stores.calls());
    turn("audio/a.wav", null);

    stores.transcriptions().addWords(sounds().getFirst(), "", "whisper", LATER);

    assertThat(sounds()).isEmpty();
    assertThat(stores.turns().findByCall(CALL).getFirst().words()).isNull();
  }

  @Test
  void a_summary_replaces_the_one_before_and_fills_what_is_empty_in_the_lead() {
    Sample.arrive(stores.calls());
    stores.leads().save(Sample.lead(LeadState.COMPLETE));
    over();
    stores.callSummaries().save(summary("one", Map.of("car", "Mazda")));
    stores.callSummaries().save(summary("two", Map.of("car", "Kia", "km", "7")));
    stores.callSummaries().save(summary("two", Map.of("car", "Kia", "km", "7")));
    follow();

    reopen();
    assertThat(stores.callSummaries().find(CALL).orElseThrow().summary()).isEqualTo("two");
    WorkedLead lead = stores.crm().leads().find(1, CALL).orElseThrow();
    assertThat(lead.work().fields()).isEqualTo(Map.of("car", "Mazda", "km", "7"));
    assertThat(lead.work().state()).isEqualTo(LeadWork.State.NEW);
    assertThat(stores.crm().leads().timeline(1, CALL, PagePosition.NEWEST, 20))
        .extracting(TimelineEntry::kind)
        .containsOnlyOnce(TimelineEntry.Kind.SUMMARY)
        .filteredOn(kind -> kind == TimelineEntry.Kind.CHANGE)
        .hasSize(2);
  }

  @Test
  void what_was_recognised_and_summarised_is_found() {
    Sample.arrive(stores.calls());
    over();
    message();
    stores.transcriptions().addWords(sounds().getFirst(), "הגלגל התפנצ'ר בצומת", "whisper", LATER);
    stores.callSummaries().save(summary("מבקשת גרירה", Map.of()));
    follow();

    assertThat(found("גלגל")).isEqualTo(1);
    assertThat(found("גרירה")).isEqualTo(1);
  }

  private int found(String word) {
    var query =
        new SearchStore.Query(
            1, SearchText.words(word), Set.of(SearchHit.Kind.CALL), Long.MAX_VALUE, 9);
    return stores.crm().search().find(query).hits().size();
  }

  private static CallSummary summary(String text, Map<String, String> fields) {
    return new CallSummary(CALL, 1, text, "a subject", fields, "a/model", "hash", LATER);
  }

  private void turn(@Nullable String file, @Nullable String words) {
    stores
        .turns()
        .add(
            new NewTurn(
                CALL,
                Speaker.CALLER,
                "ask_reason",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                null,
                file,
                words));
  }

  private void message() {
    stores.recordings().announce(RECORDING, CALL, null, NOON);
    stores.recordings().markStored(RECORDING, "audio/m.wav", 9, null, NOON);
    follow();
  }

  private void over() {
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON);
    follow();
  }

  private void follow() {
    var _ = stores.crm().followUps().follow(CALL, LATER);
  }

  private List<Work> due() {
    return stores.afterCalls().findDue(LATER, 9);
  }

  private Work take(Work work) {
    return stores.afterCalls().claim(work, LATER.plusSeconds(20), LATER).orElseThrow();
  }

  private List<Sound> sounds() {
    return stores.transcriptions().findToTranscribe(CALL);
  }
}
