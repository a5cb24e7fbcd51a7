package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [TurnStore] must do.
public abstract class TurnStoreContract extends StoreContract {
  @Test
  void turns_come_back_in_order_and_whole() {
    Sample.arrive(stores.calls());
    var answer =
        new NewTurn(
            CALL,
            Speaker.CALLER,
            "callback-number",
            Duration.ofMillis(4020),
            Duration.ofMillis(6040),
            Duration.ofMillis(2020),
            true,
            "0501234567",
            "audio/x/turn-1.wav");

    assertThat(stores.turns().add(Sample.turn(CALL, "greeting"))).isZero();
    assertThat(stores.turns().add(answer)).isEqualTo(1);

    assertThat(stores.turns().findByCall(CALL))
        .containsExactly(Sample.turn(CALL, "greeting").at(0), answer.at(1));
    assertThat(answer.toString()).doesNotContain("0501234567").contains("***");
    assertThat(answer.at(1).toString()).doesNotContain("0501234567").contains("***");
  }

  @Test
  void a_turn_of_an_unknown_call_is_a_bug() {
    assertThatIllegalStateException()
        .isThrownBy(() -> stores.turns().add(Sample.turn(CALL, "greeting")));
  }

  @Test
  void the_turns_of_two_calls_are_counted_apart() {
    Sample.arrive(stores.calls());
    Sample.arrive(stores.calls(), Sample.call(2), TICKET);

    stores.turns().add(Sample.turn(CALL, "greeting"));

    assertThat(stores.turns().add(Sample.turn(Sample.call(2), "greeting"))).isZero();
    assertThat(stores.turns().findByCall(Sample.call(3))).isEmpty();
  }

  @Test
  void words_are_there_once_a_later_write_has_returned() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "reason"));

    stores.turns().setWords(CALL, 0, "a first guess");
    stores.turns().setWords(CALL, 0, "an appointment");
    stores.turns().setWords(CALL, 7, "no such turn");
    stores.turns().add(Sample.turn(CALL, "name"));

    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::words)
        .containsExactly("an appointment", null);
  }

  @Test
  void a_translation_stays_as_long_as_the_words_that_it_is_of() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "reason"));
    stores.turns().add(Sample.turn(CALL, "name"));
    stores.turns().setWords(CALL, 0, "добрый день");
    stores.turns().setWords(CALL, 1, "это Анна");
    stores.turns().add(Sample.turn(CALL, "last"));
    List<Turn> read = stores.turns().findByCall(CALL);

    stores.turns().addTranslations(Map.of(read.get(0), "צהריים טובים", read.get(1), "זאת אנה"));
    stores.turns().setWords(CALL, 1, "это Ханна");
    stores.turns().addTranslations(Map.of(read.get(1), "זאת אנה"));

    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::translation)
        .containsExactly("צהריים טובים", null, null);
  }

  @Test
  void words_that_no_database_takes_are_kept_without_what_it_refuses() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "rea\0son"));
    stores.turns().setWords(CALL, 0, "a\0 cut \uD83D pair \uDE00, a whole \uD83D\uDE00 one");
    stores.turns().add(Sample.turn(CALL, "name"));

    Turn turn = stores.turns().findByCall(CALL).getFirst();
    assertThat(turn.about()).isEqualTo("reason");
    assertThat(turn.words()).isEqualTo("a cut \uFFFD pair \uFFFD, a whole \uD83D\uDE00 one");
  }

  @Test
  void a_turn_that_is_there_is_not_added_again() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "greeting"));

    assertThat(stores.turns().addUnlessThere(Sample.turn(CALL, "greeting"))).isZero();
    assertThat(stores.turns().addUnlessThere(Sample.turn(CALL, "reason"))).isEqualTo(1);
  }

  @Test
  void the_first_times_of_a_turn_are_kept_in_the_order_of_the_turns() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "reason"));
    stores.turns().add(Sample.turn(CALL, "name"));
    var whole = times(1, Duration.ofMillis(700));

    stores.turns().addTimes(whole);
    stores.turns().addTimes(times(0, null));
    stores.turns().addTimes(times(1, Duration.ofMillis(1)));
    stores.turns().add(Sample.turn(CALL, "last"));

    assertThat(stores.turns().times(CALL)).containsExactly(times(0, null), whole);
  }

  @Test
  void words_and_times_that_nobody_waited_for_outlive_a_restart() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "reason"));
    stores.turns().setWords(CALL, 0, "an appointment");
    stores.turns().addTimes(times(0, null));

    reopen();

    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::words)
        .containsExactly("an appointment");
    assertThat(stores.turns().times(CALL)).hasSize(1);
  }

  private static TurnTimes times(int position, @Nullable Duration firstHeard) {
    return new TurnTimes(
        CALL, position, Duration.ofMillis(120), null, null, null, null, null, firstHeard);
  }
}
