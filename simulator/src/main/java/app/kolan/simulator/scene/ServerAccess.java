package app.kolan.simulator.scene;

/// How a scene's server can be reached.
public enum ServerAccess {
  PLAIN("server speaks HTTP"),
  DOWN("server is down"),
  SILENT("server takes connections and says nothing"),
  NO_SUCH_HOST("host name does not exist"),
  NO_TLS("server speaks HTTP where TLS is expected"),
  NO_HTTP("server speaks TLS where HTTP is expected"),
  SELF_SIGNED("server has a certificate that nobody vouches for"),
  EXPIRED("server has an expired certificate"),
  OTHER_HOST("server has another host's certificate");

  private final String sentence;

  ServerAccess(String sentence) {
    this.sentence = sentence;
  }

  /// The sentence for it in a scene.
  public String sentence() {
    return sentence;
  }

  /// Whether it is called over `https` and `wss`.
  public boolean isSecure() {
    return switch (this) {
      case PLAIN, DOWN, SILENT, NO_SUCH_HOST, NO_HTTP -> false;
      case NO_TLS, SELF_SIGNED, EXPIRED, OTHER_HOST -> true;
    };
  }

  /// Whether the server has a certificate.
  boolean speaksTls() {
    return switch (this) {
      case PLAIN, DOWN, SILENT, NO_SUCH_HOST, NO_TLS -> false;
      case NO_HTTP, SELF_SIGNED, EXPIRED, OTHER_HOST -> true;
    };
  }

  /// Whether a client of the scene trusts the certificate's issuer.
  boolean hasTrustedIssuer() {
    return this == EXPIRED || this == OTHER_HOST;
  }
}
