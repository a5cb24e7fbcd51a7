package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import java.net.URI;

/// Where a call continues.
sealed interface NextInstructions {
  /// Requests instructions from a URL.
  ///
  /// @param extra parameters besides the standard ones
  /// @param method whether the parameters are sent in the body or in the URL
  record Ask(URI url, FormPairs extra, Method method) implements NextInstructions {
    Ask(URI url, FormPairs extra) {
      this(url, extra, Method.POST);
    }

    /// The same with more parameters.
    Ask with(FormPairs more) {
      return new Ask(url, CallParameters.joined(extra, more), method);
    }
  }

  /// The HTTP methods that Twilio requests with.
  enum Method {
    POST,
    GET
  }

  /// Executes a document that is already available.
  record Carry(Document document) implements NextInstructions {}
}
