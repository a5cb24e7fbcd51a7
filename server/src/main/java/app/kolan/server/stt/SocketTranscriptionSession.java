package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.SerialExecutor;
import app.kolan.server.provider.Timeout;
import app.kolan.server.provider.wire.ProviderSocket;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A transcription session over a WebSocket: what the streaming providers have in common.
///
/// Audio is sent as it comes. A turn's transcript is requested when the server's turn-taking has
/// ended the turn, and requests are answered in order, each within its timeout; final words before
/// that are kept as part of the turn. The first error ends the session.
///
/// Everything runs on the session's serial executor. Subclasses know a provider's messages; their
/// methods are called there, and answer by the protected ones.
abstract class SocketTranscriptionSession implements TranscriptionSession, ProviderSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// More than a rollover sends again at once.
  private static final long MOST_BEFORE_IT_STANDS = 90L * Mulaw.RATE;

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ProviderSettings settings;
  private final ScheduledExecutorService clock;
  private final TranscriptionListener listener;
  private final SerialExecutor executor;
  private final Consumer<Mulaw> audio = this::take;
  private final Deque<PendingTranscription> asked = new ArrayDeque<>();
  private final List<String> pieces = new ArrayList<>();
  private @Nullable ProviderSocket socket;
  private @Nullable Timeout keepingAlive;
  private boolean stands;
  private boolean over;
  private long heard;
  private long lastSound = System.nanoTime();
  private String lastInterim = "";
  private boolean endpointTold;

  /// Set by any thread; no events follow.
  private volatile boolean closed;

  SocketTranscriptionSession(
      ProviderSettings settings, ScheduledExecutorService clock, TranscriptionListener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.executor = new SerialExecutor(settings.provider(), this::fail);
  }

  /// Processes a message of the provider. Unknown messages are ignored.
  abstract void handle(JsonNode message) throws ProviderFailure;

  /// Requests the transcript of a turn that has just ended.
  abstract void ask(PendingTranscription turn);

  /// Sends audio; as a binary message unless the provider needs another form.
  void send(ProviderSocket open, Mulaw sound) {
    open.sendBinary(sound.bytes());
  }

  /// The kind of failure of a close.
  FailureKind kindOfClose(int code, String reason) {
    return switch (code) {
      case 1000, 1001, 1012 -> FailureKind.SESSION_OVER;
      case 1003, 1007, 1008, 1009 -> FailureKind.REQUEST_REFUSED;
      case 1011, 1013 -> FailureKind.OVERLOADED;
      default -> FailureKind.BROKEN_OFF;
    };
  }

  /// Starts the session.
  ///
  /// @param firstMessage empty when the provider needs none
  final void connect(
      HttpClient client, URI address, Map<String, String> headers, String firstMessage) {
    executor.execute(() -> open(client, address, headers, firstMessage));
  }

  private void open(
      HttpClient client, URI address, Map<String, String> headers, String firstMessage) {
    try {
      socket =
          ProviderSocket.open(
              client, settings.provider(), address, headers, List.of(), settings.timeouts(), this);
    } catch (IllegalArgumentException e) {
      fail(failure(FailureKind.REQUEST_REFUSED, "the address or the key cannot be sent"));
    }
    if (!firstMessage.isEmpty()) {
      say(firstMessage);
    }
  }

  /// Sends a message whenever no audio was sent for a while.
  final void keepAlive(Duration every, String message) {
    executor.execute(
        () -> {
          keepingAlive = new Timeout(clock, executor, () -> keepAliveNow(every, message));
          keepingAlive.set(every);
        });
  }

  private void keepAliveNow(Duration every, String message) {
    if (stands && System.nanoTime() - lastSound >= every.toNanos()) {
      say(message);
    }
    if (keepingAlive != null && !over) {
      keepingAlive.set(every);
    }
  }

  @Override
  public final void hear(Mulaw sound) {
    executor.execute(audio, sound);
  }

  private void take(Mulaw sound) {
    if (over || socket == null || sound.isEmpty()) {
      return;
    }
    heard += sound.length();
    lastSound = System.nanoTime();
    if (stands || heard <= MOST_BEFORE_IT_STANDS) {
      send(socket, sound);
    } else {
      fail(failure(FailureKind.TOO_SLOW, "no connection for ninety seconds of sound"));
    }
  }

  @Override
  public final void turnEnded(long turn, Mulaw sound, Duration silence) {
    executor.execute(() -> ask(turn, silence));
  }

  private void ask(long turn, Duration silence) {
    if (over) {
      return;
    }
    ProviderTimeouts timeouts = settings.timeouts();
    var bound =
        new Timeout(
            clock, executor, () -> fail(failure(FailureKind.TOO_SLOW, "a turn was not answered")));
    bound.set(stands ? timeouts.first() : timeouts.first().plus(timeouts.connect()));
    var ended = new PendingTranscription(turn, heard, silence, pieces, lastInterim, bound);
    asked.add(ended);
    pieces.clear();
    lastInterim = "";
    endpointTold = false;
    ask(ended);
  }

  @Override
  public final void close() {
    closed = true;
    executor.execute(this::closeNow);
  }

  private void closeNow() {
    if (over) {
      return;
    }
    end();
    ProviderSocket open = socket;
    if (open != null) {
      open.close();
      var _ = clock.schedule(open::abort, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public final void opened() {
    executor.execute(() -> stands = true);
  }

  @Override
  public final void text(String message) {
    JsonNode read;
    try {
      read = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      failed(failure(FailureKind.UNREADABLE, "a message is no JSON"));
      return;
    }
    executor.execute(() -> take(read));
  }

  private void take(JsonNode message) {
    if (!over) {
      try {
        handle(message);
      } catch (ProviderFailure e) {
        fail(e);
      }
    }
  }

  @Override
  public final void binary(byte[] message) {
    // no speech-to-text provider sends any
  }

  @Override
  public final void closed(int code, String reason) {
    failed(failure(kindOfClose(code, reason), "closed with " + code));
  }

  @Override
  public final void failed(ProviderFailure failure) {
    executor.execute(() -> fail(failure));
  }

  private void fail(ProviderFailure failure) {
    if (!over) {
      end();
      if (socket != null) {
        socket.abort();
      }
      tell(told -> told.failed(failure));
    }
  }

  private void tell(Consumer<TranscriptionListener> what) {
    if (!closed) {
      what.accept(listener);
    }
  }

  private void end() {
    over = true;
    asked.forEach(PendingTranscription::forget);
    asked.clear();
    if (keepingAlive != null) {
      keepingAlive.off();
    }
  }

  /// Sends a message.
  protected final void say(String message) {
    if (socket != null && !over) {
      socket.sendText(message);
    }
  }

  /// The length of the audio so far, in samples.
  protected final long heard() {
    return heard;
  }

  /// The turns whose transcripts are pending, in order.
  protected final List<PendingTranscription> unanswered() {
    return asked.stream().filter(turn -> turn.words() == null).toList();
  }

  /// Adds final words of the current turn.
  protected final void piece(String words) {
    pieces.add(words);
    endpointTold &= words.isBlank();
  }

  /// The final words of the current turn.
  protected final List<String> pieces() {
    return pieces;
  }

  /// The transcript of the current turn so far.
  protected final void interim(String words) {
    if (!words.isEmpty() && !words.equals(lastInterim)) {
      lastInterim = words;
      tell(told -> told.interim(words));
    }
  }

  /// The provider has detected the end of the current turn. Before the turn has words, and while an
  /// earlier one is pending, this is about an earlier one.
  protected final void endpoint() {
    boolean spoken = pieces.stream().anyMatch(piece -> !piece.isBlank());
    if (spoken && !endpointTold && unanswered().isEmpty()) {
      endpointTold = true;
      tell(TranscriptionListener::endpoint);
    }
  }

  /// The transcript of a turn is complete. It is delivered after those of the turns before it.
  protected final void answer(PendingTranscription turn, String words) {
    turn.answer(words);
    PendingTranscription first = asked.peek();
    while (first != null) {
      String known = first.words();
      if (known == null) {
        return;
      }
      asked.remove();
      long number = first.number();
      tell(told -> told.heard(number, known));
      first = asked.peek();
    }
  }

  protected final ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(settings.provider(), kind, reason);
  }

  /// The URL of a socket below the base URL that an operator has set, which may be an `https` one.
  static URI address(URI base, String pathAndQuery) {
    String written = base.toString();
    String socket =
        written.startsWith("http") ? "ws" + written.substring("http".length()) : written;
    return URI.create(socket + pathAndQuery);
  }
}
