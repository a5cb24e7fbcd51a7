package app.kolan.twilio.signature;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why a request's signature was rejected, as far as that can be determined. It only explains; it
/// never admits a request.
///
/// Its texts contain no token, no signature and no parameter value. URLs include their query.
public sealed interface SignatureDiagnosis {
  /// What has happened, in a sentence or two.
  String what();

  /// Remedies, the most likely to help first; none when nothing is wrong.
  List<String> remedies();

  /// A short name for logs and JSON, such as `would-match`.
  default String name() {
    return getClass().getSimpleName().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /// The signature is good.
  ///
  /// @param url over which it was made
  record Matches(String url) implements SignatureDiagnosis {
    @Override
    public String what() {
      return "The signature matches.";
    }

    @Override
    public List<String> remedies() {
      return List.of();
    }
  }

  /// A configured token made the signature, over another URL or spelling.
  ///
  /// @param url over which it was made, with its query
  /// @param publicUrl the public URL with which it would match, null when none would do
  record WouldMatch(
      String url, @Nullable String publicUrl, List<Difference> differences, List<String> remedies)
      implements SignatureDiagnosis {
    public WouldMatch {
      differences = List.copyOf(differences);
      remedies = List.copyOf(remedies);
    }

    @Override
    public String what() {
      return publicUrl == null
          ? "It was signed otherwise than it was checked: %s.".formatted(clauses(differences))
          : "It would match if the public URL were %s: it was signed %s."
              .formatted(publicUrl, clauses(differences));
    }
  }

  /// A configured token made the signature, but over another body than the one that arrived.
  ///
  /// @param url over which it was made, with its query
  record BodyChanged(String url, List<Difference> differences, List<String> remedies)
      implements SignatureDiagnosis {
    public BodyChanged {
      differences = List.copyOf(differences);
      remedies = List.copyOf(remedies);
    }

    @Override
    public String what() {
      return "The body was changed on the way, or is read otherwise than it was signed: it was"
          + " signed %s.".formatted(clauses(differences));
    }
  }

  /// The request says that it is another account's, and no configured token made the signature, or
  /// one made it all the same.
  ///
  /// @param sid the account that it names
  record OtherAccount(String sid, String configured) implements SignatureDiagnosis {
    @Override
    public String what() {
      return "The token is another account's: the request is of %s, and %s is configured."
          .formatted(sid, configured);
    }

    @Override
    public List<String> remedies() {
      return List.of(
          "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to those of the account that owns the"
              + " number. A subaccount has a token of its own, and Twilio signs with that.",
          "If the account is a stranger's, leave it refused.");
    }
  }

  /// The request has no signature.
  ///
  /// @param forwarded whether it came through a proxy, to judge by its headers
  record Unsigned(boolean forwarded) implements SignatureDiagnosis {
    @Override
    public String what() {
      return forwarded
          ? "There is no X-Twilio-Signature: a proxy strips it, or it is not from Twilio."
          : "There is no X-Twilio-Signature: it is not from Twilio, or a proxy strips it.";
    }

    @Override
    public List<String> remedies() {
      return List.of(
          "If Twilio's Debugger shows this request as failed, let the proxy pass X-Twilio-Signature:"
              + " nginx does unless proxy_pass_request_headers is off or the header is set to"
              + " nothing by proxy_set_header.",
          "If not, it is a stranger's or a browser's: leave it refused.");
    }
  }

  /// The header's value cannot be a signature.
  ///
  /// @param looks what it looks like, in words
  record NotASignature(String looks) implements SignatureDiagnosis {
    @Override
    public String what() {
      return "X-Twilio-Signature is no signature of Twilio's, which is 20 bytes in base64: it is "
          + looks
          + ".";
    }

    @Override
    public List<String> remedies() {
      return List.of(
          "Let the proxy pass X-Twilio-Signature once and unchanged; look for proxy_set_header"
              + " X-Twilio-Signature or the like.",
          "If Twilio's Debugger does not show this request, it is a stranger's: leave it refused.");
    }
  }

  /// Nothing that was tried matches.
  ///
  /// @param causes the likely causes, the most likely first
  /// @param tried how many ways were tried
  record UnknownReason(List<LikelyCause> causes, int tried) implements SignatureDiagnosis {
    public UnknownReason {
      causes = List.copyOf(causes);
    }

    @Override
    public String what() {
      return "No configured token has made this signature, over any of %d readings: %s."
          .formatted(
              tried, causes.stream().map(LikelyCause::what).collect(Collectors.joining(", or ")));
    }

    @Override
    public List<String> remedies() {
      return causes.stream().map(LikelyCause::remedy).toList();
    }
  }

  private static String clauses(List<Difference> differences) {
    return differences.stream().map(Difference::what).distinct().collect(Collectors.joining(", "));
  }
}
