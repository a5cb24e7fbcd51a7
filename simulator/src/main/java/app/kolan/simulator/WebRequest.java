package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A request to the server.
///
/// @param signed what is signed beside the URL; null for a request that Twilio does not sign
/// @param posted the form of a POST; null for a GET
record WebRequest(URI url, @Nullable FormPairs signed, @Nullable FormPairs posted) {
  static WebRequest post(URI url, FormPairs form) {
    return new WebRequest(url, form, form);
  }

  /// Gets a file, without any parameters, as `<Play>` does.
  static WebRequest get(URI url) {
    return new WebRequest(url, null, null);
  }

  /// A signed request with a form; for GET the form is in the URL's query.
  static WebRequest form(NextInstructions.Method method, URI url, FormPairs form) {
    return switch (method) {
      case POST -> post(url, form);
      case GET -> new WebRequest(withQuery(url, form), FormPairs.NONE, null);
    };
  }

  private static URI withQuery(URI url, FormPairs form) {
    String address = url.toString().split("#", 2)[0];
    return URI.create(address + (url.getRawQuery() == null ? "?" : "&") + form.encoded());
  }
}
