package app.kolan.doctor.remote.wire;

import java.nio.charset.StandardCharsets;

/// What a connection can begin with, before TLS and HTTP.
public enum Preamble {
  NONE(""),
  /// The PROXY protocol, version 1.
  ///
  /// Source: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
  PROXY("PROXY TCP4 127.0.0.1 127.0.0.1 40000 443\r\n");

  private final String text;

  Preamble(String text) {
    this.text = text;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
