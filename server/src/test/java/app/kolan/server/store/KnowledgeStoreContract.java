package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import app.kolan.server.store.KnowledgeSource.Kind;
import app.kolan.server.store.KnowledgeSource.Passage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every [KnowledgeStore] must do.
public abstract class KnowledgeStoreContract extends StoreContract {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final Passage ONE = new Passage("", "יש חניה");
  private static final Passage TWO = new Passage("הגעה", "קו 5");

  private KnowledgeStore knowledge() {
    return stores.knowledge();
  }

  private static KnowledgeSource.Draft draft(
      long business, Kind kind, String title, Passage... of) {
    return new KnowledgeSource.Draft(business, kind, title, List.of(of));
  }

  @Test
  void a_source_is_kept_changed_and_removed_and_each_change_is_counted() {
    assertThat(knowledge().version(1)).isZero();
    KnowledgeSource page = knowledge().put(draft(1, Kind.PAGE, "הגעה", ONE, TWO), "user:1", NOW);
    reopen();

    assertThat(knowledge().find(1, page.id())).contains(page);
    assertThat(page.characters()).isEqualTo(ONE.characters() + TWO.characters());
    assertThat(page.toString()).doesNotContain("הגעה");
    assertThat(knowledge().passages(1, page.id())).containsExactly(ONE, TWO);
    assertThat(knowledge().passages(1))
        .extracting(KnowledgeStore.Found::passage)
        .containsExactly(ONE, TWO);
    assertThat(knowledge().version(1)).isEqualTo(1);
    assertThat(knowledge().find(2, page.id())).isEmpty();
    assertThat(knowledge().passages(2, page.id())).isEmpty();
    assertThat(knowledge().passages(2)).isEmpty();

    KnowledgeSource changed =
        knowledge().update(page.id(), 0, draft(1, Kind.PAGE, "חניה", ONE), "user:2", NOW);
    assertThat(changed.title()).isEqualTo("חניה");
    assertThat(changed.revision()).isEqualTo(1);
    assertThat(knowledge().passages(1, page.id())).containsExactly(ONE);
    assertConflict(
        CrmConflict.Kind.CHANGED,
        () -> knowledge().update(page.id(), 0, draft(1, Kind.PAGE, "x", ONE), "user:2", NOW));
    assertConflict(
        CrmConflict.Kind.UNKNOWN,
        () -> knowledge().update(page.id(), 1, draft(2, Kind.PAGE, "x", ONE), "user:2", NOW));

    assertThat(knowledge().remove(2, page.id())).isFalse();
    assertThat(knowledge().remove(1, page.id())).isTrue();
    assertThat(knowledge().remove(1, page.id())).isFalse();
    assertThat(knowledge().passages(1)).isEmpty();
    assertThat(knowledge().version(1)).isGreaterThan(2);
  }

  @Test
  void a_file_replaces_the_one_of_its_name_and_the_newest_come_first() {
    KnowledgeSource first = knowledge().put(draft(1, Kind.FILE, "a.pdf", ONE), "user:1", NOW);
    KnowledgeSource other = knowledge().put(draft(1, Kind.FILE, "b.pdf", ONE), "user:1", NOW);
    knowledge().put(draft(2, Kind.FILE, "a.pdf", ONE), "user:1", NOW);

    KnowledgeSource second = knowledge().put(draft(1, Kind.FILE, "a.pdf", TWO), "user:1", NOW);

    assertThat(knowledge().find(1, first.id())).isEmpty();
    assertThat(knowledge().list(1, Long.MAX_VALUE, 9)).containsExactly(second, other);
    assertThat(knowledge().list(1, second.id(), 9)).containsExactly(other);
    assertThat(knowledge().list(2, Long.MAX_VALUE, 9)).hasSize(1);
  }

  @Test
  void what_has_no_room_changes_nothing() {
    var large = new Passage("", "א".repeat(KnowledgeStore.MOST_CHARACTERS / 4));
    KnowledgeSource.Draft most =
        new KnowledgeSource.Draft(1, Kind.PAGE, "large", Collections.nCopies(4, large));
    KnowledgeSource kept = knowledge().put(most, "user:1", NOW);
    long version = knowledge().version(1);

    assertConflict(
        CrmConflict.Kind.CONFLICT,
        () -> knowledge().put(draft(1, Kind.ANSWER, "?", ONE), "user:1", NOW));

    assertThat(knowledge().list(1, Long.MAX_VALUE, 9)).containsExactly(kept);
    assertThat(knowledge().version(1)).isEqualTo(version);
  }

  @Test
  void a_question_is_counted_once_a_call_until_it_is_answered_or_dismissed() {
    knowledge().addQuestion(1, CALL, "יש חניה?", "חני", NOW);
    knowledge().addQuestion(1, CALL, "חניה יש?", "חני", NOW.plusSeconds(1));
    knowledge().addQuestion(1, Sample.call(2), "כמה עולה?", "עול", NOW.plusSeconds(2));
    knowledge().addQuestion(1, Sample.call(2), "איפה החניה?", "חני", NOW.plusSeconds(3));
    knowledge().addQuestion(2, CALL, "של אחרים", "אחר", NOW);

    List<UnansweredQuestion> waiting = knowledge().questions(1, 9);
    assertThat(waiting)
        .extracting(UnansweredQuestion::question, UnansweredQuestion::calls)
        .containsExactly(tuple("איפה החניה?", 2), tuple("כמה עולה?", 1));
    assertThat(waiting.toString()).doesNotContain("החניה");
    assertThat(knowledge().question(1, waiting.getFirst().id())).contains(waiting.getFirst());
    assertThat(knowledge().question(2, waiting.getFirst().id())).isEmpty();

    KnowledgeSource.Draft answer = draft(1, Kind.ANSWER, "איפה החניה?", ONE);
    assertConflict(
        CrmConflict.Kind.UNKNOWN,
        () ->
            knowledge()
                .answer(
                    waiting.getFirst().id(),
                    draft(2, Kind.ANSWER, "איפה החניה?", ONE),
                    "user:1",
                    NOW));
    KnowledgeSource kept =
        knowledge().answer(waiting.getFirst().id(), answer, "user:1", NOW.plusSeconds(9));
    assertThat(knowledge().list(1, Long.MAX_VALUE, 9)).containsExactly(kept);
    assertThat(knowledge().questions(1, 9)).hasSize(1);
    assertConflict(
        CrmConflict.Kind.UNKNOWN,
        () -> knowledge().answer(waiting.getFirst().id(), answer, "user:1", NOW));

    assertThat(knowledge().dismiss(2, waiting.getLast().id())).isFalse();
    assertThat(knowledge().dismiss(1, waiting.getLast().id())).isTrue();
    assertThat(knowledge().questions(1, 9)).isEmpty();
    assertThat(knowledge().questions(2, 9)).hasSize(1);
  }

  private static void assertConflict(CrmConflict.Kind kind, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            CrmConflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(kind));
  }
}
