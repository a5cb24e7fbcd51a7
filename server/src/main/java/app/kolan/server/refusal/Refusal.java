package app.kolan.server.refusal;

import app.kolan.carrier.signature.Diagnosis;
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
public record Refusal(
    Instant first,
    Instant last,
    int count,
    String route,
    String method,
    String url,
    List<String> parameters,
    String peer,
    String client,
    @Nullable Diagnosis diagnosis) {
  private static final String NOT_EXPLAINED = "not-explained";

  public Refusal {
    parameters = List.copyOf(parameters);
  }

  static Refusal of(Arrival arrival, Instant at, @Nullable Diagnosis diagnosis) {
    return new Refusal(
        at,
        at,
        1,
        arrival.route(),
        arrival.request().method(),
        Redaction.url(arrival.request().checkedUrls().getFirst()),
        Redaction.names(arrival.parameters()),
        Redaction.address(arrival.peer()),
        Redaction.address(arrival.client()),
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
    return diagnosis instanceof Diagnosis.WouldMatch would ? would.publicUrl() : null;
  }

  /// Whether it is sure that a holder of the token has signed something much like it.
  boolean isProven() {
    return switch (diagnosis) {
      case Diagnosis.WouldMatch _, Diagnosis.BodyChanged _, Diagnosis.Matches _ -> true;
      case Diagnosis.OtherAccount _,
          Diagnosis.Unsigned _,
          Diagnosis.NotASignature _,
          Diagnosis.UnknownReason _ ->
          false;
      case null -> false;
    };
  }

  /// Whether the other is a repetition of this one.
  boolean isLike(Refusal other) {
    return route.equals(other.route)
        && method.equals(other.method)
        && url.equals(other.url)
        && peer.equals(other.peer)
        && client.equals(other.client)
        && (diagnosis == null || other.diagnosis == null || what().equals(other.what()));
  }

  /// This one and its repetition as one.
  Refusal and(Refusal later) {
    return new Refusal(
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
