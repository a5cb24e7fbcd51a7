package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.regex.Pattern;

/// In which forms a client wants an answer.
final class AcceptHeader {
  private static final Pattern NEVER = Pattern.compile("q=0(\\.0*)?");

  private AcceptHeader() {}

  /// Judges in which form an answer is wanted, by RFC 9110, section 12.5.1: it must have one of
  /// those that the operation has. A problem comes in its own form in any case.
  ///
  /// @throws ApiProblem when none is accepted
  static void judge(Contract.Entry entry, String accept) {
    if (accept.isBlank()) {
      return;
    }
    var forms = new ArrayList<String>();
    entry
        .operation()
        .path("responses")
        .forEach(response -> response.path("content").fieldNames().forEachRemaining(forms::add));
    boolean isAccepted =
        forms.isEmpty()
            || Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(range -> range.strip().split("\\s*;\\s*", -1))
                .filter(range -> Arrays.stream(range).noneMatch(NEVER.asMatchPredicate()))
                .anyMatch(range -> forms.stream().anyMatch(form -> isIn(form, range[0])));
    if (!isAccepted) {
      throw new ApiProblem(
          Kind.NOT_ACCEPTABLE, "There is " + String.join(" or ", new LinkedHashSet<>(forms)) + ".");
    }
  }

  private static boolean isIn(String form, String range) {
    return range.equals("*/*")
        || range.equals("*")
        || range.equals(form)
        || (range.endsWith("/*") && form.startsWith(range.substring(0, range.length() - 1)));
  }
}
