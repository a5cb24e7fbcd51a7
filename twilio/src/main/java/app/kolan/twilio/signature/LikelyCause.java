package app.kolan.twilio.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Likely causes when no reading of a request matches its signature.
public enum LikelyCause {
  BODY_LOST(
      "the body was lost on the way",
      "The body is empty, and Twilio's never is: look for a redirect on the way (give Twilio the"
          + " https URL itself), or for nginx's proxy_pass_request_body off."),
  HOST_UNKNOWN(
      "the proxy does not pass the host that Twilio called",
      "Set KOLAN_PUBLIC_URL to the base of the URL in Twilio's Console, or let the proxy pass the"
          + " host: proxy_set_header Host $host; and proxy_set_header X-Forwarded-Proto $scheme;."),
  BODY_CHANGED(
      "the body was changed on the way",
      "Let the proxy or firewall pass the body of POST byte for byte, as"
          + " application/x-www-form-urlencoded."),
  TOKEN(
      "the token is wrong, or was rotated",
      "Compare TWILIO_AUTH_TOKEN with the primary Auth Token in the Console of the account that owns"
          + " the number; the test token and API keys sign nothing. During a rotation set both, with"
          + " a comma between."),
  URL_CHANGED(
      "path, query or host were changed on the way",
      "Compare the URL in Twilio's Console with the one that was checked, letter by letter. If the"
          + " proxy takes a prefix off, put the prefix into KOLAN_PUBLIC_URL; if it drops the query,"
          + " let it pass it (proxy_pass without a path)."),
  STRANGER(
      "it is not from Twilio",
      "If Twilio's Debugger does not show this request, leave it refused.");

  private static final Pattern INTERNAL =
      Pattern.compile("(?i)|localhost|[^.]*|[0-9.]+|\\[.*|.*\\.(local|internal|lan|svc)");

  private final String what;
  private final String remedy;

  LikelyCause(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  public String what() {
    return what;
  }

  public String remedy() {
    return remedy;
  }

  /// The likely causes for a request, the most likely first.
  static List<LikelyCause> of(ArrivedRequest request, SignatureSettings settings) {
    var causes = new ArrayList<LikelyCause>();
    boolean posted =
        request.kind() == ArrivedRequest.Kind.WEBHOOK && request.method().equals("POST");
    String host = SignedUrl.parse(request.checkedUrls().getFirst()).host();
    String type = request.header("Content-Type").strip();
    if (posted && request.body().isEmpty()) {
      causes.add(BODY_LOST);
    }
    if (settings.publicUrl() == null && INTERNAL.matcher(host).matches()) {
      causes.add(HOST_UNKNOWN);
    }
    if (posted && !type.isEmpty() && !type.startsWith("application/x-www-form-urlencoded")) {
      causes.add(BODY_CHANGED);
    }
    if (!settings.tokenProven()) {
      causes.add(TOKEN);
    }
    causes.add(URL_CHANGED);
    if (posted && !causes.contains(BODY_CHANGED) && !request.body().isEmpty()) {
      causes.add(BODY_CHANGED);
    }
    if (settings.tokenProven()) {
      causes.add(TOKEN);
    }
    causes.add(STRANGER);
    return causes;
  }
}
