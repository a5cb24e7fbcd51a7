package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.ConnectionProbe;
import app.kolan.doctor.remote.wire.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether each address of the host accepts connections.
final class PortCheck implements Check {
  private static final int MOST = 4;

  private final Examination examination;

  PortCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "port";
  }

  @Override
  public List<Finding> look() {
    Endpoint endpoint = examination.endpoint();
    var failures = new ArrayList<ConnectionProbe.Connect>();
    var successes = new ArrayList<ConnectionProbe.Connect>();
    var reachable = new ArrayList<InetAddress>();
    for (InetAddress address : addresses()) {
      ConnectionProbe.Connect connect = ConnectionProbe.connect(address, endpoint.port());
      (connect.failure() == null ? successes : failures).add(connect);
      if (connect.failure() == null) {
        reachable.add(address);
      }
    }
    examination.reachableAre(reachable);
    if (failures.isEmpty() && !successes.isEmpty()) {
      Duration slowest =
          successes.stream()
              .map(ConnectionProbe.Connect::took)
              .max(Duration::compareTo)
              .orElseThrow();
      return List.of(
          Finding.fine(
              "port %d takes connections, in %d ms"
                  .formatted(endpoint.port(), slowest.toMillis())));
    }
    if (!successes.isEmpty()) {
      return List.of(some(endpoint, failures, successes));
    }
    return List.of(unreachable(endpoint, failures.getFirst()));
  }

  /// Some of the addresses accept connections. Twilio calls by IPv4.
  Finding some(
      Endpoint endpoint,
      List<ConnectionProbe.Connect> failures,
      List<ConnectionProbe.Connect> successes) {
    String what =
        "%d of %d addresses of %s take no connection: %s"
            .formatted(
                failures.size(),
                failures.size() + successes.size(),
                endpoint.host(),
                failures.getFirst().address());
    if (successes.stream().allMatch(PortCheck::isIpv6)) {
      examination.blame(Symptom.UNREACHABLE, "the port is reached by IPv6 alone");
      return Finding.broken(
              "port %d of %s is reached by IPv6 alone".formatted(endpoint.port(), endpoint.host()),
              "%s refuses, and Twilio calls by IPv4: the server listens on an IPv6 address only"
                  .formatted(failures.getFirst().address()),
              "Let it listen on 0.0.0.0 too (KOLAN_HOST, or nginx: `listen 443 ssl;` beside `listen"
                  + " [::]:443 ssl;`).")
          .raising(11205, 31902);
    }
    if (failures.stream().allMatch(PortCheck::isIpv6)) {
      return Finding.note(what + "; Twilio calls by IPv4, so it does not matter");
    }
    return Finding.warning(
            what,
            "DNS names an address where nothing answers, so some calls fail and some do not",
            "Take the address out of DNS, or let the server listen there.")
        .raising(11205, 31902);
  }

  private static boolean isIpv6(ConnectionProbe.Connect connect) {
    return connect.address().contains(":");
  }

  private Finding unreachable(Endpoint endpoint, ConnectionProbe.Connect connect) {
    examination.blame(Symptom.UNREACHABLE, "%s takes no connection".formatted(endpoint));
    return switch (connect.failure()) {
      case REFUSED ->
          Finding.broken(
                  "port %d of %s refuses connections".formatted(endpoint.port(), endpoint.host()),
                  "the machine is there, and nothing listens on this port: the server or what stands in front of it is down, or"
                      + " listens on another port or address",
                  NameCheck.isRehearsal(endpoint)
                      ? "Start Kolan, or name the port that it listens on."
                      : "Start what should listen there, or correct the port in KOLAN_PUBLIC_URL and in"
                          + " the URLs of the number. "
                          + Directive.LISTEN.in(examination.proxy()))
              .raising(11202, 11205, 31902);
      case TIMED_OUT ->
          Finding.broken(
                  "port %d of %s does not answer within 5 s"
                      .formatted(endpoint.port(), endpoint.host()),
                  "packets are dropped on the way: a firewall or a security group, or the address is"
                      + " another machine's",
                  "Open the port to the whole internet: Twilio has no fixed addresses.")
              .raising(11201, 11205, 31901);
      case UNREACHABLE ->
          Finding.broken(
                  "there is no way to %s".formatted(connect.address()),
                  "no route leads to the address from here",
                  "Correct the address in DNS, or the network of the server.")
              .raising(11205, 31904);
      case null -> throw new IllegalStateException("a connection that was made has not failed");
    };
  }

  @Override
  public boolean maySectionGoOn(List<Finding> findings) {
    return examination.cause(Symptom.UNREACHABLE).isEmpty();
  }

  private List<InetAddress> addresses() {
    try {
      return examination.addresses().stream().limit(MOST).toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
