package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.SerialExecutor;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Makes a provider with limited sessions look like one without limits.
///
/// A new session is begun before the old one expires, between two turns if the caller pauses in
/// time. The old one stays open until it has answered all requests. What a new session needs is
/// kept for it: the audio of the current turn, and of turns without a transcript.
final class SessionRollover implements SpeechToText {
  /// How long a session may exceed its limit while it waits for a pause.
  private static final Duration GRACE = Duration.ofMinutes(5);

  /// A session that ends sooner counts as a failure.
  private static final Duration LEAST = Duration.ofSeconds(10);

  private static final int MOST_OF_A_TURN = 30 * Mulaw.RATE;

  private final SpeechToText inner;
  private final Duration limit;
  private final LongSupplier nanos;

  /// @param limit the maximum age of a session
  /// @param nanos a clock, such as [System#nanoTime]
  SessionRollover(SpeechToText inner, Duration limit, LongSupplier nanos) {
    this.inner = inner;
    this.limit = limit;
    this.nanos = nanos;
  }

  @Override
  public String provider() {
    return inner.provider();
  }

  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    var run = new Run(listener);
    run.begin();
    return run;
  }

  /// A turn whose transcript was requested.
  private static final class Asked {
    private final long number;
    private final Mulaw sound;
    private Session session;
    private @Nullable String words;

    Asked(long number, Mulaw sound, Session session) {
      this.number = number;
      this.sound = sound;
      this.session = session;
    }
  }

  /// One call. Everything runs on its serial executor.
  private final class Run implements TranscriptionSession {
    private final TranscriptionListener listener;
    private final SerialExecutor executor = new SerialExecutor(provider(), this::fail);
    private final Consumer<Mulaw> audio = this::take;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final List<Session> sessions = new ArrayList<>();
    private final Deque<Mulaw> spoken = new ArrayDeque<>();
    private int spokenLength;
    private Session current = new Session(this, nanos.getAsLong());
    private boolean over;

    /// Set by any thread; no events follow.
    private volatile boolean closed;

    Run(TranscriptionListener listener) {
      this.listener = listener;
    }

    void begin() {
      executor.execute(() -> open(current));
    }

    private void open(Session session) {
      sessions.add(session);
      session.recognition = inner.begin(session);
    }

    private void succeed() {
      current = new Session(this, nanos.getAsLong());
      open(current);
    }

    @Override
    public void hear(Mulaw sound) {
      executor.execute(audio, sound);
    }

    private void take(Mulaw sound) {
      if (over) {
        return;
      }
      if (current.age() > limit.plus(GRACE).toNanos()) {
        succeed();
        spoken.forEach(current::hear);
        retire();
      }
      spoken.add(sound);
      spokenLength += sound.length();
      while (spokenLength > MOST_OF_A_TURN) {
        spokenLength -= spoken.remove().length();
      }
      current.hear(sound);
    }

    @Override
    public void turnEnded(long turn, Mulaw sound, Duration silence) {
      executor.execute(() -> ask(turn, sound, silence));
    }

    private void ask(long turn, Mulaw sound, Duration silence) {
      if (over) {
        return;
      }
      asked.add(new Asked(turn, sound, current));
      spoken.clear();
      spokenLength = 0;
      current.turnEnded(turn, sound, silence);
      if (current.age() > limit.toNanos()) {
        succeed();
      }
      retire();
    }

    @Override
    public void close() {
      closed = true;
      executor.execute(this::end);
    }

    private void end() {
      over = true;
      sessions.forEach(Session::close);
      sessions.clear();
    }

    /// Closes old sessions without pending requests.
    private void retire() {
      List<Session> idle =
          sessions.stream().filter(session -> session != current && !isAsked(session)).toList();
      idle.forEach(Session::close);
      sessions.removeAll(idle);
    }

    private boolean isAsked(Session session) {
      return asked.stream().anyMatch(turn -> turn.session == session && turn.words == null);
    }

    private void heard(Session from, long number, String words) {
      for (Asked turn : asked) {
        if (turn.number == number && turn.session == from) {
          turn.words = words;
        }
      }
      tellAnswered();
      retire();
    }

    private void tellAnswered() {
      Asked first = asked.peek();
      while (first != null && first.words != null) {
        long number = first.number;
        String words = first.words;
        asked.remove();
        tell(told -> told.heard(number, words));
        first = asked.peek();
      }
    }

    private void tell(Consumer<TranscriptionListener> what) {
      if (!closed) {
        what.accept(listener);
      }
    }

    private void failed(Session from, ProviderFailure failure) {
      if (over || !sessions.remove(from)) {
        return;
      }
      if (failure.kind() == FailureKind.SESSION_OVER && from.age() >= LEAST.toNanos()) {
        replace(from);
      } else if (from == current || isAsked(from)) {
        fail(failure);
      }
    }

    private void fail(ProviderFailure failure) {
      if (!over) {
        end();
        tell(told -> told.failed(failure));
      }
    }

    /// Sends the pending requests of the old session to a new one.
    private void replace(Session gone) {
      var next = new Session(this, nanos.getAsLong());
      boolean wasCurrent = gone == current;
      if (wasCurrent) {
        current = next;
      }
      open(next);
      for (Asked turn : asked) {
        if (turn.session == gone && turn.words == null) {
          turn.session = next;
          next.hear(turn.sound);
          next.turnEnded(turn.number, turn.sound, Duration.ZERO);
        }
      }
      if (wasCurrent) {
        spoken.forEach(next::hear);
      }
      retire();
    }
  }

  /// One session of a call.
  private final class Session implements TranscriptionListener {
    private final Run run;
    private final long begun;
    private @Nullable TranscriptionSession recognition;

    Session(Run run, long begun) {
      this.run = run;
      this.begun = begun;
    }

    long age() {
      return nanos.getAsLong() - begun;
    }

    void hear(Mulaw sound) {
      if (recognition != null) {
        recognition.hear(sound);
      }
    }

    void turnEnded(long turn, Mulaw sound, Duration silence) {
      if (recognition != null) {
        recognition.turnEnded(turn, sound, silence);
      }
    }

    void close() {
      if (recognition != null) {
        recognition.close();
      }
    }

    @Override
    public void interim(String words) {
      pass(told -> told.interim(words));
    }

    @Override
    public void endpoint() {
      pass(TranscriptionListener::endpoint);
    }

    private void pass(Consumer<TranscriptionListener> what) {
      run.executor.execute(
          () -> {
            if (this == run.current && !run.over) {
              run.tell(what);
            }
          });
    }

    @Override
    public void heard(long turn, String words) {
      run.executor.execute(() -> run.heard(this, turn, words));
    }

    @Override
    public void failed(ProviderFailure failure) {
      run.executor.execute(() -> run.failed(this, failure));
    }
  }
}
