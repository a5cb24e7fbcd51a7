package app.kolan.twilio.signature;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Remedies for the differences that were found, in Kolan's settings and in a proxy's.
final class Remedies {
  private final ArrivedRequest request;
  private final SignatureSettings settings;

  Remedies(ArrivedRequest request, SignatureSettings settings) {
    this.request = request;
    this.settings = settings;
  }

  /// The public URL that would make up for all differences of the URL; null when none would.
  @Nullable String publicUrl(SignatureSearch.Found found) {
    boolean kindFits = found.base().isSocket() == (request.kind() == ArrivedRequest.Kind.SOCKET);
    List<Difference.Kind> ofUrl =
        found.differences().stream()
            .map(Difference::kind)
            .filter(kind -> !kind.isOfBody() && kind != Difference.Kind.TOKEN_SPELLING)
            .toList();
    if (!kindFits || ofUrl.isEmpty() || !ofUrl.stream().allMatch(Difference.Kind::isOfBase)) {
      return null;
    }
    String prefix = prefix(found.path());
    return prefix == null ? null : found.base().asPublicUrl() + prefix;
  }

  /// The prefix with which the server would check this path; null when none leads to it.
  private @Nullable String prefix(String signed) {
    String arrived = RequestTarget.parse(request.target()).path();
    String without = arrived.endsWith("/") ? arrived.substring(0, arrived.length() - 1) : arrived;
    String configured =
        settings.publicUrl() == null ? "" : SignedUrl.parse(settings.publicUrl()).path();
    boolean kept = !configured.isEmpty() && arrived.startsWith(configured + "/");
    if (kept && signed.startsWith(configured + "/")) {
      return configured;
    }
    if (signed.endsWith(arrived)) {
      return signed.substring(0, signed.length() - arrived.length());
    }
    int at = signed.indexOf(without);
    boolean socket = request.kind() == ArrivedRequest.Kind.SOCKET;
    return socket && at >= 0 ? signed.substring(0, at) : null;
  }

  List<String> of(SignatureSearch.Found found, @Nullable String publicUrl) {
    Set<String> remedies = new LinkedHashSet<>();
    boolean ofBase = found.differences().stream().anyMatch(one -> one.kind().isOfBase());
    if (ofBase && publicUrl != null) {
      remedies.addAll(base(found, publicUrl));
    } else if (ofBase) {
      remedies.add(
          found.base().isSocket() == (request.kind() == ArrivedRequest.Kind.SOCKET)
              ? "Make the beginning of the URL in Twilio's Console and KOLAN_PUBLIC_URL the same."
              : "Twilio signs sockets over wss and webhooks over https or http: whoever signed this"
                  + " should do so too.");
    }
    for (Difference difference : found.differences()) {
      if (!difference.kind().isOfBase()) {
        remedies.add(of(difference.kind()));
      }
    }
    return List.copyOf(remedies);
  }

  private List<String> base(SignatureSearch.Found found, String publicUrl) {
    var remedies = new ArrayList<String>();
    boolean checkedSecure =
        UrlBase.of(SignedUrl.parse(request.checkedUrls().getFirst())).isSecure();
    if (checkedSecure && !found.base().isSecure()) {
      remedies.add("Write https for http in the URL in Twilio's Console; media streams need it.");
    }
    if (settings.publicUrl() != null) {
      remedies.add(
          "Set KOLAN_PUBLIC_URL=%s; it is %s now.".formatted(publicUrl, settings.publicUrl()));
      remedies.add(
          "Or, if %s is right, let the URL in Twilio's Console begin with it."
              .formatted(settings.publicUrl()));
      return remedies;
    }
    remedies.add("Set KOLAN_PUBLIC_URL=%s.".formatted(publicUrl));
    if (!request.proxyTrusted() && headersTell(found.base())) {
      remedies.add(
          "Or name the proxy's address in KOLAN_TRUSTED_PROXIES: its forwarded headers say the right"
              + " thing, and are not believed now.");
      return remedies;
    }
    List<Difference.Kind> kinds = found.differences().stream().map(Difference::kind).toList();
    if (kinds.contains(Difference.Kind.SCHEME)) {
      remedies.add("Or let the proxy tell the scheme: proxy_set_header X-Forwarded-Proto $scheme;");
    }
    if (kinds.contains(Difference.Kind.PORT)) {
      remedies.add("Or let the proxy tell the port: proxy_set_header Host $http_host;");
    } else if (kinds.contains(Difference.Kind.HOST)) {
      remedies.add("Or let the proxy tell the host: proxy_set_header Host $host;");
    }
    return remedies;
  }

