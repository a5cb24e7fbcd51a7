package app.kolan.server.bootstrap;

import app.kolan.server.identity.RandomText;
import app.kolan.server.nodes.Node;
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
import app.kolan.server.telephony.echo.ServerIdentity;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server has of the others that share its database.
record NodeServices(Nodes nodes, SharedCalls calls) {
  private static final Logger LOG = LoggerFactory.getLogger(NodeServices.class);
  private static final int INSTANCE_DIGITS = 16;

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

  /// What the doctor is told of this server. Instances are made with the key that all nodes share,
  /// so that one with another key does not recognise them.
  ///
  /// @throws StoreException when the data folder cannot be used
  Supplier<ServerIdentity> identity(Config config) {
    int schema = StoreFactory.newestVersion();
    String self = nodes.id();
    if (self == null) {
      ServerIdentity alone = ServerIdentity.alone(schema);
      return () -> alone;
    }
    String key = DirectoryServices.encryptingKeyHash(config);
    return () ->
        new ServerIdentity(
            instance(self, key),
            name(self),
            schema,
            nodes.live().stream().map(node -> instance(node, key)).sorted().toList());
  }

  private static String instance(String node, String key) {
    return RandomText.hash("doctor:" + key + ":" + node).substring(0, INSTANCE_DIGITS);
  }

  private String name(String id) {
    return nodes.all().stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .map(Node::name)
        .orElse(id);
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
