package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.PublicUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What can be seen in the public URL itself.
final class PublicUrlCheck implements Check {
  private final @Nullable PublicUrl url;
  private final AnswerMode mode;

  PublicUrlCheck(@Nullable PublicUrl url, AnswerMode mode) {
    this.url = url;
    this.mode = mode;
  }

  @Override
  public String name() {
    return "public URL";
  }

  @Override
  public List<Finding> look() {
    if (url == null) {
      return List.of(
          Finding.warning(
              "KOLAN_PUBLIC_URL is not set, so the doctor sees this server from inside alone",
              "signatures are checked against the URL that each request states by its headers, which"
                  + " a proxy may change",
              "Set it to the base URL that Twilio calls, such as https://phone.example.com."));
    }
    var findings = new ArrayList<Finding>();
    judgeScheme(url, findings);
    judgeHost(url, findings);
    judgePath(url, findings);
    return findings.isEmpty() ? List.of(Finding.fine("the public URL is " + url)) : findings;
  }

  private void judgeScheme(PublicUrl url, List<Finding> findings) {
    if (!url.isSecure() && mode != AnswerMode.VOICEMAIL) {
      findings.add(
          Finding.broken(
                  "the public URL %s is not https".formatted(url),
                  "the TwiML then names a ws stream, and Twilio opens streams over wss alone",
                  "Have a proxy take TLS off, and set KOLAN_PUBLIC_URL to https://…")
              .raising(31922));
    } else if (!url.isSecure()) {
      findings.add(
          Finding.warning(
              "the public URL %s is not https".formatted(url),
              "callers' numbers travel in the clear",
              "Have a proxy take TLS off, and set KOLAN_PUBLIC_URL to https://…"));
    }
  }

  private static void judgeHost(PublicUrl url, List<Finding> findings) {
    String host = url.host();
    String port = url.authority().substring(host.length());
    if (url.isPrivate()) {
      findings.add(
          Finding.broken(
                  "the public URL's host %s is known on this machine or network alone"
                      .formatted(host),
                  "Twilio calls from the internet and does not reach it",
                  "Set KOLAN_PUBLIC_URL to a name that the world can resolve, or use a tunnel.")
              .raising(11205, 11210));
    }
    if (!host.equals(host.toLowerCase(Locale.ROOT))) {
      findings.add(
          Finding.note(
              "the public URL's host has capital letters; signatures match only if the Twilio"
                  + " Console has the same ones"));
    }
    if (port.equals(":443") && url.isSecure() || port.equals(":80") && !url.isSecure()) {
      findings.add(
          Finding.note("the public URL names the port %s, which it need not".formatted(port)));
    } else if (!port.isEmpty()) {
      findings.add(
          Finding.warning(
              "the public URL names the port " + port.substring(1),
              "streams to ports other than 443 have been reported to fail with 31910",
              "Let the proxy listen on 443, and take the port out of KOLAN_PUBLIC_URL."));
    }
  }

  private static void judgePath(PublicUrl url, List<Finding> findings) {
    if (url.prefix().contains("/webhook") || url.prefix().contains("/ws/")) {
      findings.add(
          Finding.broken(
                  "the public URL ends with the path %s".formatted(url.prefix()),
                  "Kolan adds the paths itself, so each would be there twice",
                  "Set KOLAN_PUBLIC_URL to %s://%s.".formatted(url.scheme(), url.authority()))
              .raising(11200));
    } else if (!url.prefix().isEmpty()) {
      findings.add(
          Finding.note(
              "the public URL has the path %s; the Console's URLs must begin with it"
                  .formatted(url.prefix())));
    }
  }
}
