package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A call that is listened to over a socket: what the recognisers with a socket have in common.
///
/// Sound goes out as it comes. A turn is asked for when the server's ear has ended it, and answered
/// in the order of asking, each within its bound; what a vendor calls final before that is kept as
/// part of the turn. The first thing that goes wrong ends it all.
///
/// Subclasses know a vendor's messages. Their methods are called with the lock held, and answer by
/// the protected ones.
abstract class SocketTranscriptionSession implements TranscriptionSession, ProviderSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_BEFORE_IT_STANDS = 30L * Mulaw.RATE;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ProviderSettings settings;
  private final ScheduledExecutorService clock;
  private final NotificationQueue notifications;
  private final Deque<PendingTranscription> asked = new ArrayDeque<>();
  private final List<String> pieces = new ArrayList<>();
  private @Nullable ProviderSocket socket;
  private @Nullable Future<?> keepingAlive;
  private boolean stands;
  private boolean over;
  private long heard;
  private long lastSound = System.nanoTime();
  private String lastInterim = "";
  private boolean endpointTold;

  SocketTranscriptionSession(
      ProviderSettings settings, ScheduledExecutorService clock, TranscriptionListener listener) {
    this.settings = settings;
    this.clock = clock;
    this.notifications = new NotificationQueue(listener);
  }

  /// A message of the vendor's. What is not known is passed over.
  abstract void understand(JsonNode message) throws ProviderFailure;

  /// Asks the vendor for the words of a turn that has just ended.
  abstract void ask(PendingTranscription turn);

  /// Sends sound; as a binary message unless the vendor wants it otherwise.
  void send(ProviderSocket open, Mulaw sound) {
    open.sendBinary(sound.bytes());
  }

  /// Why the vendor has closed.
  FailureKind kindOfClose(int code, String reason) {
    return switch (code) {
      case 1000, 1001, 1012 -> FailureKind.SESSION_OVER;
      case 1003, 1007, 1008, 1009 -> FailureKind.REQUEST_REFUSED;
      case 1011, 1013 -> FailureKind.OVERLOADED;
      default -> FailureKind.BROKEN_OFF;
    };
  }

  /// Begins.
  ///
  /// @param firstMessage empty when the vendor wants none
  final void connect(
      HttpClient client, URI address, Map<String, String> headers, String firstMessage) {
    synchronized (this) {
      try {
        socket =
            ProviderSocket.open(
                client,
                settings.provider(),
                address,
                headers,
                List.of(),
                settings.patience(),
                this);
      } catch (IllegalArgumentException e) {
        fail(failure(FailureKind.REQUEST_REFUSED, "the address or the key cannot be sent"));
      }
      if (!firstMessage.isEmpty()) {
        say(firstMessage);
      }
    }
    notifications.tell();
  }

  /// Sends a message whenever no sound has flown for a while.
  final synchronized void keepAlive(Duration every, String message) {
    if (over) {
      return;
    }
    long nanos = every.toNanos();
    keepingAlive =
        clock.scheduleWithFixedDelay(
            () -> keepAlive(nanos, message), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private synchronized void keepAlive(long nanos, String message) {
    if (stands && System.nanoTime() - lastSound >= nanos) {
      say(message);
    }
  }

  @Override
  public final void hear(Mulaw sound) {
    synchronized (this) {
      if (over || socket == null || sound.isEmpty()) {
        return;
      }
      heard += sound.length();
      lastSound = System.nanoTime();
      if (stands || heard <= MOST_BEFORE_IT_STANDS) {
        send(socket, sound);
      } else {
        fail(failure(FailureKind.TOO_SLOW, "no connection for thirty seconds of sound"));
      }
    }
    notifications.tell();
  }

  @Override
  public final void turnEnded(long turn, Mulaw sound) {
    synchronized (this) {
      if (over) {
        return;
      }
      ProviderTimeouts patience = settings.patience();
      Duration wait = stands ? patience.first() : patience.first().plus(patience.connect());
      Future<?> bound =
          clock.schedule(() -> unanswered(turn), wait.toMillis(), TimeUnit.MILLISECONDS);
      var ended = new PendingTranscription(turn, heard, pieces, bound);
      asked.add(ended);
      newTurn();
      ask(ended);
    }
    notifications.tell();
  }

  private void newTurn() {
    pieces.clear();
    lastInterim = "";
    endpointTold = false;
  }

  private void unanswered(long turn) {
    synchronized (this) {
      if (asked.stream().anyMatch(open -> open.number() == turn && open.words() == null)) {
        fail(failure(FailureKind.TOO_SLOW, "a turn was not answered"));
      }
    }
    notifications.tell();
  }

  @Override
  public final void close() {
    synchronized (this) {
      if (over) {
        return;
      }
      notifications.hush();
      end();
      ProviderSocket open = socket;
      if (open != null) {
        open.close();
        var _ = clock.schedule(open::abort, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  @Override
  public final void opened() {
    synchronized (this) {
      stands = true;
    }
  }

  @Override
  public final void text(String message) {
    synchronized (this) {
      if (!over) {
        try {
          understand(JSON.readTree(message));
        } catch (JsonProcessingException e) {
          fail(failure(FailureKind.UNREADABLE, "a message is no JSON"));
        } catch (ProviderFailure e) {
          fail(e);
        }
      }
    }
    notifications.tell();
  }

  @Override
  public final void binary(byte[] message) {
    // no recogniser has any
  }

  @Override
  public final void closed(int code, String reason) {
    synchronized (this) {
      fail(failure(kindOfClose(code, reason), "closed with " + code));
    }
    notifications.tell();
  }

  @Override
  public final void failed(ProviderFailure failure) {
    synchronized (this) {
      fail(failure);
    }
    notifications.tell();
  }

  private void fail(ProviderFailure failure) {
    if (!over) {
      end();
      notifications.failed(failure);
      if (socket != null) {
        socket.abort();
      }
    }
  }

  private void end() {
    over = true;
    asked.forEach(PendingTranscription::forget);
    asked.clear();
    if (keepingAlive != null) {
      keepingAlive.cancel(false);
    }
  }

  /// Sends a message.
  protected final void say(String message) {
    if (socket != null && !over) {
      socket.sendText(message);
    }
  }

  /// How much was heard, in samples.
  protected final long heard() {
    return heard;
  }

  /// The turns that were asked for and have no words yet, in order.
  protected final List<PendingTranscription> unanswered() {
    return asked.stream().filter(turn -> turn.words() == null).toList();
  }

  /// Some words that are final belong to the turn that is being spoken.
  protected final void piece(String words) {
    pieces.add(words);
    endpointTold &= words.isBlank();
  }

  /// What is final of the turn that is being spoken.
  protected final List<String> pieces() {
    return pieces;
  }

  /// The words of the turn that is being spoken, as far as they are known.
  protected final void interim(String words) {
    if (!words.isEmpty() && !words.equals(lastInterim)) {
      lastInterim = words;
      notifications.interim(words);
    }
  }

  /// The vendor takes the turn to be over that is being spoken. Before it has words, and while an
  /// earlier one is unanswered, this is about an earlier one.
  protected final void endpoint() {
    boolean spoken = pieces.stream().anyMatch(piece -> !piece.isBlank());
    if (spoken && !endpointTold && unanswered().isEmpty()) {
      endpointTold = true;
      notifications.endpoint();
    }
  }

  /// The words of a turn are known. They are told when those of the turns before it are.
  protected final void answer(PendingTranscription turn, String words) {
    turn.answer(words);
    PendingTranscription first = asked.peek();
    while (first != null) {
      String known = first.words();
      if (known == null) {
        return;
      }
      asked.remove();
      notifications.heard(first.number(), known);
      first = asked.peek();
    }
  }

  protected final ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(settings.provider(), kind, reason);
  }

  /// The address of a socket below the base that an operator has set, which may be an `https` one.
  static URI address(URI base, String pathAndQuery) {
    String written = base.toString();
    String socket =
        written.startsWith("http") ? "ws" + written.substring("http".length()) : written;
    return URI.create(socket + pathAndQuery);
  }
}
