package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Endpoint;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/// Whether the host's name resolves, and to addresses that are reachable from the internet.
final class NameCheck implements Check {
  private final Examination examination;

  NameCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "name and addresses";
  }

  @Override
  public List<Finding> look() {
    Endpoint endpoint = examination.endpoint();
    try {
      return List.of(judge(endpoint, examination.addresses().toArray(InetAddress[]::new)));
    } catch (UnknownHostException e) {
      examination.blame(Symptom.UNREACHABLE, "the host %s is not known".formatted(endpoint.host()));
      return List.of(
          Finding.broken(
                  "the host %s is not known".formatted(endpoint.host()),
                  "DNS has no address for it, so Twilio cannot call it either",
                  "Add an A record for it at whoever keeps the domain, or correct KOLAN_PUBLIC_URL"
                      + " and the URLs of the number.")
              .raising(11210, 31904));
    }
  }

  Finding judge(Endpoint endpoint, InetAddress... addresses) {
    String shown =
        String.join(", ", Stream.of(addresses).map(InetAddress::getHostAddress).toList());
    if (isRehearsal(endpoint)) {
      return Finding.note(
          "%s is this machine: a rehearsal, which Twilio cannot take part in".formatted(shown));
    }
    if (Stream.of(addresses).noneMatch(Inet4Address.class::isInstance)) {
      return Finding.broken(
              "%s has IPv6 addresses alone: %s".formatted(endpoint.host(), shown),
              "there is no A record, and Twilio calls by IPv4",
              "Add an A record, and let the proxy listen on IPv4 too.")
          .raising(11205, 31904);
    }
    if (Stream.of(addresses).allMatch(InetAddress::isLoopbackAddress)) {
      return Finding.warning(
          "%s leads to this machine from here: %s".formatted(endpoint.host(), shown),
          "as by a line in /etc/hosts; what Twilio gets from the world's DNS is not seen from here. If"
              + " it is the same, no call arrives",
          "Ask another machine for the name's A record; it must be a public address.");
    }
    List<InetAddress> hidden = Stream.of(addresses).filter(NameCheck::isHidden).toList();
    if (!hidden.isEmpty()) {
      return Finding.broken(
              "%s leads to %s".formatted(endpoint.host(), shown),
              "%s is an address of a private network or of the machine itself; Twilio calls from"
                      .formatted(hidden.getFirst().getHostAddress())
                  + " the internet. Only if the world's DNS answers otherwise than this machine's"
                  + " does it work",
              "Let the name lead to a public address, or go through a tunnel such as ngrok or"
                  + " cloudflared.")
          .raising(11205, 31904);
    }
    return Finding.fine("%s is %s".formatted(endpoint.host(), shown));
  }

  @Override
  public boolean maySectionGoOn(List<Finding> findings) {
    return examination.cause(Symptom.UNREACHABLE).isEmpty();
  }

  /// Whether a URL names the machine itself on purpose.
  static boolean isRehearsal(Endpoint endpoint) {
    String host = endpoint.bareHost();
    return host.equals("localhost") || host.equals("::1") || host.matches("127\\.[0-9.]+");
  }

  private static boolean isHidden(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || carrierGrade
        || uniqueLocal;
  }
}
