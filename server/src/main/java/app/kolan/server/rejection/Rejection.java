package app.kolan.server.rejection;

import app.kolan.twilio.signature.SignatureDiagnosis;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rejected request, possibly repeated, without any private data.
///
/// @param url the URL that was checked, with the values of its query hidden
/// @param parameters the names of the form's parameters
/// @param peer the masked address of the connection
/// @param client the masked address of the client according to a proxy; empty when there is none
/// @param diagnosis the reason; null when too many requests came at once to find it, or it was too
///   large
/// @param doctors whether the doctor has sent it
/// @param count how often it occurred, from `first` to `last`
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
    boolean doctors,
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
        arrival.request().form().filter(DoctorCalls::isOne).isPresent(),
        diagnosis);
  }

  /// A short name of the diagnosis, such as `would-match`.
  public String name() {
    return diagnosis == null ? NOT_EXPLAINED : diagnosis.name();
  }

  /// The reason in words.
  public String what() {
    return diagnosis == null
        ? "There were too many rejected requests at once to explain this one, or it was too large."
        : diagnosis.what();
  }

  public List<String> remedies() {
    return diagnosis == null ? List.of() : diagnosis.remedies();
  }

  /// The public URL with which it would match, null when there is none.
  public @Nullable String publicUrl() {
    return diagnosis instanceof SignatureDiagnosis.WouldMatch would ? would.publicUrl() : null;
  }

  /// Whether it is certain that a holder of the token has signed a similar request.
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

  /// Whether the other one is a repetition of this one.
  boolean isLike(Rejection other) {
    return route.equals(other.route)
        && method.equals(other.method)
        && url.equals(other.url)
        && peer.equals(other.peer)
        && client.equals(other.client)
        && doctors == other.doctors
        && (diagnosis == null || other.diagnosis == null || what().equals(other.what()));
  }

  /// Merges this one and its repetition.
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
        doctors,
        later.diagnosis == null ? diagnosis : later.diagnosis);
  }
}
