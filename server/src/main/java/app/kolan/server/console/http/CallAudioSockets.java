package app.kolan.server.console.http;

import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Sessions;
import app.kolan.server.session.AudioListener;
import app.kolan.server.session.CallHandle;
import app.kolan.server.store.StoreException;
import app.kolan.server.web.RequestThreads;
import app.kolan.twilio.audio.Mulaw;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Sends both sides of a call to a page while it runs, as binary messages: a byte that says what it
/// is, and mu-law at 8 kHz behind it. A browser that reads too slowly misses some of it; the call
/// waits for nobody.
public final class CallAudioSockets {
  private static final byte CALLER = 0;
  private static final byte AGENT = 1;
  private static final byte CLEARED = 2;

  /// Two seconds of both sides and more.
  private static final int MOST_WAITING = 150;

  private static final int MOST = 50;
  private static final long LOOKS_MILLIS = 15_000;

  private final Vertx vertx;
  private final Sessions sessions;
  private final RequestThreads threads;
  private final AtomicInteger open = new AtomicInteger();

  /// @param threads where a session is looked at again
  public CallAudioSockets(Vertx vertx, Sessions sessions, RequestThreads threads) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.threads = threads;
  }

  /// Answers with a socket.
  ///
  /// @param permission what is needed in the business of the path, as long as the socket lasts
  /// @param talks whether the call still runs
  /// @throws PageProblem when too many listen
  public PageAnswer begin(
      PageRequest request, Permission permission, CallHandle call, BooleanSupplier talks) {
    if (open.get() >= MOST) {
      throw new PageProblem(PageProblem.Kind.BUSY);
    }
    long business = request.in().id();
    String token = request.sessionToken();
    BooleanSupplier allowed =
        () ->
            talks.getAsBoolean()
                && sessions
                    .find(token)
                    .filter(
                        known ->
                            AccessPolicy.allows(known.user().principal(), permission, business))
                    .isPresent();
    return PageAnswer.socket(request, socket -> new Listening(socket, call, allowed).begin());
  }

  /// Somebody who listens.
  private final class Listening implements AudioListener {
    private final ServerWebSocket socket;
    private final CallHandle call;
    private final BooleanSupplier allowed;
    private final AtomicInteger waiting = new AtomicInteger();

    Listening(ServerWebSocket socket, CallHandle call, BooleanSupplier allowed) {
      this.socket = socket;
      this.call = call;
      this.allowed = allowed;
    }

    void begin() {
      open.incrementAndGet();
      long timer = vertx.setPeriodic(LOOKS_MILLIS, _ -> look());
      socket.exceptionHandler(_ -> {});
      socket.closeHandler(
          _ -> {
            vertx.cancelTimer(timer);
            call.leave(this);
            open.decrementAndGet();
          });
      if (!call.listen(this)) {
        over();
      }
    }

    private void look() {
      boolean _ =
          threads.offer(
              () -> {
                try {
                  if (!allowed.getAsBoolean()) {
                    over();
                  }
                } catch (StoreException _) {
                  // The store cannot say now; the next look can.
                }
              });
    }

    private void send(byte what, byte[] codes) {
      if (waiting.incrementAndGet() > MOST_WAITING) {
        waiting.decrementAndGet();
        return;
      }
      var _ =
          socket
              .writeBinaryMessage(
                  Buffer.buffer(codes.length + 1).appendByte(what).appendBytes(codes))
              .onComplete(_ -> waiting.decrementAndGet());
    }

    @Override
    public void caller(Mulaw frame) {
      send(CALLER, frame.bytes());
    }

    @Override
    public void agent(Mulaw piece) {
      send(AGENT, piece.bytes());
    }

    @Override
    public void cleared() {
      send(CLEARED, new byte[0]);
    }

    @Override
    public void over() {
      var _ = socket.close();
    }
  }
}
