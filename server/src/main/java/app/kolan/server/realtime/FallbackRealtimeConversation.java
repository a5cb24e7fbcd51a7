package app.kolan.server.realtime;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.FallbackProviders.Attempt;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.SerialExecutor;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A conversation with the first of several realtime models that can.
///
/// What the caller said last and no model has written down or answered yet is kept as sound, within
/// a bound, and heard by the next model. Utterances of the second model and those behind it are
/// told with the model's number in front, so that no two of a conversation have the same name.
///
/// Everything runs on the conversation's serial executor.
final class FallbackRealtimeConversation implements RealtimeConversation {
  /// A model keeps ten seconds before its connection stands.
  private static final int MOST_KEPT = 8 * Mulaw.RATE;

  private final FallbackProviders<RealtimeModel> models;
  private final RealtimeOptions plan;
  private final RealtimeListener listener;
  private final SerialExecutor executor;
  private final Consumer<Mulaw> audio = this::take;
  private final Deque<Mulaw> kept = new ArrayDeque<>();
  private int keptLength;
  private int opened;
  private @Nullable Session current;
  private @Nullable Attempt<RealtimeModel> waiting;
  private boolean over;

  /// Set by any thread; no events follow.
  private volatile boolean closed;

  FallbackRealtimeConversation(
      FallbackProviders<RealtimeModel> models, RealtimeOptions plan, RealtimeListener listener) {
    this.models = models;
    this.plan = plan;
    this.listener = listener;
    this.executor = new SerialExecutor(models.names(), this::end);
  }

  void begin() {
    executor.execute(
        () -> {
          Attempt<RealtimeModel> first = models.first();
          if (first == null) {
            end(models.nobody());
          } else {
            open(first, plan);
          }
        });
  }

  private void open(Attempt<RealtimeModel> attempt, RealtimeOptions options) {
    var session = new Session(attempt, ++opened);
    current = session;
    tell(told -> told.asked(attempt.name()));
    session.conversation = attempt.provider().open(options, session);
    kept.forEach(session.conversation::hear);
  }

  @Override
  public void hear(Mulaw sound) {
    executor.execute(audio, sound);
  }

  private void take(Mulaw sound) {
    if (over) {
      return;
    }
    kept.add(sound);
    keptLength += sound.length();
    while (keptLength > MOST_KEPT) {
      keptLength -= kept.remove().length();
    }
    if (current != null && current.conversation != null) {
      current.conversation.hear(sound);
    }
  }

  @Override
  public void turnEnded() {
    pass(RealtimeConversation::turnEnded);
  }

  @Override
  public void interrupted(String utterance, Duration heard) {
    executor.execute(
        () -> {
          if (current != null
              && current.conversation != null
              && utterance.startsWith(current.prefix)) {
            current.conversation.interrupted(utterance.substring(current.prefix.length()), heard);
          }
        });
  }

  @Override
  public void speak(String instructions) {
    pass(to -> to.speak(instructions));
  }

  @Override
  public void used(String id, String result) {
    pass(to -> to.used(id, result));
  }

  /// Passes a request on to the model that talks; without one it has no effect.
  private void pass(Consumer<RealtimeConversation> request) {
    executor.execute(
        () -> {
          if (current != null && current.conversation != null) {
            request.accept(current.conversation);
          }
        });
  }

  @Override
  public void resume(List<Message> before, String instructions) {
    executor.execute(
        () -> {
          Attempt<RealtimeModel> next = waiting;
          waiting = null;
          if (next != null) {
            open(next, new RealtimeOptions(plan.instructions(), before, plan.tools()));
            if (!instructions.isEmpty()) {
              pass(to -> to.speak(instructions));
            }
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    executor.execute(this::closeNow);
  }

  private void closeNow() {
    over = true;
    if (waiting != null) {
      waiting.abandoned();
      waiting = null;
    }
    if (current != null) {
      current.attempt.abandoned();
      current.close();
      current = null;
    }
  }

  private void failed(Session session, ProviderFailure failure) {
    if (session != current) {
      return;
    }
    current = null;
    session.attempt.failed(failure);
    waiting = models.after(session.attempt);
    if (waiting == null) {
      end(failure);
    } else {
      tell(told -> told.replaced(failure));
    }
  }

  /// No model talks any more.
  private void end(ProviderFailure failure) {
    if (!over) {
      closeNow();
      tell(told -> told.failed(failure));
    }
  }

  private void tell(Consumer<RealtimeListener> what) {
    if (!closed) {
      what.accept(listener);
    }
  }

  /// The caller's words are known, or are being answered.
  private void forgetSound() {
    kept.clear();
    keptLength = 0;
  }

  /// One model's part of the conversation.
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

    private void pass(Consumer<RealtimeListener> event) {
      executor.execute(
          () -> {
            if (this == current) {
              tell(event);
            }
          });
    }

    @Override
    public void ready() {
      pass(RealtimeListener::ready);
    }

    @Override
    public void callerBegan() {
      pass(RealtimeListener::callerBegan);
    }

    @Override
    public void callerEnded() {
      pass(RealtimeListener::callerEnded);
    }

    @Override
    public void callerSaid(String words) {
      pass(
          to -> {
            forgetSound();
            to.callerSaid(words);
          });
    }

    @Override
    public void audio(String utterance, Mulaw sound) {
      pass(
          to -> {
            forgetSound();
            to.audio(prefix + utterance, sound);
          });
    }

    @Override
    public void words(String utterance, String words) {
      pass(to -> to.words(prefix + utterance, words));
    }

    @Override
    public void utteranceEnded(String utterance) {
      pass(to -> to.utteranceEnded(prefix + utterance));
    }

    @Override
    public void use(ToolCall call) {
      pass(to -> to.use(call));
    }

    @Override
    public void replyEnded() {
      pass(
          to -> {
            attempt.succeeded();
            to.replyEnded();
          });
    }

    @Override
    public void failed(ProviderFailure failure) {
      executor.execute(() -> FallbackRealtimeConversation.this.failed(this, failure));
    }
  }
}
