package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import app.kolan.server.doctor.outside.wire.Place;
import java.net.URI;

/// Why an answer sends the caller elsewhere, and what comes of it.
final class Redirects {
  private static final int MOST_REDIRECTS = 10;

  private Redirects() {}

  static Finding explain(Chart chart, Answered answer) throws InterruptedException {
    String location = answer.header("Location").orElse("");
    if (isEndless(chart, location)) {
      return Finding.broken(
              "the voice URL is redirected without an end: %d to %s, and so on"
                  .formatted(answer.status(), shown(location)),
              "more than ten redirects follow each other, and Twilio gives up",
              "Let the URL of the number answer itself. " + Directive.REDIRECT.in(chart.front()))
          .raising(11215, 11200, 31920);
    }
    boolean losesForm = answer.status() != 307 && answer.status() != 308;
    return Finding.broken(
            "the voice URL is redirected: %d to %s".formatted(answer.status(), shown(location)),
            "%s. %s"
                .formatted(
                    kind(chart.voiceUrl(), location),
                    losesForm
                        ? "Twilio follows %d with a GET: the form is lost, and the server refuses it"
                            .formatted(answer.status())
                        : "Twilio signs the new URL, and every call pays a round trip"),
            "Write the URL that it leads to in KOLAN_PUBLIC_URL and in the URLs of the number, or"
                + " stop the redirect. "
                + Directive.REDIRECT.in(chart.front()))
        .raising(11200, 31920);
  }

  /// Whether following the redirects, as Twilio does with a GET, comes to no end.
  private static boolean isEndless(Chart chart, String location) throws InterruptedException {
    URI at = chart.voiceUrl();
    String next = location;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      try {
        at = at.resolve(next);
      } catch (IllegalArgumentException e) {
        return false;
      }
      if (at.getHost() == null
          || !(chart.ask(DoctorsCall.sound(at)) instanceof Answered answer
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
    Place before = Place.of(from);
    Place after = Place.of(to);
    String target = HttpAsk.target(from);
    String newTarget = HttpAsk.target(to);
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
