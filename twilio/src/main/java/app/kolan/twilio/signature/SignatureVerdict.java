package app.kolan.twilio.signature;

import java.util.List;

/// The result of a signature check.
public sealed interface SignatureVerdict {
  /// Twilio sent it, over this URL.
  record Genuine(String signedUrl) implements SignatureVerdict {}

  /// No signature came with it.
  record Unsigned() implements SignatureVerdict {}

  /// The signature does not match under any token.
  ///
  /// @param triedUrls the URLs that were tried
  record Forged(List<String> triedUrls) implements SignatureVerdict {
    public Forged {
      triedUrls = List.copyOf(triedUrls);
    }
  }
}
