package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.FallbackProviders.Attempt;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.SerialExecutor;
import app.kolan.server.provider.Timeout;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The transcription of one call by the first of several speech-to-text providers that works. When
/// the last of them fails whose session has worked, the first is opened again, a bounded number of
/// times. Everything runs on the call's serial executor.
/*
 *   caller   |turn 1|......|turn 2|......|turn 3 ..
 *   first      listens      fails ^
 *   second                        |turn 2 again, and what was said since|turn 3 ..
 *   told           words 1               words 2
 *
 * Kept for the next STT provider are the sound of each turn without words, and what was heard since
 * the last turn ended. Both are bounded: an STT provider takes ninety seconds before its connection
 * stands.
 */
final class FallbackTranscription implements TranscriptionSession {
  /// The amount of audio per message that providers recommend.
  private static final int PIECE = Mulaw.RATE / 10;

  private static final int MOST_SPOKEN = 12 * Mulaw.RATE;
  private static final int MOST_REPLAYED = 24 * Mulaw.RATE;

  /// How often sessions are opened again without any words from one in between.
  private static final int MOST_REOPENINGS = 2;

  /// How long a second reopening waits, for a provider that starts anew.
  private static final Duration REOPENING_DELAY = Duration.ofMillis(500);

  /// A session that has lasted longer was connected.
  private static final Duration CONNECTED = Duration.ofSeconds(1);

  private final FallbackProviders<SpeechToText> providers;
  private final TranscriptionListener listener;
  private final SerialExecutor executor;
  private final Consumer<Mulaw> audio = this::take;
  private final Duration again;
  private final Timeout lostTurns;
  private final Timeout reopening;
  private final List<Turn> unanswered = new ArrayList<>();
  private final Deque<Mulaw> spoken = new ArrayDeque<>();
  private int spokenLength;
  private @Nullable Session current;
  private String interim = "";
  private boolean wordsHeard;
  private int reopenings;
  private ProviderFailure lastFailure;
  private boolean over;

  /// Set by any thread; no events follow.
  private volatile boolean closed;

  /// @param again the time limit of a provider for turns that another one has lost
  FallbackTranscription(
      FallbackProviders<SpeechToText> providers,
      TranscriptionListener listener,
      ScheduledExecutorService clock,
      Duration again) {
    this.providers = providers;
    this.listener = listener;
    this.executor = new SerialExecutor(providers.names(), this::end);
    this.again = again;
    this.lastFailure = providers.nobody();
    this.lostTurns = new Timeout(clock, executor, this::tooSlow);
    this.reopening = new Timeout(clock, executor, this::reopen);
  }

  /// A turn whose transcript is pending.
  private static final class Turn {
    private final long number;
    private final Mulaw sound;

    /// What was understood of it before it ended.
    private final String interim;

    /// The turn's number in the current provider's session, which counts from its own first.
    private long askedAs;

    /// Whether an earlier STT provider has lost it.
    private boolean lost;

    Turn(long number, Mulaw sound, String interim) {
      this.number = number;
      this.sound = sound;
      this.interim = interim;
    }
  }

  void begin() {
    executor.execute(() -> open(providers.first(), providers.nobody()));
  }

  @Override
  public void hear(Mulaw sound) {
    executor.execute(audio, sound);
  }

  private void take(Mulaw sound) {
    if (over) {
      return;
    }
    spoken.add(sound);
    spokenLength += sound.length();
    while (spokenLength > MOST_SPOKEN) {
      spokenLength -= spoken.remove().length();
    }
    if (current != null) {
      current.hear(sound);
    }
  }

  @Override
  public void turnEnded(long turn, Mulaw sound, Duration silence) {
    executor.execute(() -> ask(turn, sound, silence));
  }

  private void ask(long turn, Mulaw sound, Duration silence) {
    if (over) {
      return;
    }
    var ended = new Turn(turn, sound, interim);
    interim = "";
    unanswered.add(ended);
    spoken.clear();
    spokenLength = 0;
    if (current != null) {
      current.ask(ended, silence);
    }
  }

  @Override
  public void close() {
    closed = true;
    executor.execute(this::closeNow);
  }

  private void closeNow() {
    over = true;
    lostTurns.off();
    reopening.off();
    if (current != null) {
      current.attempt.abandoned();
      current.close();
      current = null;
    }
  }

  /// Opens a session of the next provider. It may fail at once, and this method then opens the one
  /// after it.
  ///
  /// @param next null when there is none
  /// @param failure why the previous one ended
  private void open(@Nullable Attempt<SpeechToText> next, ProviderFailure failure) {
    if (next == null) {
      end(failure);
      return;
    }
    var opened = new Session(next);
    current = opened;
    tell(told -> told.asked(next.name()));
    opened.recognition = next.provider().begin(opened);
    replay(opened);
  }

