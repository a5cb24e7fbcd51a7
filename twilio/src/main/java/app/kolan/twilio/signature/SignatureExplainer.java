package app.kolan.twilio.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/* How a refused signature is explained.

A signature is a digest of a text: the URL and, behind it, the form. It cannot be read backwards,
but what may have been signed can be guessed and computed. The text has five parts that go wrong
on their own: scheme with host and port, path, query, form, token. For each there is a list of
readings, the server's own first: what proxies, libraries and people are known to make of it.

A way to sign is one reading of each part. Ways that differ in one part are tried before those
that differ in two, so that what is found is the simplest explanation. With some tens of readings
each, that is a few thousand digests, or a few milliseconds.

A match proves that the holder of a configured token has signed that very text. It does not prove
that this request is the one that was signed for: the explanation lets nothing in. */

/// Explains rejected signatures. Immutable and thread-safe.
public final class SignatureExplainer {
  private static final int DIGEST_LENGTH = 20;

  private final SignatureSettings settings;

  public SignatureExplainer(SignatureSettings settings) {
    this.settings = settings;
  }

  /// Finds out why a request's signature does not match.
  public SignatureDiagnosis explain(ArrivedRequest request) {
    String presented = request.signature();
    if (presented == null || presented.isBlank()) {
      return new SignatureDiagnosis.Unsigned(isForwarded(request));
    }
    byte[] digest = digest(presented);
    if (digest == null) {
      return new SignatureDiagnosis.NotASignature(looks(presented.strip()));
    }
    var parts =
        new SignatureSearch.Parts(
            BaseReadings.of(request, settings),
            PathReadings.of(request, settings),
            QueryReadings.of(request),
            FormReadings.of(request),
            tokens());
    var search = new SignatureSearch(parts, digest);
    return search
        .run()
        .map(found -> diagnosis(request, found))
        .or(() -> otherAccount(request))
        .orElseGet(
            () ->
                new SignatureDiagnosis.UnknownReason(
                    LikelyCause.of(request, settings), search.digests()));
  }

  private SignatureDiagnosis diagnosis(ArrivedRequest request, SignatureSearch.Found found) {
    if (found.differences().isEmpty()) {
      return otherAccount(request).orElseGet(() -> new SignatureDiagnosis.Matches(found.url()));
    }
    var remedies = new Remedies(request, settings);
    String publicUrl = remedies.publicUrl(found);
    List<String> steps = remedies.of(found, publicUrl);
    boolean body = found.differences().stream().anyMatch(one -> one.kind().isOfBody());
    return body
        ? new SignatureDiagnosis.BodyChanged(found.url(), found.differences(), steps)
        : new SignatureDiagnosis.WouldMatch(found.url(), publicUrl, found.differences(), steps);
  }

  private Optional<SignatureDiagnosis> otherAccount(ArrivedRequest request) {
    return request
        .accountSid()
        .filter(sid -> sid.matches("AC[0-9a-zA-Z]{1,64}"))
        .filter(sid -> !settings.accountSid().isEmpty() && !sid.equals(settings.accountSid()))
        .map(sid -> new SignatureDiagnosis.OtherAccount(sid, settings.accountSid()));
  }

  private List<Reading<List<String>>> tokens() {
    List<String> tokens = settings.tokens();
    var ways = new Reading.Ways<>(tokens);
    String what = "with the token without white space around it";
    ways.add(each(tokens, "^\\s+|\\s+$"), Difference.Kind.TOKEN_SPELLING, what);
    String quotes = "with the token without quotes around it";
    ways.add(each(tokens, "^[\\s\"']+|[\\s\"']+$"), Difference.Kind.TOKEN_SPELLING, quotes);
    return ways.list();
  }

  private static List<String> each(List<String> tokens, String unwanted) {
    return tokens.stream()
        .map(token -> token.replaceAll(unwanted, ""))
        .filter(token -> !token.isEmpty())
        .toList();
  }

  private static byte @Nullable [] digest(String presented) {
    try {
      byte[] digest = Base64.getDecoder().decode(presented.getBytes(StandardCharsets.UTF_8));
      return digest.length == DIGEST_LENGTH && presented.endsWith("=") ? digest : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String looks(String presented) {
    if (presented.contains(",")) {
      return "a list, as if the header came more than once";
    }
    if (presented.matches("[0-9a-fA-F]{40}")) {
      return "hexadecimal";
    }
    if (presented.matches("[A-Za-z0-9_-]{27}=?")) {
      return "in the alphabet for URLs, or without its =";
    }
    if (presented.contains("%")) {
      return "percent-encoded";
    }
    return presented.matches("[A-Za-z0-9+/]+={0,2}")
        ? "base64 of another length"
        : "something else";
  }

  private static boolean isForwarded(ArrivedRequest request) {
    return request.headers().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(
            name ->
                name.startsWith("x-forwarded") || name.equals("forwarded") || name.equals("via"));
  }
}
