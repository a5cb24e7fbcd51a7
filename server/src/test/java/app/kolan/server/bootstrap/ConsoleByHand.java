package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/// A browser of a kind: reads pages of a server's console, keeps cookies, and sends forms with all
/// the fields that they have.
final class ConsoleByHand implements AutoCloseable {
  static final String PASSWORD = "four plain dull words";

  final PhoneServer server;
  final Map<String, String> cookies = new HashMap<>();

  /// What is sent with each request besides.
  final Map<String, String> headers = new HashMap<>();

  private final HttpClient http = HttpClient.newHttpClient();

  ConsoleByHand(PhoneServer server) {
    this.server = server;
  }

  /// A page that was answered.
  ///
  /// @param bytes of its body on the wire, where it may be compressed
  record Shown(int status, Map<String, String> headers, String text, Document html, int bytes) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /// Where it sends the browser, below `/console`.
    String location() {
      return header("location").replaceFirst("^/console", "");
    }
  }

  /// Adds a user with [#PASSWORD].
  User user(String email, boolean operator, Map<Long, Role> memberships) {
    return server
        .identity()
        .users()
        .add(EmailAddress.of(email), "", operator, memberships, PASSWORD, AuditActor.COMMAND);
  }

  /// Signs somebody in.
  void signIn(String email) throws Exception {
    cookies.clear();
    Shown answer = post("/login", Map.of("email", email, "password", PASSWORD));
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
  }

  /// Reads a page.
  ///
  /// @param path below `/console`
  Shown get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  /// Reads a file as it is.
  byte[] file(String path) throws Exception {
    HttpResponse<byte[]> answer =
        http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /// Reads a page, and those that it sends the browser to.
  Shown follow(String path) throws Exception {
    Shown shown = get(path);
    for (int hops = 0; shown.status() == 303 && hops < 5; hops++) {
      shown = get(shown.location());
    }
    return shown;
  }

  /// Sends fields, as a form of this console would be sent, without what the form has besides.
  Shown post(String path, Map<String, String> fields) throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields)));
    if (!headers.containsKey("Sec-Fetch-Site") && !headers.containsKey("Origin")) {
      request.header("Sec-Fetch-Site", "same-origin");
    }
    return send(request.build());
  }

  /// Sends a form with a file, as browsers do (RFC 7578).
  Shown upload(String path, Map<String, String> fields, String field, byte[] file)
      throws Exception {
    return upload(path, fields, field, "a.wav", file);
  }

  Shown upload(String path, Map<String, String> fields, String field, String name, byte[] file)
      throws Exception {
    var body = new ByteArrayOutputStream();
    String boundary = "----boundary7";
    for (Map.Entry<String, String> each : fields.entrySet()) {
      body.writeBytes(
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(boundary, each.getKey(), each.getValue())
              .getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
            .formatted(boundary, field, name)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  /// The status of an answer that may not end.
  int status(String path) throws Exception {
    HttpResponse<InputStream> answer =
        http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  /// The lines of an answer that does not end.
  BufferedReader lines(String path) throws Exception {
    HttpResponse<InputStream> answer =
        http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /// Sends a form of a page, with some fields filled in.
  Shown submit(Shown page, String selector, Map<String, String> filled) throws Exception {
    Elements forms = page.html().select(selector);
    assertThat(forms).as(selector + " in " + page.text()).isNotEmpty();
    Element form = forms.getFirst();
    var fields = new LinkedHashMap<String, String>();
    form.select("input[name], textarea[name], select[name]")
        .forEach(
            input -> {
              if (input.tagName().equals("select")) {
                Element chosen = input.selectFirst("option[selected]");
                fields.put(input.attr("name"), chosen == null ? "" : chosen.attr("value"));
              } else if (!input.attr("type").matches("checkbox|radio")
                  || input.hasAttr("checked")) {
                fields.put(input.attr("name"), input.val());
              }
            });
    fields.putAll(filled);
    return post(form.attr("action").replaceFirst("^/console", ""), fields);
  }

  /// The same for the page that it leads to.
  Shown submitAndFollow(Shown page, String selector, Map<String, String> filled) throws Exception {
    Shown answer = submit(page, selector, filled);
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    return follow(answer.location());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/console%s".formatted(server.port(), path)))
            .timeout(Duration.ofSeconds(60))
            .header("Accept-Encoding", "gzip");
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookieHeader());
    }
    headers.forEach(request::header);
    return request;
  }

  /// The value of the `Cookie` header.
  String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private Shown send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      if (cookie.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    byte[] body = answer.body();
    if (answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = gzip.readAllBytes();
      }
    }
    String text = new String(body, StandardCharsets.UTF_8);
    var all = new HashMap<String, String>();
    answer.headers().map().forEach((name, values) -> all.put(name, String.join("\n", values)));
    return new Shown(answer.statusCode(), all, text, Jsoup.parse(text), answer.body().length);
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    http.close();
  }
}
