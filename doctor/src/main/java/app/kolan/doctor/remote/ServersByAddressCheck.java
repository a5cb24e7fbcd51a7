package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireExchange;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether every address of the host leads to one and the same server, or to servers of one
/// database. A client takes any of them, and every other check takes the first.
///
/// A server that is not known to be Kolan is left alone: each question would be a call to it. So
/// this is planned again for where Kolan shows itself; it examines once.
final class ServersByAddressCheck implements Check {
  /// How often each address is asked. The order turns round each time, so that a balancer that
  /// takes servers in turn behind all addresses is not taken for a server at each.
  private static final int ROUNDS = 3;

  private final Examination examination;
  private final AnsweringServers kolans = new AnsweringServers();
  private boolean areKolansAlone = true;
  private boolean done;

  ServersByAddressCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "servers at all addresses";
  }

  @Override
  public List<Finding> look() {
    List<InetAddress> addresses = examination.reachable();
    if (done || !examination.isKolan() || addresses.size() < 2) {
      return List.of();
    }
    done = true;
    Map<InetAddress, Set<String>> servers = ask(addresses);
    if (!areDifferent(List.copyOf(servers.values()))) {
      return List.of();
    }
    examination.serversDifferByAddress();
    return List.of(
        areKolansAlone && kolans.shareOneDatabase() ? ofOneDatabase(servers) : several(servers));
  }

  /// Who answered at each address.
  private Map<InetAddress, Set<String>> ask(List<InetAddress> addresses) {
    var servers = new LinkedHashMap<InetAddress, Set<String>>();
    for (int round = 0; round < ROUNDS; round++) {
      for (InetAddress address : round % 2 == 0 ? addresses : addresses.reversed()) {
        Set<String> known = servers.computeIfAbsent(address, _ -> new TreeSet<>());
        WireResult result = ask(address);
        if (!tellsNothing(result)) {
          known.add(nameOf(result));
        }
      }
    }
    return servers;
  }

  /// A Kolan may take another of the doctor's tokens than the first.
  private WireResult ask(InetAddress address) {
    int tokens = Math.max(1, examination.target().tokens().size());
    WireResult result = null;
    for (int token = 0; token < tokens; token++) {
      examination.tokenIs(token);
      result =
          WireExchange.exchange(EndpointCheck.echo(examination).at(address), examination.timeout());
      if (result instanceof Answered answer && EchoReport.parse(answer.body()).isPresent()) {
        break;
      }
    }
    examination.tokenIs(0);
    return result == null ? new WireResult.Failed(WireResult.Failure.CLOSED, "") : result;
  }

  /// Whether nothing can be seen from an answer: a proxy limits the rate, or sends requests twice.
  private static boolean tellsNothing(WireResult result) {
    return result instanceof Answered answer
        && (ProxyKind.isKolan(answer, EchoReport.REPEATED)
            || !ProxyKind.isKolan(answer) && (answer.status() == 429 || answer.status() == 503));
  }

  private String nameOf(WireResult result) {
    Optional<EchoReport> report =
        result instanceof Answered answer ? EchoReport.parse(answer.body()) : Optional.empty();
    report.ifPresent(kolans::answered);
    areKolansAlone &= report.isPresent();
    return report.map(AnsweringServers::name).orElseGet(() -> ServersCheck.outcome(result));
  }

  private static boolean areDifferent(List<Set<String>> servers) {
    return servers.stream()
        .filter(one -> !one.isEmpty())
        .anyMatch(
            one ->
                servers.stream()
                    .filter(other -> !other.isEmpty())
                    .anyMatch(other -> Collections.disjoint(one, other)));
  }

  private static String listed(Map<InetAddress, Set<String>> servers) {
    return servers.entrySet().stream()
        .filter(one -> !one.getValue().isEmpty())
        .map(
            one ->
                "%s to %s"
                    .formatted(one.getKey().getHostAddress(), String.join(" or ", one.getValue())))
        .collect(Collectors.joining(", "));
  }

  private Finding ofOneDatabase(Map<InetAddress, Set<String>> servers) {
    return ServersOfOneDatabase.found(
        "%s leads to %d servers of one database: %s"
            .formatted(examination.endpoint().host(), kolans.places(), listed(servers)),
        kolans);
  }

  private Finding several(Map<InetAddress, Set<String>> servers) {
    String host = examination.endpoint().host();
    String what = "%s leads to several servers: %s".formatted(host, listed(servers));
    examination.blame(Symptom.VOICE, what);
    return Finding.broken(
            what,
            "DNS has several addresses for it, and Twilio takes any of them; what one server knows"
                + " of a call, its ticket above all, the other does not: a call works only if its"
                + " webhooks and its stream happen to reach the same one",
            "Leave one A record for %s, or let all of its addresses lead to one server; keep another"
                    .formatted(host)
                + " as a standby alone, or give all of them one PostgreSQL database and one"
                + " KOLAN_SECRET_KEY.")
        .raising(11200, 31921);
  }
}
