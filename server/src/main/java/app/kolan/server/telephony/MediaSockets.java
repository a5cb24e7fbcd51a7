package app.kolan.server.telephony;

import app.kolan.server.calltrace.Tapes;
import app.kolan.server.media.playout.Line;
import app.kolan.server.rejection.StrangersLog;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The open media sockets. Thread-safe.
public final class MediaSockets {
  private final Vertx vertx;
  private final StreamHandler streamHandler;
  private final DoctorProofVerifier proofs;
  private final Tapes tapes;
  private final StrangersLog strangers = StrangersLog.usual();
  private final Set<MediaSocket> open = ConcurrentHashMap.newKeySet();

  /// @param proofs lets the doctor have an echo in place of a call
  /// @param tapes where the sockets' traffic is recorded
  public MediaSockets(
      Vertx vertx, StreamHandler streamHandler, DoctorProofVerifier proofs, Tapes tapes) {
    this.vertx = vertx;
    this.streamHandler = streamHandler;
    this.proofs = proofs;
    this.tapes = tapes;
  }

  /// Takes a two-way socket, on its event loop, right after the upgrade.
  ///
  /// @param signers the accounts that have signed the request for it
  public void acceptTwoWay(ServerWebSocket socket, Set<String> signers) {
    accept(socket, signers, MediaSocket.Direction.TWO_WAY);
  }

  /// Takes a one-way socket, on its event loop, right after the upgrade.
  ///
  /// @param signers the accounts that have signed the request for it
  public void acceptOneWay(ServerWebSocket socket, Set<String> signers) {
    accept(socket, signers, MediaSocket.Direction.ONE_WAY);
  }

  public int count() {
    return open.size();
  }

  /// Closes each in the next pause between two turns of its talk, because the server goes down.
  public void closeBetweenTurns() {
    for (MediaSocket socket : open) {
      socket.run(socket::closeBetweenTurns);
    }
  }

  /// Closes all, because the server goes down.
  public void closeAll() {
    for (MediaSocket socket : open) {
      socket.run(() -> socket.close(Line.Closing.GOING_AWAY));
    }
  }

  private void accept(
      ServerWebSocket socket, Set<String> signers, MediaSocket.Direction direction) {
    var media =
        new MediaSocket(socket, vertx, direction, signers, streamHandler, proofs, tapes, strangers);
    open.add(media);
    media.open(() -> open.remove(media));
  }
}
