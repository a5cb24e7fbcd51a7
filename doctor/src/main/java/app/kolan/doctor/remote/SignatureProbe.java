package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.twilio.signature.FormPairs;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out over which URL a server checks signatures, by signing over others: other schemes,
/// hosts, ports and paths, without the form, and with other tokens. The one that the server accepts
/// shows which URL it derives.
final class SignatureProbe {
  private static final List<Integer> PORTS = List.of(80, 3000, 5000, 8000, 8080);
  private static final int MOST = 120;

  private final Examination examination;
  private final FormPairs form;
  private final URI url;

  private SignatureProbe(Examination examination) {
    this.examination = examination;
    this.form = examination.call().parameters("ringing");
    this.url = examination.voiceUrl();
  }

  /// What is signed instead, and what it shows if the server accepts it.
  private record Attempt(String over, FormPairs form, String token, String shows) {}

  static Finding explain(Examination examination, String what, Answered blocked)
      throws InterruptedException {
    return new SignatureProbe(examination).explain(what, blocked);
  }

  private Finding explain(String what, Answered blocked) throws InterruptedException {
    int asked = 0;
    for (Attempt attempt : attempts()) {
      if (++asked > MOST) {
        break;
      }
      if (isTaken(attempt)) {
        return Finding.broken(what, shown(attempt), remedy(attempt)).raising(11200);
      }
    }
    if (unsignedIsRefusedAlike(blocked)) {
      return Finding.broken(
              what,
              "it takes no signature over any of %d likely URLs either, and refuses what is unsigned"
                      .formatted(asked)
                  + " alike: it knows another auth token, or none, or something in front of it refuses"
                  + " everybody",
              "See that the server has the account's current primary auth token (of the subaccount,"
                  + " if the number is one's), without quotes or spaces around it.")
          .raising(11200);
    }
    return Finding.broken(
            what,
            "it takes no signature over any of %d likely URLs either: it knows another auth token, or"
                    .formatted(asked)
                + " checks over a URL of its own",
            "Give the server the account's current primary auth token; then let it log the URL that it"
                + " checks.")
        .raising(11200);
  }

  private boolean isTaken(Attempt attempt) throws InterruptedException {
    return examination.request(request(attempt)) instanceof Answered answer && answer.isSuccess();
  }

  private WireRequest request(Attempt attempt) {
    return DoctorCall.webhook(
        url, form, DoctorCall.Signature.over(attempt.over, attempt.form, attempt.token));
  }

  private boolean unsignedIsRefusedAlike(Answered blocked) throws InterruptedException {
    WireRequest unsigned = examination.call().webhook(url, form, "-").without(DoctorCall.SIGNATURE);
    return examination.request(unsigned) instanceof Answered answer
        && answer.status() == blocked.status();
  }

  private List<Attempt> attempts() {
    var attempts = new ArrayList<Attempt>();
    List<String> tokens = examination.target().tokens();
    String first = examination.token().orElseThrow();
    Map<String, String> urls = urls();
    urls.forEach((over, shows) -> attempts.add(new Attempt(over, form, first, shows)));
    String own = DoctorCall.signedUrl(url);
    attempts.add(
        new Attempt(own, FormPairs.NONE, first, "it leaves the form out of the signature"));
    for (String token : tokens) {
      if (!token.equals(first)) {
        attempts.add(
            new Attempt(
                own, form, token, "it knows another one of the auth tokens that were given"));
      }
      if (!token.equals(token.strip())) {
        attempts.add(new Attempt(own, form, token.strip(), "its token has no white space around"));
      }
      attempts.add(
          new Attempt(own, form, "\"" + token + "\"", "its token has quotation marks around it"));
    }
    return attempts;
  }

  /// The URLs that the server may derive, likeliest first, with what each shows.
  private Map<String, String> urls() {
    var urls = new LinkedHashMap<String, String>();
    Endpoint endpoint = examination.endpoint();
    String scheme = endpoint.secure() ? "https" : "http";
    String other = endpoint.secure() ? "http" : "https";
    String target = WireRequest.target(url);
    String signed = DoctorCall.signedUrl(url);
    String authority = url.getRawAuthority().replaceFirst(".*@", "");
    urls.put(other + "://" + authority + target, "it sees the scheme " + other);
    for (String host : hosts(endpoint)) {
      urls.putIfAbsent(scheme + "://" + host + target, "it sees the host " + host);
      urls.putIfAbsent(
          other + "://" + host + target,
          "it sees the scheme %s and the host %s".formatted(other, host));
    }
    for (String path : targets(target)) {
      for (String s : List.of(scheme, other)) {
        for (String host :
            List.of(authority, endpoint.host(), "localhost:5000", "127.0.0.1:5000")) {
          urls.putIfAbsent(
              s + "://" + host + path, "it sees the URL %s://%s%s".formatted(s, host, path));
        }
      }
    }
    urls.remove(signed);
    return urls;
  }

  private static Set<String> hosts(Endpoint endpoint) {
    var hosts = new LinkedHashSet<String>();
    hosts.add(endpoint.host());
    hosts.add(endpoint.host() + ":" + endpoint.port());
    hosts.add(endpoint.host() + ":443");
    hosts.add(endpoint.host() + ":80");
    for (String name : List.of("localhost", "127.0.0.1")) {
      hosts.add(name);
      PORTS.forEach(port -> hosts.add(name + ":" + port));
      hosts.add(name + ":" + endpoint.port());
    }
    PORTS.forEach(port -> hosts.add(endpoint.host() + ":" + port));
    hosts.add("0.0.0.0:" + endpoint.port());
    return hosts;
  }

  /// Paths into which a framework or a proxy may have rewritten it.
  private static Set<String> targets(String target) {
    var targets = new LinkedHashSet<String>();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String rest = query < 0 ? "" : target.substring(query);
    targets.add(path);
    targets.add((path.endsWith("/") ? path.replaceAll("/+$", "") : path + "/") + rest);
    Optional.of(path.indexOf('/', 1))
        .filter(slash -> slash > 0)
        .ifPresent(slash -> targets.add(path.substring(slash) + rest));
    targets.add("");
    targets.add("/");
    return targets;
  }

  private String shown(Attempt attempt) {
    if (!attempt.over.equals(DoctorCall.signedUrl(url))) {
      return "it accepts a request that is signed for %s: %s, while Twilio signs %s"
          .formatted(plain(attempt.over), attempt.shows, plain(DoctorCall.signedUrl(url)));
    }
    return "it accepts a request when " + attempt.shows;
  }

  private String remedy(Attempt attempt) {
    if (attempt.over.equals(DoctorCall.signedUrl(url))) {
      return attempt.form.equals(form)
          ? "Give the server the account's current primary auth token, without quotes or spaces."
          : "Let the server check the signature over the form's parameters too.";
    }
    if (examination.isKolan()) {
      return "Set KOLAN_PUBLIC_URL=%s. Or: %s"
          .formatted(examination.kolanUrl(""), Directive.PROTO.in(examination.proxy()));
    }
    return "Let the server check signatures over its public URL, from a setting, and not over what"
        + " its framework sees. In Flask behind a proxy: ProxyFix(app.wsgi_app, x_proto=1, x_host=1)"
        + " and %s %s"
            .formatted(
                Directive.PROTO.in(examination.proxy()), Directive.HOST.in(examination.proxy()));
  }

  private static String plain(String signed) {
    return signed.replaceFirst("\\?.*", "?…");
  }
}
