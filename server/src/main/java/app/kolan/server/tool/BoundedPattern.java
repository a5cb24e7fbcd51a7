package app.kolan.server.tool;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A pattern of somebody's schema, which is given up when it takes too long: one such as
/// `^(.*a){15}$` would keep a call waiting for hours over a few letters. What is given up is not
/// kept to.
final class BoundedPattern implements RegularExpression {
  /// Letters that are looked at: tens of milliseconds. A usual pattern looks at each of a text's
  /// 32,000 letters a few times.
  private static final int MOST_LOOKS = 2_000_000;

  private final Pattern pattern;

  BoundedPattern(String pattern) {
    // As the library reads patterns: `$` is the end, and no line break before it.
    String plain = RegularExpressions.replaceDollarAnchors(pattern);
    this.pattern = Pattern.compile(RegularExpressions.replaceLongformCharacterProperties(plain));
  }

  @Override
  public boolean matches(String value) {
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
