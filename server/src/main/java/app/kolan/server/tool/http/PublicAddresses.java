package app.kolan.server.tool.http;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Tells addresses of the wide Internet from those inside: of this machine, of the networks behind
/// it, and of a cloud's own services.
/* A tool's URL is the operator's, but what its name resolves to is its owner's. So the address that
 * is connected to is judged, after the name was resolved and by the same lookup. What is allowed is
 * less than what the registries call global: only unicast that is routed.
 *
 *   https://www.iana.org/assignments/iana-ipv4-special-registry
 *   https://www.iana.org/assignments/iana-ipv6-special-registry */
public final class PublicAddresses {
  private static final List<Network> INSIDE =
      List.of(
          Network.of("0.0.0.0/8"), // this host
          Network.of("10.0.0.0/8"), // private
          Network.of("100.64.0.0/10"), // carrier-grade NAT; 100.100.100.200 is a cloud's metadata
          Network.of("127.0.0.0/8"), // loopback
          Network.of("169.254.0.0/16"), // link-local; 169.254.169.254 is a cloud's metadata
          Network.of("172.16.0.0/12"), // private
          Network.of("192.0.0.0/24"), // protocol assignments; 192.0.0.192 is a cloud's metadata
          Network.of("192.0.2.0/24"), // documentation
          Network.of("192.88.99.0/24"), // 6to4 relays
          Network.of("192.168.0.0/16"), // private
          Network.of("198.18.0.0/15"), // benchmarks
          Network.of("198.51.100.0/24"), // documentation
          Network.of("203.0.113.0/24"), // documentation
          Network.of("224.0.0.0/4"), // multicast
          Network.of("240.0.0.0/4")); // reserved, and broadcast

  private static final Network OUTSIDE_6 = Network.of("2000::/3");
  private static final List<Network> INSIDE_6 =
      List.of(
          Network.of("2001::/23"), // protocol assignments, Teredo among them
          Network.of("2001:db8::/32"), // documentation
          Network.of("2002::/16"), // 6to4: an IPv4 address in disguise
          Network.of("3fff::/20")); // documentation

  private static final Pattern NUMBERS_ALONE =
      Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*");
  private static final Pattern FOUR_DECIMALS =
      Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");

  /// The first bits of an address.
  private record Network(InetAddress prefix, int bits) {
    static Network of(String text) {
      int slash = text.indexOf('/');
      return new Network(
          InetAddress.ofLiteral(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(InetAddress other) {
      byte[] mine = prefix.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      int rest = mine.length * 8 - bits;
      return new BigInteger(1, mine)
          .shiftRight(rest)
          .equals(new BigInteger(1, theirs).shiftRight(rest));
    }
  }

  private PublicAddresses() {}

  /// Whether an address is one of the wide Internet.
  public static boolean holds(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> INSIDE.stream().noneMatch(net -> net.holds(four));
      case Inet6Address six ->
          OUTSIDE_6.holds(six) && INSIDE_6.stream().noneMatch(net -> net.holds(six));
      default -> false;
    };
  }

  /// Whether a host is written as an address, but not in the one way in which it is plain:
  /// `0x7f.1`, `2130706433`, `010.0.0.1`. Programs read those differently.
  public static boolean isOddlyWritten(String host) {
    String bare = withoutLastDot(host.toLowerCase(Locale.ROOT));
    return NUMBERS_ALONE.matcher(bare).matches() && !FOUR_DECIMALS.matcher(bare).matches()
        || host.contains("%");
  }

  /// Whether a host is written so that everybody knows that it is this machine: `localhost`, a name
  /// below that, or a loopback address.
  static boolean namesThisMachine(String host) {
    String bare = withoutLastDot(host.toLowerCase(Locale.ROOT));
    if (bare.equals("localhost") || bare.endsWith(".localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(bare.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// The addresses of a host, by one lookup.
  static List<InetAddress> resolve(String host) throws UnknownHostException {
    return Arrays.asList(InetAddress.getAllByName(withoutLastDot(host)));
  }

  static String withoutLastDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
