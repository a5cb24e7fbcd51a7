package app.kolan.server.rejection;

import app.kolan.twilio.signature.SignatureDiagnosis;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that was refused, or was refused again and again, without anything that is private.
///
/// @param url the URL that was checked, with the values of its query hidden
/// @param parameters the names of the form's parameters
/// @param peer where it came from, masked
/// @param client where a proxy says it came from, masked; empty when none does
/// @param diagnosis why, null when there were too many at once to find out
/// @param count how often, from `first` to `last`
public record Rejection(
    Instant first,
    Instant last,
    int count,
    String route,
    String method,
    String url,
    List<String> parameters,
    String peer,
    String client,
    @Nullable SignatureDiagnosis diagnosis) {
  private static final String NOT_EXPLAINED = "not-explained";

  public Rejection {
    parameters = List.copyOf(parameters);
  }

  static Rejection of(
      UnverifiedRequest arrival, Instant at, @Nullable SignatureDiagnosis diagnosis) {
    return new Rejection(
        at,
        at,
        1,
        arrival.route(),
        arrival.request().method(),
        Redactor.url(arrival.request().checkedUrls().getFirst()),
        Redactor.names(arrival.parameters()),
        Redactor.address(arrival.peer()),
        Redactor.address(arrival.client()),
        diagnosis);
  }

  /// A short name of the diagnosis, such as `would-match`.
  public String name() {
    return diagnosis == null ? NOT_EXPLAINED : diagnosis.name();
  }

  /// Why it was refused, in words.
  public String what() {
    return diagnosis == null
        ? "There were too many refused requests at once to explain this one."
        : diagnosis.what();
  }

  public List<String> remedies() {
    return diagnosis == null ? List.of() : diagnosis.remedies();
  }

  /// The public URL with which it would match, null when there is none.
  public @Nullable String publicUrl() {
    return diagnosis instanceof SignatureDiagnosis.WouldMatch would ? would.publicUrl() : null;
  }

  /// Whether it is sure that a holder of the token has signed something much like it.
  boolean isProven() {
    return switch (diagnosis) {
      case SignatureDiagnosis.WouldMatch _,
          SignatureDiagnosis.BodyChanged _,
          SignatureDiagnosis.Matches _ ->
          true;
      case SignatureDiagnosis.OtherAccount _,
          SignatureDiagnosis.Unsigned _,
          SignatureDiagnosis.NotASignature _,
          SignatureDiagnosis.UnknownReason _ ->
          false;
      case null -> false;
    };
  }

  /// Whether the other is a repetition of this one.
  boolean isLike(Rejection other) {
    return route.equals(other.route)
        && method.equals(other.method)
        && url.equals(other.url)
        && peer.equals(other.peer)
        && client.equals(other.client)
        && (diagnosis == null || other.diagnosis == null || what().equals(other.what()));
  }

  /// This one and its repetition as one.
  Rejection and(Rejection later) {
    return new Rejection(
        first,
        later.last,
        count + later.count,
        route,
        method,
        url,
        later.parameters,
        peer,
        client,
        later.diagnosis == null ? diagnosis : later.diagnosis);
  }
}
