package app.kolan.server.rejection;

import app.kolan.twilio.signature.ArrivedRequest;
import java.util.List;

/// A request that its signature does not let in, as it reached the server.
///
/// @param route the path of Kolan's that it asks for
/// @param parameters the names of its form's parameters
/// @param peer the address of the other end of the connection; empty when it is not known
/// @param client the address that a proxy says it comes from; empty when none does
public record UnverifiedRequest(
    String route, ArrivedRequest request, List<String> parameters, String peer, String client) {
  public UnverifiedRequest {
    parameters = List.copyOf(parameters);
  }
}