  private void replay(Session to) {
    int share = (MOST_REPLAYED - spokenLength) / Math.max(1, unanswered.size());
    for (Turn turn : unanswered) {
      Mulaw end = turn.sound.slice(Math.max(0, turn.sound.length() - share), turn.sound.length());
      for (int at = 0; at < end.length(); at += PIECE) {
        to.hear(end.slice(at, Math.min(at + PIECE, end.length())));
      }
      turn.lost = true;
      to.ask(turn, Duration.ZERO);
    }
    spoken.forEach(to::hear);
    if (unanswered.isEmpty()) {
      lostTurns.off();
    } else {
      lostTurns.set(again);
    }
  }

  private void tooSlow() {
    if (current != null && unanswered.stream().anyMatch(turn -> turn.lost)) {
      failed(
          current,
          new ProviderFailure(
              current.attempt.name(), FailureKind.TOO_SLOW, "no words of a lost turn in time"));
    }
  }

  private void heard(Session from, long askedAs, String words) {
    if (from != current) {
      return;
    }
    from.attempt.succeeded();
    wordsHeard |= !words.isBlank();
    reopenings = 0;
    for (Turn turn : List.copyOf(unanswered)) {
      if (turn.askedAs == askedAs) {
        unanswered.remove(turn);
        // Of a turn that was heard in two sessions, the last one may have heard nothing.
        String known = words.isBlank() ? turn.interim : words;
        tell(told -> told.heard(turn.number, known));
      }
    }
  }

  private void failed(Session session, ProviderFailure failure) {
    if (session != current) {
      return;
    }
    current = null;
    session.attempt.failed(failure);
    session.close();
    Attempt<SpeechToText> next = providers.after(session.attempt);
    if (next != null) {
      tell(told -> told.replaced(failure));
      open(next, failure);
    } else if (reopenings < MOST_REOPENINGS && mayRecover(session, failure)) {
      tell(told -> told.replaced(failure));
      lastFailure = failure;
      reopening.set(reopenings == 0 ? Duration.ZERO : REOPENING_DELAY);
      reopenings++;
    } else {
      end(failure);
    }
  }

  /// Whether it is worth the caller's time to open a session again: the connection broke, or words
  /// have come in this call. A provider that refuses the first session before it has heard anything
  /// is left alone.
  private boolean mayRecover(Session session, ProviderFailure failure) {
    return switch (failure.kind().retry()) {
      case NEVER -> false;
      case AT_ONCE -> session.used;
      case LATER -> wordsHeard || System.nanoTime() - session.openedAt > CONNECTED.toNanos();
    };
  }

  private void reopen() {
    if (!over && current == null) {
      open(providers.first(), lastFailure);
    }
  }

  /// Nobody listens any more. What was understood of turns without words is all that will come.
  private void end(ProviderFailure failure) {
    if (!over) {
      closeNow();
      unanswered.stream()
          .filter(turn -> !turn.interim.isBlank())
          .forEach(turn -> tell(told -> told.heard(turn.number, turn.interim)));
      tell(told -> told.failed(failure));
    }
  }

  private void tell(Consumer<TranscriptionListener> what) {
    if (!closed) {
      what.accept(listener);
    }
  }

  /// The session of one provider.
  private final class Session implements TranscriptionListener {
    private final Attempt<SpeechToText> attempt;
    private final long openedAt = System.nanoTime();
    private @Nullable TranscriptionSession recognition;
    private long turns;

    /// Whether any audio was sent to it.
    private boolean used;

    Session(Attempt<SpeechToText> attempt) {
      this.attempt = attempt;
    }

    void hear(Mulaw sound) {
      used = true;
      if (recognition != null) {
        recognition.hear(sound);
      }
    }

    void ask(Turn turn, Duration silence) {
      used = true;
      turn.askedAs = ++turns;
      if (recognition != null) {
        recognition.turnEnded(turn.askedAs, turn.sound, silence);
      }
    }

    void close() {
      if (recognition != null) {
        recognition.close();
      }
    }

    @Override
    public void interim(String words) {
      executor.execute(
          () -> {
            if (this == current) {
              interim = words;
              tell(told -> told.interim(words));
            }
          });
    }

    @Override
    public void endpoint() {
      pass(TranscriptionListener::endpoint);
    }

    private void pass(Consumer<TranscriptionListener> what) {
      executor.execute(
          () -> {
            if (this == current) {
              tell(what);
            }
          });
    }

    @Override
    public void heard(long turn, String words) {
      executor.execute(() -> FallbackTranscription.this.heard(this, turn, words));
    }

    @Override
    public void failed(ProviderFailure failure) {
      executor.execute(() -> FallbackTranscription.this.failed(this, failure));
    }
  }
}
