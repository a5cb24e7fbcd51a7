package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What every [Stores] must do.
public abstract class StoresContract extends StoreContract {
  @Test
  void a_call_that_ends_by_interrupt_is_still_settled() {
    Sample.arrive(stores.calls());

    Thread.currentThread().interrupt();
    boolean settled = stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON);
    boolean known = stores.calls().find(CALL).isPresent();
    boolean stillInterrupted = Thread.interrupted();

    assertThat(settled).isTrue();
    assertThat(known).isTrue();
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void closed_stores_say_so() {
    stores.close();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Sample.arrive(stores.calls()))
        .returns(StoreException.Code.LEDGER_CLOSED, StoreException::code);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> stores.calls().find(CALL))
        .returns(StoreException.Code.LEDGER_CLOSED, StoreException::code);
  }

  @Test
  void closing_again_does_nothing() {
    stores.close();

    assertThatCode(stores::close).doesNotThrowAnyException();
  }

  @Test
  void what_nobody_waits_for_throws_nothing_even_when_closed() {
    stores.close();

    assertThatCode(() -> stores.turns().setWords(CALL, 0, "words")).doesNotThrowAnyException();
  }

  @Test
  void the_jobs_see_the_same_database() throws SQLException {
    Sample.arrive(stores.calls());

    try (var connection = stores.jobDatabase().connections().getConnection();
        var statement = connection.createStatement();
        var jobs = statement.executeQuery("select count(*) from scheduled_tasks, calls")) {
      assertThat(jobs.next()).isTrue();
      assertThat(jobs.getInt(1)).isZero();
    }
  }
}
