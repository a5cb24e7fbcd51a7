package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import java.net.URI;

/// Why a response redirects, and what follows from it.
final class Redirects {
  private static final int MOST_REDIRECTS = 10;

  private Redirects() {}

  static Finding explain(Examination examination, Answered answer) throws InterruptedException {
    String location = answer.header("Location").orElse("");
    if (isEndless(examination, location)) {
      return Finding.broken(
              "the voice URL is redirected without an end: %d to %s, and so on"
                  .formatted(answer.status(), shown(location)),
              "more than ten redirects follow each other, and Twilio gives up",
              "Let the URL of the number answer itself. "
                  + Directive.REDIRECT.in(examination.proxy()))
          .raising(11215, 11200, 31920);
    }
    boolean losesForm = answer.status() != 307 && answer.status() != 308;
    return Finding.broken(
            "the voice URL is redirected: %d to %s".formatted(answer.status(), shown(location)),
            "%s. %s"
                .formatted(
                    kind(examination.voiceUrl(), location),
                    losesForm
                        ? "Twilio follows %d with a GET: the form is lost, and the server refuses it"
                            .formatted(answer.status())
                        : "Twilio signs the new URL, and every call pays a round trip"),
            "Write the URL that it leads to in KOLAN_PUBLIC_URL and in the URLs of the number, or"
                + " stop the redirect. "
                + Directive.REDIRECT.in(examination.proxy()))
        .raising(11200, 31920);
  }

  /// Whether following the redirects, as Twilio does with a GET, never ends.
  private static boolean isEndless(Examination examination, String location)
      throws InterruptedException {
    URI at = examination.voiceUrl();
    String next = location;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      try {
        at = at.resolve(next);
      } catch (IllegalArgumentException e) {
        return false;
      }
      if (at.getHost() == null
          || !(examination.request(DoctorCall.sound(at)) instanceof Answered answer
              && answer.isRedirect())) {
        return false;
      }
      next = answer.header("Location").orElse("");
    }
    return true;
  }

  private static String kind(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      return "The new place cannot be read";
    }
    Endpoint before = Endpoint.of(from);
    Endpoint after = Endpoint.of(to);
    String target = WireRequest.target(from);
    String newTarget = WireRequest.target(to);
    if (!before.secure() && after.secure()) {
      return "The URL says http, and the server wants https";
    }
    if (before.secure() && !after.secure()) {
      return "The server behind the proxy thinks that it is called by http, and sends away from"
          + " https";
    }
    if (!before.host().equalsIgnoreCase(after.host())) {
      return "The server wants the host to be " + after.host();
    }
    if (before.port() != after.port()) {
      return "The server wants the port to be " + after.port();
    }
    if ((target + "/").equals(newTarget) || (newTarget + "/").equals(target)) {
      return "They differ by the slash at the end alone";
    }
    return target.equals(newTarget)
        ? "It leads to itself, for ever"
        : "The path becomes " + newTarget.replaceFirst("\\?.*", "");
  }

  private static String shown(String location) {
    return location.replaceFirst("\\?.*", "?…");
  }
}
