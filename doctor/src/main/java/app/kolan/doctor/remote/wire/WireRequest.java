package app.kolan.doctor.remote.wire;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A request, byte for byte.
///
/// @param target the request target as it is to be sent
/// @param headers all but those of the body's length; a missing `Host` is added
public record WireRequest(
    Endpoint endpoint, String method, String target, Headers headers, Body body) {
  /// The bytes of a request's body.
  public static final class Body {
    public static final Body NONE = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
      this.bytes = bytes;
    }

    public static Body of(String text) {
      return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    public int length() {
      return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Body[" + bytes.length + "]";
    }
  }

  public static WireRequest get(URI url, Headers headers) {
    return new WireRequest(Endpoint.of(url), "GET", target(url), headers, Body.NONE);
  }

  public static WireRequest post(URI url, Headers headers, String body) {
    return new WireRequest(Endpoint.of(url), "POST", target(url), headers, Body.of(body));
  }

  /// The request target of a URL.
  public static String target(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /// The same request to one address of its host.
  public WireRequest at(InetAddress address) {
    return new WireRequest(endpoint.at(address), method, target, headers, body);
  }

  public WireRequest with(String header, String value) {
    return new WireRequest(endpoint, method, target, headers.with(header, value), body);
  }

  public WireRequest without(String header) {
    return new WireRequest(endpoint, method, target, headers.without(header), body);
  }

  public WireRequest withMethod(String other) {
    return new WireRequest(endpoint, other, target, headers, body);
  }

  public WireRequest withTarget(String other) {
    return new WireRequest(endpoint, method, other, headers, body);
  }

  public WireRequest withBody(String text) {
    return new WireRequest(endpoint, method, target, headers, Body.of(text));
  }

  boolean isChunked() {
    return headers.has("Transfer-Encoding");
  }
}
