package app.kolan.server.bootstrap;

import app.kolan.server.nodes.NodeRegistry;
import app.kolan.server.nodes.NodeSettings;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.nodes.SharedCalls;
import app.kolan.server.nodes.sql.SqlNodeStore;
import app.kolan.server.nodes.sql.SqlSharedCalls;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.telephony.Admission.SharedPlaces;
import app.kolan.server.telephony.Resumption;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server has of the others that share its database.
record NodeServices(Nodes nodes, SharedCalls calls) {
  private static final Logger LOG = LoggerFactory.getLogger(NodeServices.class);

  /// Joins the others, if others can use the database.
  ///
  /// @throws app.kolan.server.nodes.NodeNameTaken when another one has this server's name
  static NodeServices join(Config config, SqlDatabase database) {
    var calls = new SqlSharedCalls(database);
    if (!database.isShared()) {
      return new NodeServices(Nodes.ALONE, calls);
    }
    String version = NodeServices.class.getPackage().getImplementationVersion();
    var registry =
        NodeRegistry.join(
            new SqlNodeStore(database),
            config.get(NodeSettings.GROUP),
            config.data(),
            DirectoryServices.keyHash(config),
            version == null ? "development" : version,
            InstantSource.system(),
            database.isOpen() ? null : database::whenOpen);
    return new NodeServices(registry, calls);
  }

  /// What decides whether a talk goes on at another node.
  Resumption resumption(InstantSource clock) {
    return new Resumption(nodes, nodes.isAlone() ? null : calls, clock);
  }

  /// The places of businesses, counted for all nodes. While the database is away they are this
  /// node's alone.
  SharedPlaces places(InstantSource clock) {
    if (nodes.isAlone()) {
      return SharedPlaces.NONE;
    }
    return (call, business, most) -> {
      try {
        return calls.takePlace(call, business, most, nodes.live(), clock.instant());
      } catch (StoreException e) {
        LOG.atWarn().addKeyValue("code", e.code()).log("places are counted for this node alone");
        return true;
      }
    };
  }
}
