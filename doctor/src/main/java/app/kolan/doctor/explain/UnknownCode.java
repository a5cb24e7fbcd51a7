package app.kolan.doctor.explain;

import app.kolan.server.settings.DidYouMean;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.util.Comparator;
import java.util.List;

/// A code that Kolan does not know.
///
/// @param nearest the most similar known code
public record UnknownCode(int code, int nearest) {
  public static UnknownCode of(int code) {
    List<String> byDistance =
        Problems.all().stream()
            .map(Problem::code)
            .sorted(Comparator.comparingInt(known -> Math.abs(known - code)))
            .map(String::valueOf)
            .toList();
    return new UnknownCode(
        code, Integer.parseInt(DidYouMean.of(Integer.toString(code), byDistance)));
  }

  /// Whether it is a status of a failed HTTP request, such as 403, which Twilio raises under a code
  /// of its own.
  boolean isHttpStatus() {
    return code >= 400 && code < 600;
  }
}
