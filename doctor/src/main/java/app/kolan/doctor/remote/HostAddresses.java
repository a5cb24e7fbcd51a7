package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks up the addresses of a host.
interface HostAddresses {
  /// As the machine resolves names.
  HostAddresses SYSTEM = endpoint -> List.of(InetAddress.getAllByName(endpoint.bareHost()));

  /// All addresses, in the order in which they are given; at least one.
  List<InetAddress> of(Endpoint endpoint) throws UnknownHostException;
}
