package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeWarnings;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Whether the PostgreSQL database of `KOLAN_DATABASE` can be reached, which version its tables
/// have, and whether the servers that share it agree. Changes nothing.
final class DatabaseServerCheck implements Check {
  private final StoreSettings store;
  private final PostgresAddress address;

  DatabaseServerCheck(StoreSettings store, PostgresAddress address) {
    this.store = store;
    this.address = address;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public List<Finding> look() {
    try {
      int version = StoreFactory.version(store);
      int newest = StoreFactory.newestVersion();
      if (version > newest && !StoreFactory.isUsable(store)) {
        return List.of(
            Finding.broken(
                "the database %s has version %d, and this Kolan knows version %d"
                    .formatted(address, version, newest),
                "a newer Kolan wrote it, and serve refuses it",
                "Run the Kolan that wrote it or a newer one."));
      }
      if (version < newest) {
        return List.of(
            Finding.note(
                "the database %s has version %d; the next start brings it to version %d"
                    .formatted(address, version, newest)));
      }
      return findings(address, StoreFactory.nodes(store).stream().filter(Node::isLive).toList());
    } catch (StoreException e) {
      return List.of(
          Finding.broken(
              "the database %s cannot be used: %s".formatted(address, LedgerCheck.what(e.code())),
              String.valueOf(e.getMessage())
                  .replace(e.code() + ": ", "")
                  .replace(". " + e.remedy(), ""),
              e.remedy()));
    }
  }

  /// @param live the servers that use the database
  static List<Finding> findings(PostgresAddress address, List<Node> live) {
    var findings = new ArrayList<Finding>();
    String names = live.stream().map(Node::name).collect(Collectors.joining(", "));
    findings.add(
        Finding.fine(
            "the database %s can be reached%s"
                .formatted(
                    address,
                    live.isEmpty()
                        ? ""
                        : "; %d %s it: %s"
                            .formatted(
                                live.size(),
                                live.size() == 1 ? "server uses" : "servers use",
                                names))));
    for (String warning : NodeWarnings.of(live)) {
      String[] parts = warning.split(": ", 2);
      findings.add(
          Finding.broken(
              parts[0],
              "calls that move from one to the other may be answered differently, or refused",
              Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1) + "."));
    }
    return findings;
  }
}
