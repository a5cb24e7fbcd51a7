package app.kolan.server.realtime.openai;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.Timeout;
import app.kolan.server.provider.wire.ProviderSocket;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// One session with a Realtime server: the socket, its set-up, and the caller's audio into it.
///
/// Everything runs on the conversation's serial executor, except [#hear], which is called from the
/// line's thread.
final class OpenAiConnection implements AutoCloseable {
  /// Receives the events of a connection, on the serial executor.
  interface Watcher {
    /// The session is set up, and waits for [OpenAiConnection#goLive].
    void ready(OpenAiConnection session);

    void said(OpenAiConnection session, ServerEvent event);

    /// It failed, or was closed by the server. No events follow.
    void lost(OpenAiConnection session, ProviderFailure failure);
  }

  private final OpenAiRealtimeModel model;
  private final Executor executor;
  private final Watcher watcher;
  private final InputAudioGate gate;
  private final Timeout slowStart;
  private @Nullable ProviderSocket socket;
  private @Nullable Instant expiresAt;
  private String setUp = "";
  private boolean asked;
  private boolean ready;
  private boolean over;

  /// @param kept how much of the caller's audio is kept until the session goes live
  OpenAiConnection(
      OpenAiRealtimeModel model,
      Duration kept,
      ScheduledExecutorService clock,
      Executor executor,
      Watcher watcher) {
    this.model = model;
    this.executor = executor;
    this.watcher = watcher;
    this.gate = new InputAudioGate(Math.toIntExact(kept.toMillis() * Mulaw.RATE / 1000));
    this.slowStart =
        new Timeout(
            clock,
            executor,
            () -> fail(failure(FailureKind.TOO_SLOW, "no session within its time")));
  }

  /// Starts to connect.
  ///
  /// @param setUp the `session.update` that configures the session
  void connect(String setUp) {
    this.setUp = setUp;
    ProviderSettings settings = model.settings();
    slowStart.set(settings.timeouts().connect().plus(settings.timeouts().first()));
    socket =
        ProviderSocket.open(
            model.client(),
            settings.provider(),
            model.address(),
            key(settings),
            List.of(),
            settings.timeouts(),
            new Wire());
  }

  private Map<String, String> key(ProviderSettings settings) {
    String header = model.terms().keyHeader();
    String key = settings.keyValue();
    if (key.isEmpty()) {
      return Map.of();
    }
    return Map.of(header, header.equals("Authorization") ? "Bearer " + key : key);
  }

  /// May be called from any thread.
  void hear(Mulaw sound) {
    gate.hear(sound);
  }

  /// The audio that was kept belongs to a turn that is over.
  void forgetSound() {
    gate.forget();
  }

  /// Passes the caller's audio on from now on.
  void goLive() {
    if (socket != null && !over) {
      gate.open(socket);
    }
  }

  void send(String event) {
    if (socket != null && !over) {
      socket.sendText(event);
    }
  }

  boolean isReady() {
    return ready && !over;
  }

  /// When the server will end the session; null if it is not known.
  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  /// Closes the session with a close frame.
  @Override
  public void close() {
    end();
    if (socket != null) {
      socket.close();
    }
  }

  /// Breaks the connection without waiting for the far end, which may be dead.
  void abandon() {
    end();
    if (socket != null) {
      socket.abort();
    }
  }

  private void fail(ProviderFailure failure) {
    if (!over) {
      abandon();
      watcher.lost(this, failure);
    }
  }

  private void end() {
    over = true;
    slowStart.off();
    gate.close();
  }

  private ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(model.provider(), kind, reason);
  }

  private void take(Optional<ServerEvent> said) {
    if (over) {
      return;
    }
    if (said.isEmpty()) {
      fail(failure(FailureKind.UNREADABLE, "a message that is no event"));
      return;
    }
    switch (said.get()) {
      case ServerEvent.SessionCreated(var expires) -> {
        expiresAt = expires == null ? expiresAt : expires;
        if (!asked) {
          asked = true;
          send(setUp);
        }
      }
      case ServerEvent.SessionUpdated _ when !ready -> {
        ready = true;
        slowStart.off();
        watcher.ready(this);
      }
      case ServerEvent.Trouble(var code, var type, _) when fatal(code, type) ->
          fail(failure(OpenAiErrorCodes.kind(code, type), OpenAiErrorCodes.code(code, type)));
      case ServerEvent event -> {
        if (ready) {
          watcher.said(this, event);
        }
      }
    }
  }

  /// Until the session is set up, any error means that it will not be. Afterwards, a rejected
  /// request leaves the session as it is.
  private boolean fatal(String code, String type) {
    return !ready || OpenAiErrorCodes.kind(code, type) != FailureKind.REQUEST_REFUSED;
  }

  /// Moves the socket's events to the serial executor.
  private final class Wire implements ProviderSocket.Listener {
    @Override
    public void opened() {}

    @Override
    public void text(String message) {
      Optional<ServerEvent> event = ServerEventReader.read(message);
      executor.execute(() -> take(event));
    }

    @Override
    public void binary(byte[] message) {
      executor.execute(() -> take(Optional.empty()));
    }

    @Override
    public void closed(int code, String reason) {
      executor.execute(() -> fail(failure(OpenAiErrorCodes.ofClose(code), "closed with " + code)));
    }

    @Override
    public void failed(ProviderFailure failure) {
      executor.execute(() -> fail(failure));
    }
  }
}
