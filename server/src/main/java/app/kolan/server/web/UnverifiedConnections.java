package app.kolan.server.web;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bounds the connections on which nothing genuine has come yet, in all and by address.
///
/// A connection is verified by the first request whose signature is right, and counts no more. One
/// too many closes the oldest that is not verified: Twilio's are verified within milliseconds of
/// their opening, so that the oldest are a stranger's. The connections of a trusted proxy have no
/// limit by address, since all callers share it.
///
/// Thread-safe; the event loops share it.
final class UnverifiedConnections {
  /// Without limits, for a listener on loopback.
  static final UnverifiedConnections UNLIMITED =
      new UnverifiedConnections(Integer.MAX_VALUE, Integer.MAX_VALUE, TrustedProxies.LOOPBACK);

  private static final int MOST = 1024;
  private static final int MOST_BY_ADDRESS = 128;

  private final int most;
  private final int mostByAddress;
  private final TrustedProxies proxies;

  /// The oldest first.
  private final Map<Channel, String> open = new LinkedHashMap<>();

  private final Map<String, Integer> byAddress = new HashMap<>();

  private UnverifiedConnections(int most, int mostByAddress, TrustedProxies proxies) {
    this.most = most;
    this.mostByAddress = mostByAddress;
    this.proxies = proxies;
  }

  static UnverifiedConnections limited(TrustedProxies proxies) {
    int most = FileDescriptors.forStrangers(FileDescriptors.limit(), MOST);
    return new UnverifiedConnections(most, Math.min(MOST_BY_ADDRESS, most), proxies);
  }

  /// With other limits.
  static UnverifiedConnections limited(int most, int mostByAddress, TrustedProxies proxies) {
    return new UnverifiedConnections(most, mostByAddress, proxies);
  }

  /// Counts a connection until it is verified or closed. May close an older one.
  void opened(HttpConnection connection) {
    if (most == Integer.MAX_VALUE) {
      return;
    }
    String address = String.valueOf(connection.remoteAddress().hostAddress());
    Channel tooMany;
    synchronized (this) {
      open.put(NettyChannels.of(connection), address);
      int ofAddress = byAddress.merge(address, 1, Integer::sum);
      boolean full = ofAddress > mostByAddress && !isProxy(address);
      tooMany = full ? oldestOf(address) : open.size() > most ? oldestOf(null) : null;
      if (tooMany != null) {
        forget(tooMany);
      }
    }
    if (tooMany != null) {
      var _ = tooMany.close();
    }
  }

  /// A connection was closed.
  void closed(Channel connection) {
    forget(connection);
  }

  /// Counts a connection no more.
  void verified(HttpConnection connection) {
    forget(NettyChannels.of(connection));
  }

  /// How many are not verified.
  synchronized int count() {
    return open.size();
  }

  private synchronized void forget(Channel connection) {
    String address = open.remove(connection);
    if (address != null) {
      byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// The oldest connection of an address, or of all.
  private @Nullable Channel oldestOf(@Nullable String address) {
    for (Map.Entry<Channel, String> oldest : open.entrySet()) {
      if (address == null || address.equals(oldest.getValue())) {
        return oldest.getKey();
      }
    }
    return null;
  }

  private boolean isProxy(String address) {
    try {
      return proxies.trust(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
