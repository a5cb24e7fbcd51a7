package app.kolan.twilio.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The check of a request's signature under one or more auth tokens.
///
/// Comparisons take the same time whatever the signature is. Immutable and thread-safe.
///
/// @param tokens the auth tokens that are accepted; several during a rotation
public record SignatureCheck(List<String> tokens) {
  public SignatureCheck {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty() || tokens.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a signature is checked against at least one token");
    }
  }

  /// Checks a request.
  ///
  /// @param urls the URLs under which the carrier may have called, most likely first
  /// @param form the decoded pairs of the form body
  /// @param signature the `X-Twilio-Signature` header, null when there was none
  public SignatureVerdict judge(List<String> urls, FormPairs form, @Nullable String signature) {
    if (signature == null || signature.isBlank()) {
      return new SignatureVerdict.Unsigned();
    }
    byte[] presented = signature.getBytes(StandardCharsets.UTF_8);
    var tried = new ArrayList<String>();
    for (String url : urls) {
      for (String signedUrl : SignedUrl.forms(url)) {
        tried.add(signedUrl);
        if (matchesAnyToken(signedUrl, form, presented)) {
          return new SignatureVerdict.Genuine(signedUrl);
        }
      }
    }
    return new SignatureVerdict.Forged(tried);
  }

  private boolean matchesAnyToken(String url, FormPairs form, byte[] presented) {
    boolean matches = false;
    for (String token : tokens) {
      String expected = RequestSignature.compute(token, url, form);
      matches |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), presented);
    }
    return matches;
  }

  @Override
  public String toString() {
    return "SignatureCheck[" + tokens.size() + " tokens]";
  }
}
