package app.kolan.server.realtime;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.FallbackProviders.Attempt;
import app.kolan.server.provider.LogContext;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A talk with the first of several realtime models that can.
///
/// What the caller said last and no model has written down or answered yet is kept as sound, within
/// a bound, and heard by the next model. Utterances of the second model and those behind it are
/// told with the model's number in front, so that no two of a talk have the same name.
final class FallbackRealtimeConversation implements RealtimeConversation {
  /// A model keeps ten seconds before its connection stands.
  private static final int MOST_KEPT = 8 * Mulaw.RATE;

  private final FallbackProviders<RealtimeModel> models;
  private final RealtimeOptions plan;
  private final RealtimeListener listener;
  private final LogContext logContext = LogContext.capture();
  private final Deque<Mulaw> kept = new ArrayDeque<>();
  private int keptLength;
  private int opened;
  private @Nullable Session current;
  private @Nullable Attempt<RealtimeModel> waiting;
  private boolean over;

  FallbackRealtimeConversation(
      FallbackProviders<RealtimeModel> models, RealtimeOptions plan, RealtimeListener listener) {
    this.models = models;
    this.plan = plan;
    this.listener = listener;
  }

  void begin() {
    Attempt<RealtimeModel> first = models.first();
    if (first == null) {
      synchronized (this) {
        over = true;
      }
      listener.failed(models.nobody());
    } else {
      open(first, plan, "");
    }
  }

  private void open(Attempt<RealtimeModel> attempt, RealtimeOptions options, String instructions) {
    Session session;
    synchronized (this) {
      if (over) {
        attempt.abandoned();
        return;
      }
      session = new Session(attempt, ++opened);
      current = session;
    }
    listener.asked(attempt.name());
    RealtimeConversation conversation = attempt.provider().open(options, session);
    synchronized (this) {
      session.conversation = conversation;
      if (session == current) {
        kept.forEach(conversation::hear);
        if (!instructions.isEmpty()) {
          conversation.speak(instructions);
        }
        return;
      }
    }
    conversation.close();
  }

  @Override
  public synchronized void hear(Mulaw sound) {
    if (over) {
      return;
    }
    kept.add(sound);
    keptLength += sound.length();
    while (keptLength > MOST_KEPT) {
      keptLength -= kept.remove().length();
    }
    RealtimeConversation conversation = conversation();
    if (conversation != null) {
      conversation.hear(sound);
    }
  }

  @Override
  public synchronized void interrupted(String utterance, Duration heard) {
    RealtimeConversation conversation = conversation();
    if (current != null && conversation != null && utterance.startsWith(current.prefix)) {
      conversation.interrupted(utterance.substring(current.prefix.length()), heard);
    }
  }

  @Override
  public synchronized void speak(String instructions) {
    RealtimeConversation conversation = conversation();
    if (conversation != null) {
      conversation.speak(instructions);
    }
  }

  @Override
  public synchronized void used(String id, String result) {
    RealtimeConversation conversation = conversation();
    if (conversation != null) {
      conversation.used(id, result);
    }
  }

  @Override
  public void resume(List<Message> before, String instructions) {
    Attempt<RealtimeModel> next;
    synchronized (this) {
      next = waiting;
      waiting = null;
    }
    if (next != null) {
      open(next, new RealtimeOptions(plan.instructions(), before, plan.tools()), instructions);
    }
  }

  @Override
  public void close() {
    Session last;
    Attempt<RealtimeModel> unused;
    synchronized (this) {
      over = true;
      last = current;
      unused = waiting;
      current = null;
      waiting = null;
    }
    if (unused != null) {
      unused.abandoned();
    }
    if (last != null) {
      last.attempt.abandoned();
      last.close();
    }
  }

  private @Nullable RealtimeConversation conversation() {
    return current == null ? null : current.conversation;
  }

  private synchronized boolean isCurrent(Session session) {
    return session == current;
  }

  /// The caller's words are known, or are being answered.
  private synchronized void forgetSound() {
    kept.clear();
    keptLength = 0;
  }

  private void failed(Session session, ProviderFailure failure) {
    Attempt<RealtimeModel> next;
    synchronized (this) {
      if (session != current) {
        return;
      }
      current = null;
      next = models.after(session.attempt);
      waiting = next;
      over = next == null;
    }
    logContext.run(() -> session.attempt.failed(failure));
    if (next == null) {
      listener.failed(failure);
    } else {
      listener.replaced(failure);
    }
  }

  /// One model's part of the talk.
  private final class Session implements RealtimeListener {
    private final Attempt<RealtimeModel> attempt;
    private final String prefix;
    private @Nullable RealtimeConversation conversation;

    Session(Attempt<RealtimeModel> attempt, int number) {
      this.attempt = attempt;
      this.prefix = number == 1 ? "" : number + ":";
    }

    void close() {
      if (conversation != null) {
        conversation.close();
      }
    }

    private void tell(Runnable what) {
      if (isCurrent(this)) {
        what.run();
      }
    }

    @Override
    public void ready() {
      tell(listener::ready);
    }

    @Override
    public void callerBegan() {
      tell(listener::callerBegan);
    }

    @Override
    public void callerEnded() {
      tell(listener::callerEnded);
    }

    @Override
    public void callerSaid(String words) {
      tell(
          () -> {
            forgetSound();
            listener.callerSaid(words);
          });
    }

    @Override
    public void audio(String utterance, Mulaw sound) {
      tell(
          () -> {
            forgetSound();
            listener.audio(prefix + utterance, sound);
          });
    }

    @Override
    public void words(String utterance, String words) {
      tell(() -> listener.words(prefix + utterance, words));
    }

    @Override
    public void utteranceEnded(String utterance) {
      tell(() -> listener.utteranceEnded(prefix + utterance));
    }

    @Override
    public void use(ToolCall call) {
      tell(() -> listener.use(call));
    }

    @Override
    public void replyEnded() {
      tell(
          () -> {
            attempt.succeeded();
            listener.replyEnded();
          });
    }

    @Override
    public void failed(ProviderFailure failure) {
      FallbackRealtimeConversation.this.failed(this, failure);
    }
  }
}
