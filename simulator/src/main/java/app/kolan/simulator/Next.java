package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import java.net.URI;

/// Where a call goes on.
sealed interface Next {
  /// Asks for instructions.
  ///
  /// @param extra what is told besides the standard parameters
  /// @param method how the parameters travel: in the body, or in the URL
  record Ask(URI url, FormPairs extra, Method method) implements Next {
    Ask(URI url, FormPairs extra) {
      this(url, extra, Method.POST);
    }
  }

  /// The methods that Twilio asks with.
  enum Method {
    POST,
    GET
  }

  /// Carries out instructions that are at hand.
  record Carry(Document document) implements Next {}
}
