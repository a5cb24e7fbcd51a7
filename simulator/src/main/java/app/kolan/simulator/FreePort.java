package app.kolan.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A free port of this machine, for a server whose port must be known before it listens.
///
/// It is outside the ephemeral range, whose ports another process could take before the server
/// listens. No port is returned twice before all were.
public final class FreePort {
  private static final int LOWEST = 20_000;

  /// Linux's ephemeral range begins at 32768, that of other systems at 49152.
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
