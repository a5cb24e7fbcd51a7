package app.kolan.server.web;

/// The percent-encoding of a request's path. Nothing of a target is decoded before the signature is
/// checked: until then it is bytes.
final class PathEncoding {
  private PathEncoding() {}

  /// Whether each `%` of the path begins an octet, as RFC 3986, section 2.1 has it. The router
  /// decodes the path, and no route of ours has a `%` in it.
  static boolean isWellFormed(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
      if (at + 2 >= path.length() || !isHex(path.charAt(at + 1)) || !isHex(path.charAt(at + 2))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char digit) {
    return Character.digit(digit, 16) >= 0 && digit < 0x80;
  }
}
