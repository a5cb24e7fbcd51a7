package app.kolan.server.nodes;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;

/// Host and port at which other nodes reach this one's management port.
public final class NodeAddress {
  private NodeAddress() {}

  /// @param settings what the operator says
  /// @param host that is listened on
  /// @param port that is listened on
  public static String of(NodeSettings settings, String host, int port) {
    String given = settings.address();
    if (given != null) {
      return URI.create("http://" + given).getPort() < 0 ? given + ":" + port : given;
    }
    return (isEach(host) ? machine(host) : literal(host)) + ":" + port;
  }

  /// Whether all addresses of the machine are listened on.
  private static boolean isEach(String host) {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
  }

  private static String machine(String host) {
    try {
      InetAddress local = InetAddress.getLocalHost();
      String address = local.getHostAddress();
      return local instanceof Inet6Address ? "[" + address.replaceAll("%.*", "") + "]" : address;
    } catch (IOException nameless) {
      return host.equals("0.0.0.0") ? "127.0.0.1" : "[::1]";
    }
  }

  private static String literal(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
