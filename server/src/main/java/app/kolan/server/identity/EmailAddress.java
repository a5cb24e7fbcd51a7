package app.kolan.server.identity;

import app.kolan.server.identity.IdentityRefusal.Kind;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/// An e-mail address, by which a user signs in. In lower case, since nobody remembers how he wrote
/// his; the domain as in DNS. The part before the `@` is ASCII, as nearly every mail server wants.
public record EmailAddress(String value) {
  private static final Pattern LOCAL =
      Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;

  /// Reads an address that somebody typed.
  ///
  /// @throws IdentityRefusal when it is none
  public static EmailAddress of(String typed) {
    String text = typed.strip();
    int at = text.lastIndexOf('@');
    if (at > 0 && text.length() <= LONGEST) {
      String local = text.substring(0, at).toLowerCase(Locale.ROOT);
      String domain = domain(text.substring(at + 1));
      if (local.length() <= LONGEST_LOCAL
          && at + 1 + domain.length() <= LONGEST
          && LOCAL.matcher(local).matches()
          && DOMAIN.matcher(domain).matches()) {
        return new EmailAddress(local + "@" + domain);
      }
    }
    throw new IdentityRefusal(
        Kind.INVALID, "that is no e-mail address; it looks like dana@example.com");
  }

  private static String domain(String typed) {
    try {
      return IDN.toASCII(typed).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// What stands before the `@`.
  String local() {
    return value.substring(0, value.indexOf('@'));
  }

  @Override
  public String toString() {
    return value;
  }
}
