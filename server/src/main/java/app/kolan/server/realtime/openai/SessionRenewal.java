package app.kolan.server.realtime.openai;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.Timeout;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions of one conversation: the live one, and the one that is to replace it before the
/// server ends it.
///
/// Everything runs on the conversation's serial executor, except [#hear], which goes straight from
/// the line's thread to the socket.
/*
 *   old session  ────────── live ─────────────────┐ closed
 *   new session         connecting · ready · · · ·├── history, kept audio, live ──────
 *                       ↑ its time has come       ↑ the first quiet moment
 *
 * A server ends a session after an hour, in the middle of a word if need be. So before that a
 * second one is opened beside it. It waits for a moment in which neither side speaks and no tool is
 * in use: the caller is not speaking, no response is active, and all audio has been played. Then it
 * gets the history of the conversation, and takes over.
 *
 * While it waits, it keeps the caller's latest second of audio, but nothing of a turn that the old
 * session has taken. If the caller begins to speak just before the change, before the old session
 * can have reported it, the beginning is in that second.
 *
 * If the old session is lost while the new one waits, the new one takes over at once.
 */
final class SessionRenewal implements OpenAiConnection.Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRenewal.class);
  private static final Duration KEPT_AT_FIRST = Duration.ofSeconds(10);
  private static final Duration KEPT_IN_WAITING = Duration.ofSeconds(1);
  private static final Duration NEXT_LOOK = Duration.ofMillis(200);
  private static final Duration NEXT_TRY = Duration.ofSeconds(5);
  private static final Duration MOST_SPARE = Duration.ofMinutes(1);

  private final OpenAiRealtimeModel model;
  private final ScheduledExecutorService clock;
  private final Executor executor;
  private final Renewable conversation;
  private final Timeout renewal;
  private String setUp = "";
  private @Nullable OpenAiConnection current;
  private @Nullable OpenAiConnection next;

  /// The sessions that receive the caller's audio; read by the line's thread.
  private volatile List<OpenAiConnection> inputSessions = List.of();

  /// What the sessions belong to.
  interface Renewable {
    /// The messages so far, for a session that goes live.
    List<Message> history();

    /// Whether the session can be replaced without anybody hearing it.
    boolean isQuiet();

    /// The first session is live.
    void live();

    /// Another session is live in place of the one before.
    void replaced();

    /// An event of the live session.
    void said(OpenAiConnection session, ServerEvent event);

    /// The live session is lost, and there is none to replace it.
    void lost(ProviderFailure failure);
  }

  SessionRenewal(
      OpenAiRealtimeModel model,
      ScheduledExecutorService clock,
      Executor executor,
      Renewable conversation) {
    this.model = model;
    this.clock = clock;
    this.executor = executor;
    this.conversation = conversation;
    this.renewal = new Timeout(clock, executor, this::renew);
  }

  /// Starts to connect the first session.
  ///
  /// @param options the `session.update` that configures each session
  void connect(String options) {
    setUp = options;
    OpenAiConnection first = connection(KEPT_AT_FIRST);
    current = first;
    inputSessions = List.of(first);
    first.connect(setUp);
  }

  /// May be called from any thread.
  void hear(Mulaw sound) {
    for (OpenAiConnection session : inputSessions) {
      session.hear(sound);
    }
  }

  /// The live session has taken the caller's turn.
  void turnTaken() {
    if (next != null) {
      next.forgetSound();
    }
  }

  boolean isCurrent(OpenAiConnection session) {
    return session == current;
  }

  void send(String event) {
    if (current != null) {
      current.send(event);
    }
  }

  /// Ends all sessions.
  void end(Consumer<OpenAiConnection> how) {
    renewal.off();
    inputSessions = List.of();
    Stream.ofNullable(current).forEach(how);
    Stream.ofNullable(next).forEach(how);
  }

  @Override
  public void ready(OpenAiConnection session) {
    if (session == current) {
      goLive(session);
      conversation.live();
    }
  }

  @Override
  public void said(OpenAiConnection session, ServerEvent event) {
    if (session == current) {
      conversation.said(session, event);
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
        conversation.lost(failure);
      }
    }
  }

  private void renew() {
    if (next == null) {
      OpenAiConnection waiting = connection(KEPT_IN_WAITING);
      next = waiting;
      inputSessions = current == null ? List.of(waiting) : List.of(current, waiting);
      waiting.connect(setUp);
      renewal.set(NEXT_LOOK);
    } else if (next.isReady() && conversation.isQuiet()) {
      takeOver(next);
    } else {
      renewal.set(NEXT_LOOK);
    }
  }

  private void takeOver(OpenAiConnection fresh) {
    OpenAiConnection old = current;
    current = fresh;
    next = null;
    goLive(fresh);
    inputSessions = List.of(fresh);
    if (old != null) {
      old.close();
    }
    conversation.replaced();
    LOG.atInfo().addKeyValue("provider", model.provider()).log("a realtime session was replaced");
  }

  private void goLive(OpenAiConnection session) {
    ClientEvents.history(conversation.history()).forEach(session::send);
    session.goLive();
    renewal.set(due(model.terms().rollOver(), session.expiresAt(), Instant.now()));
  }

  private OpenAiConnection connection(Duration kept) {
    return new OpenAiConnection(model, kept, clock, executor, this);
  }

  /// How long a session lives: to a set age, or until some time before the server ends it,
  /// whichever comes first. An expiry that has already passed is ignored: the server's clock may be
  /// wrong.
  ///
  /// @param expiresAt null if the server does not say
  static Duration due(Duration age, @Nullable Instant expiresAt, Instant now) {
    if (expiresAt == null || !expiresAt.isAfter(now)) {
      return age;
    }
    Duration left = Duration.between(now, expiresAt);
    Duration quarter = left.dividedBy(4);
    Duration latest = left.minus(quarter.compareTo(MOST_SPARE) < 0 ? quarter : MOST_SPARE);
    return latest.compareTo(age) < 0 ? latest : age;
  }
}
