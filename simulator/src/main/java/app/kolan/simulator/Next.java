package app.kolan.simulator;

import app.kolan.carrier.signature.FormPairs;
import java.net.URI;

/// Where a call goes on.
sealed interface Next {
  /// Asks for instructions.
  ///
  /// @param extra what is told besides the standard parameters
  record Ask(URI url, FormPairs extra) implements Next {}

  /// Carries out instructions that are at hand.
  record Carry(Document document) implements Next {}
}
