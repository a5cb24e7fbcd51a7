package app.kolan.server.bootstrap;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio in forty lines that share no code with Kolan: signs as the documentation says, and calls
/// a server through a proxy that has taken TLS off.
public record TwilioByHand(HttpClient http, int port, String publicBase, String token) {
  public static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  public static final String TOKEN = "correct horse battery staple";

  public static TwilioByHand calling(int port) {
    return new TwilioByHand(HttpClient.newHttpClient(), port, "https://phone.example.com", TOKEN);
  }

  TwilioByHand withToken(String other) {
    return new TwilioByHand(http, port, publicBase, other);
  }

  /// The parameters of a call that comes in.
  public static Map<String, String> call(String callSid) {
    var form = new TreeMap<String, String>();
    form.put("CallSid", callSid);
    form.put("AccountSid", ACCOUNT);
    form.put("From", "+972541234567");
    form.put("To", "+97231234567");
    form.put("CallStatus", "ringing");
    form.put("Direction", "inbound");
    form.put("ApiVersion", "2010-04-01");
    form.put("FromCity", "תל אביב");
    return form;
  }

  String signature(String url, Map<String, String> form) {
    var text = new StringBuilder(url);
    new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
    return hmac(text.toString());
  }

  String hmac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> post(String target, Map<String, String> form)
      throws IOException, InterruptedException {
    return post(target, encoded(form), signature(publicBase + target, form));
  }

  public HttpResponse<String> post(String target, String body, String signature)
      throws IOException, InterruptedException {
    return send(
        request(target)
            .header("X-Twilio-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String target) {
    List<String> forwarded = new ArrayList<>();
    forwarded.addAll(List.of("X-Forwarded-Proto", URI.create(publicBase).getScheme()));
    forwarded.addAll(List.of("X-Forwarded-Host", URI.create(publicBase).getRawAuthority()));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
        .header("User-Agent", "TwilioProxy/1.1")
        .headers(forwarded.toArray(String[]::new));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
