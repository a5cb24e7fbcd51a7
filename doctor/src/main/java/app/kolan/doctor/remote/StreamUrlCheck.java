package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The URL of the stream, by Twilio's rules.
final class StreamUrlCheck implements Check {
  private final Examination examination;

  StreamUrlCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "the stream's URL";
  }

  @Override
  public List<Finding> look() {
    Optional<String> blocked = examination.cause(Symptom.UNREACHABLE);
    if (blocked.isPresent()) {
      return List.of(Examination.followUp("the media stream cannot be looked at", blocked.get()));
    }
    Optional<Twiml> twiml = examination.twiml();
    List<Verb.Stream> streams = twiml.map(Streams::of).orElse(List.of());
    if (streams.isEmpty()) {
      if (examination.isKolan() && twiml.isEmpty()) {
        examination.streamIs(kolans());
      }
      return List.of();
    }
    Verb.Stream stream = streams.getFirst();
    var findings = new ArrayList<Finding>();
    URI url = read(stream.url(), findings);
    if (url != null) {
      judge(url, stream.url().contains("://"), findings);
    }
    String track = stream.track();
    if (track != null
        && !track.equals("inbound_track")
        && Streams.twoWay(twiml.orElseThrow()).contains(stream)) {
      findings.add(
          Finding.broken(
                  "the <Stream> of a <Connect> has track=\"%s\"".formatted(track),
                  "a two-way stream carries the caller's track alone",
                  "Leave the attribute out.")
              .raising(31941));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.fine(stream.url()));
    }
    return findings;
  }

  private @Nullable URI read(String text, List<Finding> findings) {
    try {
      URI url = examination.voiceUrl().resolve(text.strip());
      if (!text.isBlank() && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // It is reported below.
    }
    findings.add(
        Finding.broken(
                "the stream's url cannot be read: “%s”".formatted(text),
                "it has no host, or a character that no URL has",
                "Write it as wss://host/path.")
            .raising(31923));
    return null;
  }

  private void judge(URI url, boolean absolute, List<Finding> findings) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    Endpoint voice = examination.endpoint();
    URI socket = url;
    if (scheme.startsWith("http")) {
      socket = URI.create(url.toString().replaceFirst("(?i)^http", "ws"));
    }
    Endpoint endpoint = Endpoint.of(socket);
    boolean rehearsal =
        NameCheck.isRehearsal(endpoint) && !voice.secure() && (scheme.equals("ws") || !absolute);
    boolean becomesSecure = scheme.equals("https") && !absolute;
    if (!scheme.equals("wss") && !becomesSecure && !rehearsal) {
      findings.add(
          Finding.broken(
                  "the stream's url begins with %s://".formatted(scheme),
                  "Twilio opens streams by wss alone",
                  examination.isKolan()
                      ? "Let KOLAN_PUBLIC_URL begin with https://; if it does, the proxy rewrites the"
                          + " TwiML (nginx: remove `sub_filter`)."
                      : "Write wss://, and let a proxy take TLS.")
              .raising(31922));
    }
    if (url.getRawQuery() != null) {
      findings.add(
          Finding.broken(
                  "the stream's url has a query",
                  "Twilio drops it or refuses the stream: what is in it never arrives",
                  "Pass it as <Parameter name=\"…\" value=\"…\"/> inside the <Stream>; it comes with"
                      + " `start`.")
              .raising(31920));
    }
    boolean elsewhere =
        !endpoint.host().equalsIgnoreCase(voice.host()) || endpoint.port() != voice.port();
    Optional<String> links = examination.cause(Symptom.LINKS);
    if (elsewhere && links.isPresent()) {
      findings.add(Examination.followUp("the stream leads to " + endpoint, links.get()));
      examination.streamIs(kolans());
      return;
    }
    if (elsewhere) {
      findings.add(
          Finding.note(
              "the stream leads to %s, and the webhook is at %s".formatted(endpoint, voice)));
    }
    examination.streamIs(socket);
  }

  private URI kolans() {
    return URI.create(
        examination.kolanUrl(TwilioPaths.TWO_WAY).toString().replaceFirst("(?i)^http", "ws"));
  }
}
