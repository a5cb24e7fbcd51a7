package app.kolan.twilio.signature;

/// The target of a request line, byte for byte.
///
/// @param query with its question mark, or empty
record RequestTarget(String path, String query) {
  /// Takes a target apart; a scheme and host in front, as some proxies send them (RFC 9112, section
  /// 3.2.2), are left out.
  static RequestTarget parse(String target) {
    if (!target.startsWith("/")) {
      SignedUrl url = SignedUrl.parse(target);
      return new RequestTarget(url.path(), url.query());
    }
    int question = target.indexOf('?');
    return question < 0
        ? new RequestTarget(target, "")
        : new RequestTarget(target.substring(0, question), target.substring(question));
  }
}
