package app.kolan.server.telephony.echo;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// What a server tells the doctor of itself, by which servers that share a database are told from
/// those that do not. It means nothing to anybody else.
///
/// @param instance what tells this process from any other
/// @param node its name among those that share its database; empty where no other can use that
/// @param schema the version of the tables that it knows
/// @param peers the instances of those that live and share its database and its secret key, as far
///   as it knows; it may be one of them. Of two servers that share both, one names the other at
///   least
public record ServerIdentity(String instance, String node, int schema, List<String> peers) {
  private static final int INSTANCE_BYTES = 8;

  public ServerIdentity {
    peers = List.copyOf(peers);
  }

  /// That of a server whose database no other can use.
  ///
  /// @param schema the version of the tables that it knows
  public static ServerIdentity alone(int schema) {
    var bytes = new byte[INSTANCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ServerIdentity(HexFormat.of().formatHex(bytes), "", schema, List.of());
  }
}
