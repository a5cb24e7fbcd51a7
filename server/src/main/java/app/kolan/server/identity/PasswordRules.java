package app.kolan.server.identity;

import app.kolan.server.identity.IdentityRefusal.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which passwords are taken, after NIST SP 800-63B: long enough, and none that is tried first.
/// There are no rules of composition and no expiry.
///
/// <https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver>
final class PasswordRules {
  static final int SHORTEST = 10;
  static final int LONGEST = 256;

  /// What stands around the word of a common password.
  private static final Pattern DECORATION = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

  private static final String RUNS =
      "01234567890123456789 abcdefghijklmnopqrstuvwxyzabc qwertyuiopasdfghjklzxcvbnm"
          + " 1qaz2wsx3edc4rfv5tgb6yhn7ujm 1q2w3e4r5t6y7u8i9o0p אבגדהוזחטיכלמנסעפצקרשת";

  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /// The password as it is hashed: in one form, whichever keyboard it was typed on.
  ///
  /// @throws IdentityRefusal when it is not taken; the message does not repeat it
  static String accepted(String typed, EmailAddress email) {
    String password = normalized(typed);
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      throw new IdentityRefusal(
          Kind.INVALID,
          "the password is too short: at least %d letters, such as four words".formatted(SHORTEST));
    }
    if (length > LONGEST) {
      throw new IdentityRefusal(
          Kind.INVALID, "the password is too long: at most %d letters".formatted(LONGEST));
    }
    if (isCommon(password.toLowerCase(Locale.ROOT), email)) {
      throw new IdentityRefusal(
          Kind.INVALID,
          "the password is one of those that are tried first: take another, such as four words");
    }
    return password;
  }

  static String normalized(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC);
  }

  private static boolean isCommon(String password, EmailAddress email) {
    String word = DECORATION.matcher(password).replaceAll("");
    return word.length() < 3 && password.chars().distinct().count() < 5
        || COMMON.contains(password)
        || COMMON.contains(word)
        || COMMON.contains(plain(word))
        || password.contains(email.value())
        || isOf(word, email)
        || isRepeated(password)
        || isRun(password);
  }

  /// Without the digits that stand for letters.
  private static String plain(String word) {
    return word.replace('0', 'o')
        .replace('1', 'i')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('5', 's')
        .replace('7', 't')
        .replace('@', 'a')
        .replace('$', 's')
        .replace('!', 'i');
  }

  private static boolean isOf(String word, EmailAddress email) {
    String local = email.local();
    String domain = email.value().substring(local.length() + 1);
    return word.equals(local) || word.equals(domain) || word.equals(domain.split("\\.", 2)[0]);
  }

  /// Whether it is the same few characters over and over.
  private static boolean isRepeated(String password) {
    for (int unit = 1; unit <= 4; unit++) {
      if (password.equals(
          password
              .substring(0, unit)
              .repeat(password.length() / unit + 1)
              .substring(0, password.length()))) {
        return true;
      }
    }
    return false;
  }

  /// Whether it runs along an alphabet, the digits or a keyboard, forwards or backwards.
  private static boolean isRun(String password) {
    return RUNS.contains(password) || RUNS.contains(new StringBuilder(password).reverse());
  }

  private static Set<String> common() {
    InputStream list = PasswordRules.class.getResourceAsStream("/identity/common-passwords.txt");
    if (list == null) {
      throw new IllegalStateException("the list of common passwords is part of the jar");
    }
    try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
