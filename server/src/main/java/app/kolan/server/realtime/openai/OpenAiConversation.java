package app.kolan.server.realtime.openai;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * How a session is replaced
 *
 *   old session  ────────── live ─────────────────┐ closed
 *   new session         connecting · ready · · · ·├── history, kept sound, live ──────
 *                       ↑ its time has come       ↑ the first quiet moment
 *
 * A server ends a session after an hour, in the middle of a word if need be. So before that a
 * second one is opened beside it. It waits for a moment in which neither side speaks and no tool is
 * in use: the caller is not speaking, no answer is being made, and what was made has been played.
 * Then it is told what was said so far, and takes over.
 *
 * While it waits, it keeps the caller's latest second of sound, but nothing of a turn that the old
 * session has taken. If the caller begins to speak just before the change, before the old session
 * can have said so, the beginning is in that second.
 *
 * If the old session is lost while the new one waits, it takes over at once.
 */
/// A conversation over one Realtime session, or over several in succession.
///
/// Everything runs on the conversation's serial executor, except [#hear], which goes straight from
/// the line's thread to the socket.
final class OpenAiConversation implements RealtimeConversation, OpenAiConnection.Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiConversation.class);
  private static final Duration KEPT_AT_FIRST = Duration.ofSeconds(10);
  private static final Duration KEPT_IN_WAITING = Duration.ofSeconds(1);
  private static final Duration NEXT_LOOK = Duration.ofMillis(200);
  private static final Duration NEXT_TRY = Duration.ofSeconds(5);

  private final OpenAiRealtimeModel model;
  private final RealtimeOptions plan;
  private final RealtimeListener listener;
  private final ScheduledExecutorService clock;
  private final SerialExecutor executor = new SerialExecutor(this::bug);
  private final ConversationHistory history;
  private final AssistantSpeech speech = new AssistantSpeech();
  private final PendingToolCalls tools = new PendingToolCalls();
  private final Timeout slowAnswer;
  private final Timeout renewal;
  private ResponseTracker replies;
  private String setUp = "";
  private @Nullable OpenAiConnection current;
  private @Nullable OpenAiConnection next;
  private boolean callerSpeaks;
  private boolean sounded;

  /// The sessions that receive the caller's audio; read by the line's thread.
  private volatile List<OpenAiConnection> inputSessions = List.of();

  private final AtomicBoolean over = new AtomicBoolean();

  OpenAiConversation(
      OpenAiRealtimeModel model,
      RealtimeOptions plan,
      RealtimeListener listener,
      ScheduledExecutorService clock) {
    this.model = model;
    this.plan = plan;
    this.listener = listener;
    this.clock = clock;
    this.history = new ConversationHistory(plan.before());
    this.slowAnswer =
        new Timeout(
            clock, executor, () -> fail(failure(FailureKind.TOO_SLOW, "no sound within its time")));
    this.renewal = new Timeout(clock, executor, this::renew);
    this.replies = new ResponseTracker(this::send, slowAnswer, timeouts());
  }

  /// Starts to connect.
  void begin() {
    OpenAiConnection first = connection(KEPT_AT_FIRST);
    inputSessions = List.of(first);
    executor.execute(
        () -> {
          current = first;
          try {
            setUp = ClientEvents.sessionUpdate(model.settings(), model.terms(), plan);
            first.connect(setUp);
          } catch (IllegalArgumentException e) {
            fail(failure(FailureKind.REQUEST_REFUSED, "the address or a tool is malformed"));
          }
        });
  }

  @Override
  public void hear(Mulaw sound) {
    for (OpenAiConnection session : inputSessions) {
      session.hear(sound);
    }
  }

  @Override
  public void interrupted(String utterance, Duration heard) {
    run(() -> cutOff(utterance, heard));
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
      inputSessions = List.of();
      executor.execute(() -> end(OpenAiConnection::close));
    }
  }

  @Override
  public void ready(OpenAiConnection session) {
    if (session == current) {
      goLive(session);
      tell(RealtimeListener::ready);
      replies.goLive();
    }
  }

  @Override
  public void lost(OpenAiConnection session, ProviderFailure failure) {
    if (session == next) {
      next = null;
      inputSessions = current == null ? List.of() : List.of(current);
      renewal.set(NEXT_TRY);
    } else if (session == current) {
      if (next != null && next.isReady()) {
        takeOver(next);
      } else {
        fail(failure);
      }
    }
  }

  @Override
  public void said(OpenAiConnection session, ServerEvent event) {
    if (session != current || over.get()) {
      return;
    }
    switch (event) {
      case ServerEvent.SpeechStarted() -> {
        callerSpeaks = true;
        replies.callerBegan();
        tell(RealtimeListener::callerBegan);
      }
      case ServerEvent.SpeechStopped(var item) -> callerEnded(item);
      case ServerEvent.Committed(var item) -> {
        history.callerSpoke(item);
        replies.committed();
      }
      case ServerEvent.Transcribed(var item, var words) -> {
        history.callerSaid(item, words);
        if (!words.isBlank()) {
          tell(to -> to.callerSaid(words));
        }
      }
      case ServerEvent.ResponseCreated(var response) -> {
        sounded = false;
        replies.begun(response);
      }
      case ServerEvent.Audio(var response, var item, var sound) ->
          sound(response, speech.at(item, session), sound);
      case ServerEvent.Words(var response, var item, var words) ->
          words(response, speech.at(item, session), words);
      case ServerEvent.AudioDone(_, var item) -> {
        utteranceEnded(speech.at(item, session));
        replies.paused(speech.toPlay());
      }
      case ServerEvent.ToolBegun(var response) -> replies.sounded(response);
      case ServerEvent.ResponseDone done -> replyEnded(session, done);
      case ServerEvent.Trouble(var code, var type, var of) -> refused(code, type, of);
      case ServerEvent.SessionCreated _, ServerEvent.SessionUpdated _, ServerEvent.Other _ -> {}
    }
  }

  private void callerEnded(String item) {
    callerSpeaks = false;
    history.callerSpoke(item);
    replies.callerEnded();
    if (next != null) {
      next.forgetSound();
    }
    tell(RealtimeListener::callerEnded);
  }

  private void sound(String response, AssistantItem utterance, Mulaw sound) {
    if (sound.isEmpty() || utterance.isCut() || replies.isCancelled(response)) {
      return;
    }
    sounded = true;
    speech.sounded(utterance, sound);
    replies.sounded(response);
    tell(to -> to.audio(utterance.item(), sound));
  }

  private void words(String response, AssistantItem utterance, String words) {
    if (words.isEmpty() || utterance.isCut() || replies.isCancelled(response)) {
      return;
    }
    utterance.worded(words);
    history.heard(utterance.item(), utterance.words(), false);
    if (utterance.hasSound()) {
      replies.sounded(response);
    }
    tell(to -> to.words(utterance.item(), words));
  }

  private void utteranceEnded(AssistantItem utterance) {
    if (!utterance.isComplete()) {
      utterance.completed();
      if (utterance.hasSound() && !utterance.isCut()) {
        tell(to -> to.utteranceEnded(utterance.item()));
      }
    }
  }

  private void replyEnded(OpenAiConnection session, ServerEvent.ResponseDone done) {
    boolean cancelled = replies.isCancelled(done.response());
    boolean silent = done.status().equals("incomplete") && !sounded && !cancelled;
    if (done.status().equals("failed") && !cancelled) {
      String code = OpenAiErrorCodes.code(done.errorCode(), done.errorType());
      fail(failure(OpenAiErrorCodes.kind(done.errorCode(), done.errorType()), code));
      return;
    }
    if (silent) {
      fail(failure(FailureKind.OVERLOADED, "an answer without sound"));
      return;
    }
    speech.incomplete().forEach(this::utteranceEnded);
    if (done.status().equals("completed") && !cancelled && !done.uses().isEmpty()) {
      history.wanted(done.response(), done.uses());
      tools.wanted(session, done.response(), done.uses());
      done.uses().forEach(call -> tell(to -> to.use(call)));
    } else {
      tell(RealtimeListener::replyEnded);
    }
    replies.done(done.response());
  }

  private void refused(String code, String type, String event) {
    if (code.equals(OpenAiErrorCodes.ALREADY_ANSWERING)) {
      replies.tooLate(event);
    } else if (replies.isAsked(event)) {
      fail(failure(FailureKind.REQUEST_REFUSED, OpenAiErrorCodes.code(code, type)));
    } else {
      LOG.atDebug()
          .addKeyValue("provider", model.provider())
          .addKeyValue("code", OpenAiErrorCodes.code(code, type))
          .log("a realtime model has rejected an event");
    }
  }

  private void cutOff(String item, Duration heard) {
    replies.cancel();
    boolean first = true;
    for (AssistantItem utterance : speech.from(item)) {
      if (!utterance.isCut()) {
        Duration told = utterance.told();
        Duration part = !first || heard.isNegative() ? Duration.ZERO : heard;
        cutOff(utterance, part.compareTo(told) < 0 ? part : told);
      }
      first = false;
    }
    speech.stopped();
  }

  /// The session must drop at least what was not heard, and can drop no more than there is.
  private void cutOff(AssistantItem utterance, Duration heard) {
    utterance.cut();
    boolean whole = utterance.isComplete() && heard.equals(utterance.told());
    if (whole) {
      return;
    }
    history.heard(utterance.item(), utterance.wordsWithin(heard), true);
    if (utterance.session() == current) {
      send(
          heard.toMillis() == 0
              ? ClientEvents.delete(utterance.item())
              : ClientEvents.truncate(utterance.item(), heard));
    }
  }

  private void answer(String id, String result) {
    PendingToolCalls.Open open = tools.answered(id);
    if (open == null) {
      return;
    }
    history.outcome(open.call(), result);
    if (open.session() != current) {
      send(ClientEvents.use(open.call()));
    }
    send(ClientEvents.outcome(id, result));
    // At the end of a turn of the caller's, the server responds by itself.
    if (!tools.isWaitingFor(open.response()) && !callerSpeaks) {
      replies.goOn();
    }
  }

  private void goLive(OpenAiConnection session) {
    ClientEvents.history(history.latest()).forEach(session::send);
    session.goLive();
    renewal.set(SessionRenewal.due(model.terms().rollOver(), session.expiresAt(), Instant.now()));
  }

  private void renew() {
    if (next == null) {
      OpenAiConnection waiting = connection(KEPT_IN_WAITING);
      next = waiting;
      inputSessions = current == null ? List.of(waiting) : List.of(current, waiting);
      waiting.connect(setUp);
      renewal.set(NEXT_LOOK);
    } else if (next.isReady() && isQuiet()) {
      takeOver(next);
    } else {
      renewal.set(NEXT_LOOK);
    }
  }

  private boolean isQuiet() {
    return !callerSpeaks && replies.isIdle() && tools.isEmpty() && speech.toPlay() <= 0;
  }

  private void takeOver(OpenAiConnection fresh) {
    OpenAiConnection old = current;
    ResponseTracker before = replies;
    current = fresh;
    next = null;
    callerSpeaks = false;
    slowAnswer.off();
    goLive(fresh);
    inputSessions = List.of(fresh);
    if (old != null) {
      old.close();
    }
    replies = new ResponseTracker(this::send, slowAnswer, timeouts());
    before.handOver(replies);
    replies.goLive();
    LOG.atInfo().addKeyValue("provider", model.provider()).log("a realtime session was replaced");
  }

  private OpenAiConnection connection(Duration kept) {
    return new OpenAiConnection(model, kept, clock, executor, this);
  }

  private void send(String event) {
    if (current != null) {
      current.send(event);
    }
  }

  private void run(Runnable task) {
    if (!over.get()) {
      executor.execute(
          () -> {
            if (!over.get()) {
              task.run();
            }
          });
    }
  }

  private void tell(Consumer<RealtimeListener> what) {
    if (!over.get()) {
      what.accept(listener);
    }
  }

  private void fail(ProviderFailure failure) {
    if (over.compareAndSet(false, true)) {
      inputSessions = List.of();
      end(OpenAiConnection::abandon);
      listener.failed(failure);
    }
  }

  private void end(Consumer<OpenAiConnection> how) {
    slowAnswer.off();
    renewal.off();
    Stream.of(Optional.ofNullable(current), Optional.ofNullable(next))
        .flatMap(Optional::stream)
        .forEach(how);
  }

  private void bug(RuntimeException bug) {
    LOG.atError()
        .addKeyValue("provider", model.provider())
        .setCause(bug)
        .log("a realtime conversation has failed");
    fail(failure(FailureKind.UNREADABLE, bug.getClass().getSimpleName()));
  }

  private ProviderTimeouts timeouts() {
    return model.settings().timeouts();
  }

  private ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(model.provider(), kind, reason);
  }
}
