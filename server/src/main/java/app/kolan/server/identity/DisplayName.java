package app.kolan.server.identity;

import app.kolan.server.identity.IdentityRefusal.Kind;

/// How people call a user, a key or a passkey.
final class DisplayName {
  private static final int LONGEST = 200;

  private DisplayName() {}

  /// The name as it is stored.
  ///
  /// @throws IdentityRefusal when it is too long or cannot be shown
  static String of(String text) {
    String name = text.strip();
    if (name.length() > LONGEST) {
      throw new IdentityRefusal(
          Kind.INVALID,
          "a name has at most %d letters, and this has %d".formatted(LONGEST, name.length()));
    }
    boolean odd =
        name.codePoints()
            .anyMatch(
                point -> Character.isISOControl(point) || (point >= 0xD800 && point <= 0xDFFF));
    if (odd) {
      throw new IdentityRefusal(
          Kind.INVALID, "a name is one line of text, without control characters");
    }
    return name;
  }
}
