package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever fails in whatever order, each turn is told once, and in order, or the end is told.
@Tag("unit")
class FallbackTranscriptionOrdersTest {
  private static final int STEPS = 80;

  static Stream<Integer> seeds() {
    return Stream.iterate(1, seed -> seed + 1).limit(100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void turns_are_told_once_and_in_order_until_nobody_is_left(int seed) {
    try (var clock = new HandClock()) {
      var run = new Run(new Random(seed), clock);
      for (int step = 0; step < STEPS; step++) {
        run.step();
      }
      run.finish();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_session_that_is_closed_at_any_moment_tells_nothing_more(int seed) {
    var random = new Random(seed);
    try (var clock = new HandClock()) {
      var run = new Run(random, clock);
      int steps = random.nextInt(STEPS);
      for (int step = 0; step < steps; step++) {
        run.step();
      }
      run.closeAndGoOn();
    }
  }

  /// One transcription, what the far ends of its sessions do, and what is told of it.
  private static final class Run implements TranscriptionListener {
    private static final Mulaw TURN = Mulaw.silence(Duration.ofMillis(200));

    private final Random random;
    private final HandClock clock;
    private final List<FakeSession> sessions = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private final TranscriptionSession session;
    private long turns;
    private int open;
    private boolean failed;
    private boolean closed;

    Run(Random random, HandClock clock) {
      this.random = random;
      this.clock = clock;
      List<SpeechToText> providers =
          Stream.iterate(1, one -> one + 1)
              .limit(1 + random.nextInt(3))
              .<SpeechToText>map(one -> new FakeProvider("stt" + one))
              .toList();
      session =
          new FallbackSpeechToText(providers, (_, _) -> {}, clock, Duration.ofSeconds(3))
              .begin(this);
    }

    void step() {
      switch (random.nextInt(10)) {
        case 0, 1 -> session.hear(Mulaw.SILENT_FRAME);
        case 2, 3 -> session.turnEnded(++turns, TURN);
        case 4, 5 -> anySession().answerNext();
        case 6 -> anySession().telling.interim("half");
        case 7 -> clock.ring();
        case 8 -> anySession().fail(anyKind());
        default -> anySession().telling.endpoint();
      }
      assertThat(open).as("sessions at once").isLessThanOrEqualTo(1);
    }

    /// The current one in most cases; the others are over and have nothing to say any more.
    private FakeSession anySession() {
      return random.nextInt(4) == 0
          ? sessions.get(random.nextInt(sessions.size()))
          : sessions.getLast();
    }

    private FailureKind anyKind() {
      FailureKind[] kinds = FailureKind.values();
      return kinds[random.nextInt(kinds.length)];
    }

    /// Everything works from now on, if it is not over.
    void finish() {
      for (int i = 0; i < 3 && open == 0 && !failed; i++) {
        clock.ring();
      }
      while (!failed && sessions.getLast().answerNext()) {
        assertThat(open).isOne();
      }
      if (!failed) {
        assertThat(told).hasSize((int) turns);
      }
      session.close();
      assertThat(open).as("sessions that are open").isZero();
    }

    void closeAndGoOn() {
      session.close();
      closed = true;
      int opened = sessions.size();
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      assertThat(sessions).as("sessions that were opened").hasSize(opened);
      assertThat(open).isZero();
    }

    @Override
    public void interim(String words) {
      mayTell();
    }

    @Override
    public void endpoint() {
      mayTell();
    }

    @Override
    public void heard(long turn, String words) {
      mayTell();
      assertThat(told.isEmpty() ? 0 : told.getLast()).as("the turn before").isLessThan(turn);
      told.add(turn);
    }

    @Override
    public void failed(ProviderFailure failure) {
      mayTell();
      failed = true;
    }

    private void mayTell() {
      assertThat(closed).as("it is closed").isFalse();
      assertThat(failed).as("the end was told").isFalse();
    }

    private final class FakeProvider implements SpeechToText {
      private final String name;

      FakeProvider(String name) {
        this.name = name;
      }

      @Override
      public String provider() {
        return name;
      }

      @Override
      public TranscriptionSession begin(TranscriptionListener listener) {
        var begun = new FakeSession(name, listener);
        sessions.add(begun);
        open++;
        if (random.nextInt(8) == 0) {
          begun.fail(anyKind());
        }
        return begun;
      }
    }

    /// Keeps the turns in order, and answers when the test wants it.
    private final class FakeSession implements TranscriptionSession {
      private final String name;
      private final TranscriptionListener telling;
      private final Deque<Long> pending = new ArrayDeque<>();
      private boolean over;

      FakeSession(String name, TranscriptionListener telling) {
        this.name = name;
        this.telling = telling;
      }

      @Override
      public void hear(Mulaw sound) {
        assertThat(over).as("%s is closed", name).isFalse();
      }

      @Override
      public void turnEnded(long turn, Mulaw sound, Duration silence) {
        assertThat(over).as("%s is closed", name).isFalse();
        pending.add(turn);
      }

      @Override
      public void close() {
        assertThat(over).as("%s is closed", name).isFalse();
        over = true;
        open--;
      }

      boolean answerNext() {
        Long next = pending.poll();
        if (next != null) {
          telling.heard(next, random.nextInt(3) == 0 ? "" : "words");
        }
        return next != null;
      }

      void fail(FailureKind kind) {
        telling.failed(new ProviderFailure(name, kind, "as the test wants it"));
      }
    }
  }

  /// A clock whose timeouts pass when the test says so.
  private static final class HandClock extends ScheduledThreadPoolExecutor {
    private final List<ScheduledFuture<?>> timeouts = new ArrayList<>();

    HandClock() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(@Nullable Runnable task, long delay, TimeUnit unit) {
      ScheduledFuture<?> timeout = super.schedule(task, Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
      timeouts.add(timeout);
      return timeout;
    }

    /// All timeouts pass that are set.
    void ring() {
      List<ScheduledFuture<?>> due = List.copyOf(timeouts);
      timeouts.clear();
      due.forEach(one -> ((RunnableScheduledFuture<?>) one).run());
    }

    @Override
    public void close() {
      shutdownNow();
    }
  }
}
