package app.kolan.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A free port of this machine, for a server that is told its port before it listens.
///
/// It is none of those that a system gives to outgoing connections and to whoever asks for any: one
/// of them may be somebody else's before the server listens on it. No port comes twice until all
/// have come.
public final class FreePort {
  private static final int LOWEST = 20_000;

  /// Linux gives ports from 32768 on by itself, other systems from 49152.
  private static final int COUNT = 12_000;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  public static int find() throws IOException {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = LOWEST + NEXT.getAndUpdate(last -> (last + 1) % COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no port from %d to %d is free".formatted(LOWEST, LOWEST + COUNT));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
