package app.kolan.twilio.signature;

/// The front of a URL, as text.
///
/// @param port with its colon, or empty
record UrlBase(String scheme, String host, String port) {
  static UrlBase of(SignedUrl url) {
    return new UrlBase(url.scheme(), url.host(), url.port());
  }

  boolean isSocket() {
    return scheme.equals("wss") || scheme.equals("ws");
  }

  boolean isSecure() {
    return scheme.equals("https") || scheme.equals("wss");
  }

  /// The port, empty when it is the scheme's usual one.
  String unusualPort() {
    return port.equals(isSecure() ? ":443" : ":80") ? "" : port;
  }

  /// The base as it is written into a setting.
  String asPublicUrl() {
    return (isSecure() ? "https://" : "http://") + host + unusualPort();
  }

  @Override
  public String toString() {
    return scheme + "://" + host + port;
  }
}
