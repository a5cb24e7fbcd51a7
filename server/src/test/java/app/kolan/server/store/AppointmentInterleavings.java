package app.kolan.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Several callers and people of a business who hold, book, move and cancel in one small calendar
/// at the same time. What each wants is seeded; who comes first is up to the machine.
///
/// After each round no cell has two appointments, none is missing, and nothing else is taken up.
final class AppointmentInterleavings implements AutoCloseable {
  private static final int ACTORS = 6;
  private static final int STEPS = 4;
  private static final List<String> PEOPLE = List.of("dana", "yossi");
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final Instant MORNING = Instant.parse("2026-12-06T07:00:00Z");
  private static final int CELLS = 24;

  private final AppointmentStore store;
  private final long seed;
  private final ExecutorService threads = Executors.newFixedThreadPool(ACTORS);
  private final AtomicInteger booked = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  AppointmentInterleavings(AppointmentStore store, long seed) {
    this.store = store;
    this.seed = seed;
  }

  /// How often the database did not answer in time.
  int failed() {
    return failed.get();
  }

  int booked() {
    return booked.get();
  }

  int refused() {
    return refused.get();
  }

  /// Plays a round in the calendar of a business that has none yet.
  void play(long business) throws Exception {
    var start = new CyclicBarrier(ACTORS);
    var ends = new ArrayList<Future<Void>>();
    for (int actor = 0; actor < ACTORS; actor++) {
      ends.add(threads.submit(actor(business, actor, start)));
    }
    for (Future<Void> end : ends) {
      end.get(60, TimeUnit.SECONDS);
    }
    check(business);
  }

  private Callable<Void> actor(long business, int number, CyclicBarrier start) {
    var random = new Random(seed * 31 + business * ACTORS + number);
    CallSid call = number < 4 ? Sample.call((int) business * ACTORS + number) : null;
    return () -> {
      start.await(60, TimeUnit.SECONDS);
      for (int step = 0; step < STEPS; step++) {
        step(business, call, random);
      }
      return null;
    };
  }

  private void step(long business, @Nullable CallSid call, Random random) {
    AppointmentTime time = time(random);
    // Some come when what others hold is over.
    Instant now = NOW.plusMillis(random.nextInt(8 * 60_000));
    try {
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          if (call != null && !store.hold(business, time, call, now.plusSeconds(300), now)) {
            refused.incrementAndGet();
          }
        }
        case 2, 3, 4 -> count(store.book(draft(business, time, call), now));
        case 5 -> {
          Appointment one = any(business, random);
          if (one != null) {
            count(store.move(business, one.id(), one.revision(), time, call, "user:1", now));
          }
        }
        case 6 -> {
          Appointment one = any(business, random);
          if (one != null) {
            var _ = store.cancel(business, one.id(), one.revision(), call, "user:1", now);
          }
        }
        default -> {
          if (call != null) {
            store.release(business, call);
          }
        }
      }
    } catch (CrmConflict changedMeanwhile) {
      refused.incrementAndGet();
    } catch (StoreException overloaded) {
      // Nothing was changed then; a loaded machine may need longer than a statement has.
      failed.incrementAndGet();
    }
  }

  private void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.Booked _ -> booked.incrementAndGet();
      case Outcome.Taken _ -> refused.incrementAndGet();
    }
  }

  private @Nullable Appointment any(long business, Random random) {
    List<Appointment> all = store.find(AppointmentQuery.booked(business, NOW, 99));
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private static AppointmentTime time(Random random) {
    Instant from = MORNING.plus(OccupiedTimes.CELL.multipliedBy(random.nextInt(CELLS)));
    Instant to = from.plus(OccupiedTimes.CELL.multipliedBy(1 + random.nextInt(8)));
    return new AppointmentTime(
        PEOPLE.get(random.nextInt(PEOPLE.size())),
        random.nextBoolean() ? "room" : null,
        from,
        to,
        to.plus(OccupiedTimes.CELL.multipliedBy(random.nextInt(3))));
  }

  private static Appointment.Draft draft(
      long business, AppointmentTime time, @Nullable CallSid call) {
    return new Appointment.Draft(
        business, "cut", "תספורת", time, null, null, null, call, Appointment.BY_AGENT);
  }

  private void check(long business) {
    Map<String, Set<Long>> expected = new HashMap<>();
    List<Appointment> all =
        store.find(
            new AppointmentQuery(
                business, NOW, null, null, null, null, Instant.EPOCH, Long.MIN_VALUE, 999));
    for (Appointment each : all) {
      if (each.state() != State.BOOKED) {
        continue;
      }
      for (String resource : each.time().resources()) {
        Set<Long> cells = expected.computeIfAbsent(resource, _ -> new HashSet<>());
        for (long cell = OccupiedTimes.first(each.time().startsAt());
            cell < OccupiedTimes.end(each.time().freeAt());
            cell++) {
          assertThat(cells.add(cell))
              .as("%s is booked once in cell %d of business %d", resource, cell, business)
              .isTrue();
        }
      }
    }
    OccupiedTimes taken =
        store.occupied(
            business,
            List.of("dana", "yossi", "room"),
            NOW,
            MORNING.plus(Duration.ofDays(1)),
            null,
            NOW.plus(Duration.ofHours(1)));
    assertThat(taken.cells()).isEqualTo(expected);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
