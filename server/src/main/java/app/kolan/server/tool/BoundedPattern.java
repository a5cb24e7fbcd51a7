package app.kolan.server.tool;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A pattern of somebody's schema, which is given up when it takes too long: one such as
/// `^(.*a){15}$` would keep a call waiting for hours over a few letters, and one such as
/// `(((){999}){999}){999}` over none. What is given up is not kept to.
final class BoundedPattern implements RegularExpression {
  /// Letters that are looked at: tens of milliseconds. A usual pattern looks at each of a text's
  /// 32,000 letters a few times.
  private static final int MOST_LOOKS = 2_000_000;

  /// Rounds without a letter: seconds. At each letter of a text all of a pattern's counts may be
  /// gone through, one within the other.
  private static final double MOST_ROUNDS = 100_000_000;

  private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)");

  private final Pattern pattern;
  private final double rounds;

  BoundedPattern(String pattern) {
    // As the library reads patterns: `$` is the end, and no line break before it.
    String plain = RegularExpressions.replaceDollarAnchors(pattern);
    this.pattern = Pattern.compile(RegularExpressions.replaceLongformCharacterProperties(plain));
    rounds =
        COUNT
            .matcher(pattern)
            .results()
            .mapToDouble(count -> Math.max(1, Double.parseDouble(count.group(1))))
            .reduce(1, (one, other) -> one * other);
  }

  @Override
  public boolean matches(String value) {
    if (rounds * (value.length() + 1) > MOST_ROUNDS) {
      return false;
    }
    try {
      return pattern.matcher(new Watched(value, new AtomicInteger())).find();
    } catch (TooLong | StackOverflowError e) {
      return false;
    }
  }

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super("a pattern takes too long", null, false, false);
    }
  }

  /// A text that counts how often it is looked at.
  private record Watched(String text, AtomicInteger looks) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (looks.incrementAndGet() > MOST_LOOKS) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.substring(start, end), looks);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
