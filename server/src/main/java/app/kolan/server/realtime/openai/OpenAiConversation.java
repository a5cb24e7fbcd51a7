package app.kolan.server.realtime.openai;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.SerialExecutor;
import app.kolan.server.provider.Timeout;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A conversation over one Realtime session, or over several in succession.
///
/// Everything runs on the conversation's serial executor, except [#hear], which goes straight from
/// the line's thread to the socket.
final class OpenAiConversation implements RealtimeConversation, SessionRenewal.Renewable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiConversation.class);

  private final OpenAiRealtimeModel model;
  private final RealtimeOptions plan;
  private final RealtimeListener listener;
  private final SerialExecutor executor;
  private final SessionRenewal sessions;
  private final ConversationHistory history;
  private final ResponseOutput output;
  private final PendingToolCalls tools = new PendingToolCalls();
  private final Timeout slowAnswer;

  /// For a server that has not noticed the end of a turn, or does nothing any more.
  private final Timeout noReaction;

  private ResponseTracker replies;
  private boolean callerSpeaks;
  private boolean sounded;
  private final AtomicBoolean over = new AtomicBoolean();

  OpenAiConversation(
      OpenAiRealtimeModel model,
      RealtimeOptions plan,
      RealtimeListener listener,
      ScheduledExecutorService clock) {
    this.model = model;
    this.plan = plan;
    this.listener = listener;
    this.executor = new SerialExecutor(model.provider(), this::lost);
    this.sessions = new SessionRenewal(model, clock, executor, this);
    this.history = new ConversationHistory(plan.before());
    this.output = new ResponseOutput(history, sessions, this::tell);
    this.slowAnswer =
        new Timeout(
            clock, executor, () -> lost(failure(FailureKind.TOO_SLOW, "no sound within its time")));
    this.noReaction = new Timeout(clock, executor, this::askForAnswer);
    this.replies = tracker();
  }

  private ResponseTracker tracker() {
    return new ResponseTracker(sessions::send, slowAnswer, model.settings().timeouts());
  }

  /// Starts to connect.
  void begin() {
    run(
        () -> {
          try {
            sessions.connect(ClientEvents.sessionUpdate(model.settings(), model.terms(), plan));
          } catch (IllegalArgumentException e) {
            lost(failure(FailureKind.REQUEST_REFUSED, "the address or a tool is malformed"));
          }
        });
  }

  @Override
  public void hear(Mulaw sound) {
    sessions.hear(sound);
  }

  @Override
  public void turnEnded() {
    run(
        () -> {
          if (isIdle()) {
            noReaction.set(model.settings().timeouts().first());
          }
        });
  }

  private void askForAnswer() {
    if (isIdle()) {
      replies.goOn();
    }
  }

  /// Whether the model neither hears the caller, nor answers, nor waits for a tool.
  private boolean isIdle() {
    return !callerSpeaks && replies.isIdle() && tools.isEmpty();
  }

  @Override
  public void interrupted(String utterance, Duration heard) {
    run(
        () -> {
          replies.cancel();
          output.interrupted(utterance, heard);
        });
  }

  @Override
  public void speak(String instructions) {
    run(() -> replies.speak(plan.instructions() + "\n\n" + instructions));
  }

  @Override
  public void used(String id, String result) {
    run(() -> answer(id, result));
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      executor.execute(() -> end(OpenAiConnection::close));
    }
  }

  @Override
  public List<Message> history() {
    return history.latest();
  }

  @Override
  public boolean isQuiet() {
    return isIdle() && output.toPlay() <= 0;
  }

  @Override
  public void live() {
    tell(RealtimeListener::ready);
    replies.goLive();
  }

  /// What the session before was to answer is answered by this one.
  @Override
  public void replaced() {
    callerSpeaks = false;
    slowAnswer.off();
    ResponseTracker before = replies;
    replies = tracker();
    before.handOver(replies);
    replies.goLive();
  }

  @Override
  public void said(OpenAiConnection session, ServerEvent event) {
    if (over.get()) {
      return;
    }
    switch (event) {
      case ServerEvent.SpeechStarted() -> {
        callerSpeaks = true;
        noReaction.off();
        replies.callerBegan();
        tell(RealtimeListener::callerBegan);
      }
      case ServerEvent.SpeechStopped(var item) -> {
        callerSpeaks = false;
        history.callerSpoke(item);
        replies.callerEnded();
        sessions.turnTaken();
        tell(RealtimeListener::callerEnded);
      }
      case ServerEvent.Committed(var item) -> {
        history.callerSpoke(item);
        replies.committed();
      }
      case ServerEvent.Transcribed(var item, var words, var usage) -> {
        if (usage != null) {
          listener.transcriptionUsage(model.terms().transcriptionModel(), usage);
        }
        history.callerSaid(item, words);
        if (!words.isBlank()) {
          tell(to -> to.callerSaid(words));
        }
      }
      case ServerEvent.ResponseCreated(var response) -> {
        sounded = false;
        noReaction.off();
        replies.begun(response);
      }
      case ServerEvent.Audio(var response, var item, var sound) -> {
        if (!replies.isCancelled(response) && output.audio(session, item, sound)) {
          sounded = true;
          replies.sounded(response);
        }
      }
      case ServerEvent.Words(var response, var item, var words) -> {
        if (!replies.isCancelled(response) && output.words(session, item, words)) {
          replies.sounded(response);
        }
      }
      case ServerEvent.AudioDone(_, var item) -> {
        output.audioDone(session, item);
        replies.paused(output.toPlay());
      }
      case ServerEvent.ToolBegun(var response) -> replies.sounded(response);
      case ServerEvent.ResponseDone done -> replyEnded(session, done);
      case ServerEvent.Trouble(var code, var type, var of) -> rejected(code, type, of);
      case ServerEvent.SessionCreated _, ServerEvent.SessionUpdated _, ServerEvent.Other _ -> {}
    }
  }

  private void replyEnded(OpenAiConnection session, ServerEvent.ResponseDone done) {
    if (done.usage() != null) {
      listener.usage(done.usage());
    }
    boolean cancelled = replies.isCancelled(done.response());
    boolean without = done.status().equals("completed") && done.uses().isEmpty();
    boolean silent = (done.status().equals("incomplete") || without) && !sounded && !cancelled;
    if (done.status().equals("failed") && !cancelled) {
      String code = OpenAiErrorCodes.code(done.errorCode(), done.errorType());
      lost(failure(OpenAiErrorCodes.kind(done.errorCode(), done.errorType()), code));
      return;
    }
    if (silent) {
      lost(
          failure(without ? FailureKind.EMPTY : FailureKind.OVERLOADED, "an answer without sound"));
      return;
    }
    output.responseDone();
    if (done.status().equals("completed") && !cancelled && !done.uses().isEmpty()) {
      history.wanted(done.response(), done.uses());
      tools.wanted(session, done.response(), done.uses());
      done.uses().forEach(call -> tell(to -> to.use(call)));
    } else {
      tell(RealtimeListener::replyEnded);
    }
    replies.done(done.response());
  }

  private void rejected(String code, String type, String event) {
    if (code.equals(OpenAiErrorCodes.ALREADY_ANSWERING)) {
      replies.tooLate(event);
    } else if (replies.isAsked(event)) {
      lost(failure(FailureKind.REQUEST_REFUSED, OpenAiErrorCodes.code(code, type)));
    } else {
      LOG.atDebug()
          .addKeyValue("provider", model.provider())
          .addKeyValue("code", OpenAiErrorCodes.code(code, type))
          .log("a realtime model has rejected an event");
    }
  }

  private void answer(String id, String result) {
    PendingToolCalls.Open open = tools.answered(id);
    if (open == null) {
      return;
    }
    history.outcome(open.call(), result);
    if (!sessions.isCurrent(open.session())) {
      sessions.send(ClientEvents.use(open.call()));
    }
    sessions.send(ClientEvents.outcome(id, result));
    // At the end of a turn of the caller's, the server responds by itself.
    if (!tools.isWaitingFor(open.response()) && !callerSpeaks) {
      replies.goOn();
    }
  }

  private void run(Runnable task) {
    executor.execute(
        () -> {
          if (!over.get()) {
            task.run();
          }
        });
  }

  private void tell(Consumer<RealtimeListener> what) {
    if (!over.get()) {
      what.accept(listener);
    }
  }

  @Override
  public void lost(ProviderFailure failure) {
    if (over.compareAndSet(false, true)) {
      end(OpenAiConnection::abandon);
      listener.failed(failure);
    }
  }

  private void end(Consumer<OpenAiConnection> how) {
    slowAnswer.off();
    noReaction.off();
    sessions.end(how);
  }

  private ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(model.provider(), kind, reason);
  }
}
