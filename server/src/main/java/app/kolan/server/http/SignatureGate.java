package app.kolan.server.http;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.signature.SignatureCheck;
import app.kolan.carrier.signature.SignatureVerdict;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in what Twilio has signed, and nothing else. Safe to share.
final class SignatureGate {
  static final String HEADER = "X-Twilio-Signature";
  private static final Logger LOG = LoggerFactory.getLogger(SignatureGate.class);

  private final SignatureCheck check;
  private final RequestUrl requestUrl;

  SignatureGate(SignatureCheck check, RequestUrl requestUrl) {
    this.check = check;
    this.requestUrl = requestUrl;
  }

  boolean letsWebhookIn(HttpServerRequest request, FormPairs form) {
    return letsIn(request, requestUrl.webhookUrls(request), form);
  }

  boolean letsSocketIn(HttpServerRequest request) {
    return letsIn(request, requestUrl.socketUrls(request), FormPairs.NONE);
  }

  private boolean letsIn(HttpServerRequest request, List<String> urls, FormPairs form) {
    return switch (check.judge(urls, form, request.getHeader(HEADER))) {
      case SignatureVerdict.Genuine _ -> true;
      case SignatureVerdict.Unsigned() -> refuse("there is no " + HEADER, urls, form);
      case SignatureVerdict.Forged _ ->
          refuse("the signature does not match under any auth token", urls, form);
    };
  }

  private static boolean refuse(String why, List<String> urls, FormPairs form) {
    LOG.atWarn()
        .addKeyValue("why", why)
        .addKeyValue("url", withoutValues(urls.getFirst()))
        .addKeyValue("parameters", form.names())
        .log("a request was refused with 403");
    return false;
  }

  /// The URL with the values of its query hidden.
  private static String withoutValues(String url) {
    int query = url.indexOf('?');
    return query < 0
        ? url
        : url.substring(0, query) + url.substring(query).replaceAll("=[^&]*", "=…");
  }
}
