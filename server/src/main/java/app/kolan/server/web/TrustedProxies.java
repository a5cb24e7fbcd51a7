package app.kolan.server.web;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The addresses whose forwarded headers count.
///
/// @param networks single addresses and networks
public record TrustedProxies(List<Network> networks) {
  /// This machine alone.
  public static final TrustedProxies LOOPBACK =
      parse("127.0.0.0/8,::1").orElseThrow(IllegalStateException::new);

  /// A network: the first `bits` bits of an address.
  public record Network(InetAddress address, int bits) {
    boolean holds(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      int shift = mine.length * 8 - bits;
      return new BigInteger(1, mine)
          .shiftRight(shift)
          .equals(new BigInteger(1, theirs).shiftRight(shift));
    }
  }

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /// The list in a text such as `127.0.0.1, 10.0.0.0/8`; empty when a part is no address. Names are
  /// not looked up.
  public static Optional<TrustedProxies> parse(String text) {
    var networks = new ArrayList<Network>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      Optional<Network> network = network(part.strip());
      if (network.isEmpty()) {
        return Optional.empty();
      }
      networks.add(network.get());
    }
    return Optional.of(new TrustedProxies(networks));
  }

  public boolean trust(InetAddress peer) {
    return networks.stream().anyMatch(network -> network.holds(peer));
  }

  private static Optional<Network> network(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean numeric = address.contains(".") || address.contains(":");
    if (!numeric) {
      return Optional.empty();
    }
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      int most = parsed.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Network(parsed, bits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
