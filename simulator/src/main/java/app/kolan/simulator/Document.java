package app.kolan.simulator;

import app.kolan.twilio.twiml.Twiml;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Instructions, and the address that their relative URLs are relative to.
///
/// @param url null when they came without an address, so that their URLs must be absolute
record Document(Twiml twiml, @Nullable URI url) {
  /// A URL of these instructions in full; empty when it makes none.
  Optional<URI> resolve(String reference) {
    try {
      URI resolved = url == null ? URI.create(reference) : url.resolve(URI.create(reference));
      return resolved.isAbsolute() && resolved.getHost() != null
          ? Optional.of(resolved)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
