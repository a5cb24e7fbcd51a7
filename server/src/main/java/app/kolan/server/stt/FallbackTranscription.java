package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.FallbackProviders.Attempt;
import app.kolan.server.provider.LogContext;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The transcription of one call by the first of several speech-to-text providers that works.
/*
 *   caller   |turn 1|......|turn 2|......|turn 3 ..
 *   first      listens      fails ^
 *   second                        |turn 2 again, and what was said since|turn 3 ..
 *   told           words 1               words 2
 *
 * Kept for the next recogniser are the sound of each turn without words, and what was heard since
 * the last turn ended. Both are bounded: a recogniser takes thirty seconds before its connection
 * stands.
 */
final class FallbackTranscription implements TranscriptionSession {
  /// The amount of audio per message that providers recommend.
  private static final int PIECE = Mulaw.RATE / 10;

  private static final int MOST_SPOKEN = 12 * Mulaw.RATE;
  private static final int MOST_REPLAYED = 24 * Mulaw.RATE;

  private final FallbackProviders<SpeechToText> recognisers;
  private final NotificationQueue notifications;
  private final ScheduledExecutorService clock;
  private final Duration again;
  private final LogContext logContext = LogContext.capture();
  private final List<Turn> unanswered = new ArrayList<>();
  private final Deque<Mulaw> spoken = new ArrayDeque<>();
  private int spokenLength;
  private @Nullable Session current;
  private boolean over;

  /// @param again the time limit of a provider for turns that another one has lost
  FallbackTranscription(
      FallbackProviders<SpeechToText> recognisers,
      TranscriptionListener listener,
      ScheduledExecutorService clock,
      Duration again) {
    this.recognisers = recognisers;
    this.notifications = new NotificationQueue(listener);
    this.clock = clock;
    this.again = again;
  }

  /// A turn whose transcript is pending.
  private static final class Turn {
    private final long number;
    private final Mulaw sound;

    /// The turn's number in the current provider's session, which counts from its own first.
    private long askedAs;

    Turn(long number, Mulaw sound) {
      this.number = number;
      this.sound = sound;
    }
  }

  void begin() {
    synchronized (this) {
      open(recognisers.first(), recognisers.nobody());
    }
    tell();
  }

  @Override
  public void hear(Mulaw sound) {
    synchronized (this) {
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
    tell();
  }

  @Override
  public void turnEnded(long turn, Mulaw sound) {
    synchronized (this) {
      if (over) {
        return;
      }
      var ended = new Turn(turn, sound);
      unanswered.add(ended);
      spoken.clear();
      spokenLength = 0;
      if (current != null) {
        current.ask(ended);
      }
    }
    tell();
  }

  @Override
  public synchronized void close() {
    notifications.stop();
    over = true;
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
      over = true;
      current = null;
      notifications.failed(failure);
      return;
    }
    var opened = new Session(next);
    current = opened;
    notifications.asked(next.name());
    opened.recognition = next.provider().begin(opened);
    replay(opened);
  }

  private void replay(Session to) {
    List<Turn> lost = List.copyOf(unanswered);
    int share = (MOST_REPLAYED - spokenLength) / Math.max(1, lost.size());
    for (Turn turn : lost) {
      Mulaw end = turn.sound.slice(Math.max(0, turn.sound.length() - share), turn.sound.length());
      for (int at = 0; at < end.length() && to == current; at += PIECE) {
        to.hear(end.slice(at, Math.min(at + PIECE, end.length())));
      }
      if (to == current) {
        to.ask(turn);
      }
    }
    for (Mulaw sound : List.copyOf(spoken)) {
      if (to == current) {
        to.hear(sound);
      }
    }
    if (to == current && !lost.isEmpty()) {
      var _ = clock.schedule(() -> tooSlow(to, lost), again.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tooSlow(Session session, List<Turn> lost) {
    synchronized (this) {
      if (lost.stream().anyMatch(unanswered::contains)) {
        failed(
            session,
            new ProviderFailure(
                session.attempt.name(), FailureKind.TOO_SLOW, "no words of a lost turn in time"));
      }
    }
    tell();
  }

  private void heard(Session from, long askedAs, String words) {
    synchronized (this) {
      if (from != current) {
        return;
      }
      from.attempt.succeeded();
      for (Turn turn : List.copyOf(unanswered)) {
        if (turn.askedAs == askedAs) {
          unanswered.remove(turn);
          notifications.heard(turn.number, words);
        }
      }
    }
    tell();
  }

  private void failed(Session session, ProviderFailure failure) {
    synchronized (this) {
      if (session != current) {
        return;
      }
      current = null;
      logContext.run(() -> session.attempt.failed(failure));
      session.close();
      Attempt<SpeechToText> next = recognisers.after(session.attempt);
      if (next != null) {
        notifications.replaced(failure);
      }
      open(next, failure);
    }
    tell();
  }

  /// Runs after the lock is released: a session may report events while it is called.
  private void tell() {
    if (!Thread.holdsLock(this)) {
      notifications.tell();
    }
  }

  /// The session of one provider.
  private final class Session implements TranscriptionListener {
    private final Attempt<SpeechToText> attempt;
    private @Nullable TranscriptionSession recognition;
    private long turns;

    Session(Attempt<SpeechToText> attempt) {
      this.attempt = attempt;
    }

    void hear(Mulaw sound) {
      if (recognition != null) {
        recognition.hear(sound);
      }
    }

    void ask(Turn turn) {
      turn.askedAs = ++turns;
      if (recognition != null) {
        recognition.turnEnded(turn.askedAs, turn.sound);
      }
    }

    void close() {
      if (recognition != null) {
        recognition.close();
      }
    }

    @Override
    public void interim(String words) {
      pass(() -> notifications.interim(words));
    }

    @Override
    public void endpoint() {
      pass(notifications::endpoint);
    }

    @Override
    public void heard(long turn, String words) {
      FallbackTranscription.this.heard(this, turn, words);
    }

    @Override
    public void failed(ProviderFailure failure) {
      FallbackTranscription.this.failed(this, failure);
    }

    private void pass(Runnable notification) {
      synchronized (FallbackTranscription.this) {
        if (this == current) {
          notification.run();
        }
      }
      tell();
    }
  }
}