  /// Whether the forwarded headers, were they believed, would give this base.
  private boolean headersTell(UrlBase base) {
    var forwarded = ForwardedHeaders.of(request);
    String scheme = base.isSecure() ? "https" : "http";
    boolean host =
        base.host().equals(UrlBase.of(SignedUrl.parse(request.checkedUrls().getFirst())).host());
    boolean tellsHost =
        forwarded.authorities().stream().anyMatch(authority -> authority.startsWith(base.host()));
    return forwarded.schemes().stream().anyMatch(scheme::equals) && (host || tellsHost);
  }

  private static String of(Difference.Kind kind) {
    return switch (kind) {
      case SCHEME, HOST, PORT, PREFIX ->
          "Set KOLAN_PUBLIC_URL to the base of the URL in Twilio's Console.";
      case PATH_REWRITTEN ->
          "A proxy rewrites the path: let it pass the path as it is (nginx: proxy_pass without a path"
              + " behind the port, and no rewrite), or put what it takes off into KOLAN_PUBLIC_URL.";
      case LAST_SLASH ->
          "Write the URL in Twilio's Console exactly as Kolan prints it at its start, without or with"
              + " the last slash, and let no proxy add or drop it.";
      case DOUBLE_SLASH ->
          "The URL in Twilio's Console has // in its path: write a single / there. (Or nginx:"
              + " merge_slashes off.)";
      case PATH_ENCODING ->
          "A proxy decodes or encodes the path: let it pass the path byte for byte (nginx: proxy_pass"
              + " without a path behind the port).";
      case QUERY_ADDED, QUERY_PARAMETER_ADDED ->
          "Something adds to the query on the way: let the proxy pass the query as it is.";
      case QUERY_REPLACED ->
          "A proxy changes or drops the query: let it pass it (nginx: proxy_pass without a path behind"
              + " the port, or with $is_args$args).";
      case QUERY_ENCODING, QUERY_ORDER ->
          "A proxy or firewall writes the query anew: let it pass the query byte for byte, or leave the"
              + " query out of the URL in Twilio's Console.";
      case BODY_HASH_LOST ->
          "A proxy drops the query, with bodySHA256 in it: let it pass the query.";
      case TOKEN_SPELLING ->
          "Set TWILIO_AUTH_TOKEN without quotes or white space: an environment file of systemd or"
              + " Docker may take quotes as part of the value.";
      case JSON_BODY ->
          "Kolan takes webhooks as forms: let the sender send application/x-www-form-urlencoded, as"
              + " Twilio's voice webhooks do.";
      case BODY_NOT_ITS_HASH, LINE_ENDS, CHARSET ->
          "Let the proxy or firewall pass the body of POST byte for byte, and convert no charset.";
      case FORM_NOT_SIGNED ->
          "The signature is that of a request without a form, such as a GET: look for what turns it"
              + " into a POST or adds a body; set the Console to HTTP POST.";
      case VALUES_TRIMMED, EMPTY_VALUES_DROPPED, EMPTY_VALUES_LOST, PARAMETER_ADDED ->
          "Look for a proxy, firewall or function on the way that reads the form and writes it anew"
              + " (trims, drops or adds parameters), and let it pass the body byte for byte.";
      case FIRST_OF_REPEATED, LAST_OF_REPEATED, EVERY_REPEATED ->
          "Whoever signed or passed it on treats repeated parameters otherwise than Twilio, which signs"
              + " each distinct value once: avoid repeating a parameter.";
      case QUERY_IN_FORM ->
          "Whoever signed counts the query's parameters with the form's, as some frameworks do: let it"
              + " sign those of the form alone.";
      case PLUS_KEPT, NOT_DECODED ->
          "Whoever signed did not decode the form: let it sign the decoded names and values.";
    };
  }
}
