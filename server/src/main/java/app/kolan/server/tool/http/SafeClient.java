package app.kolan.server.tool.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Calls servers of the public Internet over HTTP, and none inside the network. Thread-safe.
/*
 *   name ─ one lookup ─▶ addresses ─ all of them public? ─▶ connect to one of these ─▶ TLS for name
 *
 * The JDK's client resolves a name when it connects, by itself: a name could be public when it is
 * judged and loopback when it is connected to. Apache HttpClient asks a DnsResolver, which here
 * knows the judged addresses alone. A single address inside refuses the name. One request to a
 * connection, no redirects, no proxies, no second attempt, nothing kept. An interrupt closes the
 * socket, as the JDK does for virtual threads. See docs/decisions/0022. */
public final class SafeClient {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 100;

  /// Looks the addresses of a host up.
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private final SSLContext tls;
  private final boolean localAllowed;
  private final Resolver resolver;

  /// @param localAllowed whether this machine itself may be asked as well, and without TLS, by a
  ///   host that says so: a public name that resolves to loopback is somebody else's choice
  SafeClient(SSLContext tls, boolean localAllowed) {
    this(tls, localAllowed, PublicAddresses::resolve);
  }

  SafeClient(SSLContext tls, boolean localAllowed, Resolver resolver) {
    this.tls = tls;
    this.localAllowed = localAllowed;
    this.resolver = resolver;
  }

  /// One that trusts whom this machine trusts.
  public static SafeClient usual(boolean localAllowed) {
    return new SafeClient(HttpTools.usualTls(), localAllowed);
  }

  /// Reads an answer as it comes.
  public interface Reading<T> {
    /// @param header a header's value by its name; null when there is none
    T read(int status, Function<String, @Nullable String> header, InputStream body)
        throws IOException;
  }

  /// Sends one request and reads its answer.
  ///
  /// @param limit for each wait; the tool's own limit ends it all
  HttpReply ask(
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      Duration limit,
      int mostBytes)
      throws RequestFailed, InterruptedException {
    return exchange(method, url, headers, body, limit, response -> reply(response, mostBytes));
  }

  /// The same, read as it comes.
  public <T> T ask(
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      Duration limit,
      Reading<T> reading)
      throws RequestFailed, InterruptedException {
    return exchange(
        method,
        url,
        headers,
        body,
        limit,
        response -> {
          HttpEntity entity = response.getEntity();
          return reading.read(
              response.getCode(),
              name -> {
                Header header = response.getFirstHeader(name);
                return header == null ? null : header.getValue();
              },
              entity == null ? InputStream.nullInputStream() : entity.getContent());
        });
  }

  private interface Reader<T> {
    T read(ClassicHttpResponse response) throws IOException;
  }

  private <T> T exchange(
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      Duration limit,
      Reader<T> reader)
      throws RequestFailed, InterruptedException {
    boolean secure = "https".equals(url.getScheme());
    List<InetAddress> addresses = addresses(url, secure);
    var sent = new AtomicBoolean();
    BasicHttpClientConnectionManager connections = connections(addresses, limit);
    try (CloseableHttpClient client = client(connections, limit, sent)) {
      ClassicHttpResponse response =
          client.executeOpen(target(url), request(method, url, headers, body), null);
      return reader.read(response);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the request was given up");
      }
      throw new RequestFailed(
          e.getClass().getSimpleName(), sent.get(), e instanceof InterruptedIOException);
    } finally {
      // without reading what is left of a long answer
      connections.close(CloseMode.IMMEDIATE);
    }
  }

  private static HttpHost target(URI url) {
    String host = PublicAddresses.withoutLastDot(url.getHost());
    return new HttpHost(url.getScheme(), host, url.getPort());
  }

  private static HttpUriRequestBase request(
      String method, URI url, Map<String, String> headers, byte[] body) {
    var request = new HttpUriRequestBase(method, url);
    headers.forEach(request::setHeader);
    request.setHeader("Connection", "close");
    request.setHeader("Accept-Encoding", "identity");
    if (body.length > 0 || !method.equals("GET")) {
      request.setEntity(new ByteArrayEntity(body, null));
    }
    return request;
  }

  /// A connection manager for one connection, to one of these addresses.
  private BasicHttpClientConnectionManager connections(
      List<InetAddress> addresses, Duration limit) {
    TlsSocketStrategy strategy =
        ClientTlsStrategyBuilder.create()
            .setSslContext(tls)
            .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
            .buildClassic();
    var connections =
        BasicHttpClientConnectionManager.create(
            null,
            new Judged(addresses),
            RegistryBuilder.<TlsSocketStrategy>create()
                .register(URIScheme.HTTPS.id, strategy)
                .build(),
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build());
    Timeout timeout = Timeout.of(limit);
    connections.setConnectionConfig(
        ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build());
    connections.setTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout).build());
    return connections;
  }

  /// @param sent becomes true once the connection stands, TLS included, and the request begins to
  ///   go out
  private static CloseableHttpClient client(
      BasicHttpClientConnectionManager connections, Duration limit, AtomicBoolean sent) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.of(limit))
                .setProtocolUpgradeEnabled(false)
                .build())
        .addExecInterceptorAfter(
            ChainElement.CONNECT.name(),
            "sent",
            (request, scope, chain) -> {
              sent.set(true);
              return chain.proceed(request, scope);
            })
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();
  }

  private static HttpReply reply(ClassicHttpResponse response, int mostBytes) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return HttpReply.of(
          response.getCode(), contentType(response), new byte[0], false, headers(response));
    }
    String encoding = entity.getContentEncoding();
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProtocolException("an encoding that was not asked for");
    }
    InputStream in = entity.getContent();
    byte[] body = in.readNBytes(mostBytes);
    boolean cutOff = body.length == mostBytes && in.read() >= 0;
    return HttpReply.of(response.getCode(), contentType(response), body, cutOff, headers(response));
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    var headers = new HashMap<String, String>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(
          header.getName().toLowerCase(Locale.ROOT), Objects.toString(header.getValue(), ""));
    }
    return headers;
  }

  private static String contentType(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Content-Type");
    return header == null
        ? ""
        : header.getValue().replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /// Resolves every name to the addresses that were judged, and looks none up.
  private record Judged(List<InetAddress> addresses) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private List<InetAddress> addresses(URI url, boolean secure) throws RequestFailed {
    String host = url.getHost();
    if (host == null || PublicAddresses.isOddlyWritten(host)) {
      throw new RequestFailed("the host is not plain", false);
    }
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new RequestFailed("there is no such host", false);
    }
    boolean local = addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    if (local && localAllowed && PublicAddresses.namesThisMachine(host)) {
      return addresses;
    }
    if (!addresses.stream().allMatch(PublicAddresses::holds)) {
      throw new RequestFailed("the address is not a public one", false);
    }
    if (!secure) {
      throw new RequestFailed("without TLS only this machine is asked", false);
    }
    return addresses;
  }
}
