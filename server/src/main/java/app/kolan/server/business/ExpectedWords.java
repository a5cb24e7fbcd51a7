package app.kolan.server.business;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Words that are looked for in what the agent said: `תור & מתי | שעות` are both of the first two,
/// or the last. `/…/` is a regular expression. Case, Hebrew points and signs do not count.
public final class ExpectedWords {
  private static final Pattern EXPRESSION = Pattern.compile("/(.+)/");

  /// A character with an even number of slashes on its right is in no regular expression.
  private static final String OUTSIDE = "(?=[^/]*(?:/[^/]*/[^/]*)*$)";

  private final List<List<Pattern>> alternatives;

  private ExpectedWords(List<List<Pattern>> alternatives) {
    this.alternatives = alternatives;
  }

  /// Reads them; empty when a part is missing, or is no regular expression.
  public static Optional<ExpectedWords> read(String written) {
    try {
      List<List<Pattern>> all =
          Arrays.stream(written.split("\\|" + OUTSIDE, -1))
              .map(
                  either ->
                      Arrays.stream(either.split("&" + OUTSIDE, -1))
                          .map(ExpectedWords::part)
                          .toList())
              .toList();
      return Optional.of(new ExpectedWords(all));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /// Whether a text contains them.
  public boolean in(String text) {
    String plain = plain(text);
    return alternatives.stream()
        .anyMatch(all -> all.stream().allMatch(part -> part.matcher(plain).find()));
  }

  private static Pattern part(String written) {
    String part = written.strip();
    var expression = EXPRESSION.matcher(part);
    if (expression.matches()) {
      return Pattern.compile(expression.group(1), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
    String plain = plain(part);
    if (plain.isEmpty()) {
      throw new PatternSyntaxException("no words", written, 0);
    }
    return Pattern.compile(Pattern.quote(plain), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /// Without points, bidi marks and signs, and with single spaces.
  public static String plain(String text) {
    return text.replaceAll("[\\p{Mn}\\p{Cf}\"'׳״`]", "")
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }
}
