package app.kolan.server.rejection;

import app.kolan.twilio.signature.ArrivedRequest;
import java.util.List;

/// A request without a valid signature, as it reached the server.
///
/// @param route Kolan's path that it asks for
/// @param parameters the names of its form's parameters
/// @param peer the address of the other end of the connection; empty when it is not known
/// @param client the client's address according to a proxy; empty when there is none
public record UnverifiedRequest(
    String route, ArrivedRequest request, List<String> parameters, String peer, String client) {
  public UnverifiedRequest {
    parameters = List.copyOf(parameters);
  }
}
