package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every implementation must do when many threads use it at once.
public abstract class ConcurrencyContract extends StoreContract {
  private static final int AT_ONCE = 16;

  @Test
  void all_who_report_a_call_get_the_same_ticket() throws Exception {
    List<LoggedCall> calls = atOnce(i -> () -> Sample.arrive(stores.calls(), CALL, "ticket " + i));

    assertThat(calls).hasSize(AT_ONCE).containsOnly(stores.calls().find(CALL).orElseThrow());
  }

  @Test
  void one_of_many_spends_the_ticket() throws Exception {
    Sample.arrive(stores.calls());

    List<Boolean> spent =
        atOnce(
            i ->
                () -> {
                  var stream = new StreamSid("MZ%032d".formatted(i));
                  return stores.calls().spendTicket(CALL, TICKET, stream, NOON).isPresent();
                });

    assertThat(spent).containsOnlyOnce(true);
    int winner = spent.indexOf(true);
    assertThat(stores.calls().find(CALL))
        .map(LoggedCall::stream)
        .contains(new StreamSid("MZ%032d".formatted(winner)));
  }

  @Test
  void one_of_many_settles_the_call() throws Exception {
    Sample.arrive(stores.calls());

    List<Boolean> settled =
        atOnce(i -> () -> stores.calls().settle(CALL, CallOutcome.BROKEN, null, NOON));

    assertThat(settled).containsOnlyOnce(true);
  }

  @Test
  void turns_added_at_once_get_positions_without_gaps() throws Exception {
    Sample.arrive(stores.calls());

    List<Integer> positions = atOnce(i -> () -> stores.turns().add(Sample.turn(CALL, "turn " + i)));

    assertThat(positions)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, AT_ONCE).boxed().toList());
    List<Turn> turns = stores.turns().findByCall(CALL);
    assertThat(turns).hasSize(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(turns.get(positions.get(i)).about()).isEqualTo("turn " + i);
    }
  }

  @Test
  void a_message_told_of_many_times_at_once_is_one_message_and_one_lead() throws Exception {
    Sample.arrive(stores.calls());

    List<Boolean> first =
        atOnce(
            i ->
                () -> {
                  stores.leads().save(Sample.lead(LeadState.OPEN));
                  return stores.recordings().announce(RECORDING, CALL, null, NOON);
                });

    assertThat(first).containsOnlyOnce(true);
    assertThat(stores.recordings().findByCall(CALL)).hasSize(1);
    assertThat(stores.leads().all()).singleElement().returns(RECORDING, Lead::recording);
  }

  @Test
  void a_message_told_of_while_its_call_arrives_becomes_a_lead() throws Exception {
    atOnce(
        i ->
            () -> {
              CallSid call = Sample.call(i / 2);
              if (i % 2 == 0) {
                return Sample.arrive(stores.calls(), call, TICKET).sid();
              }
              stores.recordings().announce(recording(call), call, null, NOON);
              return call;
            });

    assertThat(stores.leads().all()).hasSize(AT_ONCE / 2);
  }

  private static RecordingSid recording(CallSid call) {
    return new RecordingSid("RE" + call.value().substring(2));
  }

  private static <T> List<T> atOnce(IntFunction<Callable<T>> work) throws Exception {
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> results =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            go.await();
                            return work.apply(i).call();
                          }))
              .toList();
      go.countDown();
      return results.stream().map(ConcurrencyContract::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
