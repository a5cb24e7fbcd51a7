package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every audio file that the TwiML plays, fetched as Twilio fetches it.
final class SoundsCheck implements Check {
  /// Source: https://www.twilio.com/docs/voice/twiml/play
  private static final Set<String> TYPES =
      Set.of(
          "audio/mpeg",
          "audio/wav",
          "audio/wave",
          "audio/x-wav",
          "audio/aiff",
          "audio/x-aifc",
          "audio/x-aiff",
          "audio/x-gsm",
          "audio/gsm",
          "audio/ulaw");

  private final Examination examination;

  SoundsCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "sounds";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Optional<Twiml> twiml = examination.twiml();
    if (twiml.isEmpty()) {
      return List.of();
    }
    var fine = new ArrayList<String>();
    Set<String> urls = urls(twiml.get());
    for (String url : urls) {
      Optional<Finding> fault = look(url, fine);
      if (fault.isPresent()) {
        Finding finding = fault.get();
        return List.of(
            examination
                .causeOfAny(Symptom.LINKS, Symptom.ANSWERS)
                .map(cause -> Examination.followUp(finding.what(), cause))
                .orElse(finding));
      }
    }
    return urls.isEmpty()
        ? List.of()
        : List.of(
            Finding.fine(
                "%d sound files can be fetched and played: %s"
                    .formatted(urls.size(), String.join(", ", fine))));
  }

  private static Set<String> urls(Twiml twiml) {
    var urls = new LinkedHashSet<String>();
    twiml.verbs().stream()
        .flatMap(
            verb ->
                verb instanceof Verb.Gather gather ? gather.prompts().stream() : Stream.of(verb))
        .forEach(
            verb -> {
              if (verb instanceof Verb.Play play && !play.url().isBlank()) {
                urls.add(play.url().strip());
              }
            });
    return urls;
  }

  private Optional<Finding> look(String text, List<String> fine) throws InterruptedException {
    URI url;
    try {
      url = examination.voiceUrl().resolve(text);
    } catch (IllegalArgumentException e) {
      return Optional.of(
          Finding.broken(
                  "a <Play> has no URL that can be read",
                  "“%s” is none".formatted(text),
                  "Encode it: spaces as %20, Hebrew as UTF-8 escapes.")
              .raising(11100));
    }
    return switch (examination.request(DoctorCall.sound(url))) {
      case WireResult.Failed failed -> Optional.of(unreachable(url, failed));
      case Answered answer when !answer.isSuccess() -> Optional.of(refused(url, answer));
      case Answered answer -> judge(url, answer, fine);
    };
  }

  private Finding unreachable(URI url, WireResult.Failed failed) {
    return Finding.broken(
            "a sound cannot be fetched: " + shown(url),
            "%s%s".formatted(failed.detail(), elsewhere(url)),
            "Let the URL in <Play> be one that the world can reach; with Kolan it begins with"
                + " KOLAN_PUBLIC_URL.")
        .raising(11200, 11205);
  }

  private Finding refused(URI url, Answered answer) {
    String who = ProxyKind.isKolan(answer) ? "Kolan" : examination.proxy().title();
    return Finding.broken(
            "a sound is answered %d by %s: %s".formatted(answer.status(), who, shown(url)),
            (ProxyKind.isKolan(answer) || !examination.isKolan()
                    ? "there is no such file"
                    : "%s does not pass this path on to Kolan, or keeps files of its own there"
                        .formatted(who))
                + elsewhere(url),
            ProxyKind.isKolan(answer)
                ? "See that the prompts are those of this server."
                : Directive.ROUTE.in(examination.proxy()))
        .raising(11200);
  }

  private Optional<Finding> judge(URI url, Answered answer, List<String> fine) {
    String type = answer.mediaType();
    SoundFile sound = SoundFile.of(answer.body());
    if (!TYPES.contains(type)) {
      return Optional.of(
          Finding.broken(
                  "a sound comes as %s: %s"
                      .formatted(type.isEmpty() ? "nothing in particular" : type, shown(url)),
                  sound.isPlayable()
                      ? "it is %s, and the Content-Type says otherwise; Twilio plays audio types alone"
                          .formatted(sound.kind())
                      : "it is no sound: perhaps a page of HTML, or an error",
                  sound.isPlayable()
                      ? Directive.TYPE.in(examination.proxy())
                      : Directive.ROUTE.in(examination.proxy()))
              .raising(13420));
    }
    if (!answer.whole()) {
      return Optional.of(
          Finding.broken(
                  "a sound breaks off after %d bytes: %s"
                      .formatted(answer.content().length(), shown(url)),
                  "it is shorter than its Content-Length says",
                  Directive.ANSWER.in(examination.proxy()))
              .raising(11200));
    }
    if (!sound.isPlayable()) {
      return Optional.of(
          Finding.broken(
                  "a sound cannot be played: " + shown(url),
                  "its %d bytes are neither MP3 nor WAV, whatever its Content-Type says"
                      .formatted(answer.content().length()),
                  "Make it anew, such as `ffmpeg -i in -ar 8000 -ac 1 out.wav`.")
              .raising(13420));
    }
    fine.add(
        "%s %.1f s in %d ms"
            .formatted(
                sound.kind(), sound.length().toMillis() / 1000.0, answer.firstByte().toMillis()));
    return Optional.empty();
  }

  private String elsewhere(URI url) {
    return String.valueOf(url.getHost()).equalsIgnoreCase(examination.voiceUrl().getHost())
            && Endpoint.of(url).equals(examination.endpoint())
        ? ""
        : "; it is not at %s, where the webhook is".formatted(examination.endpoint().authority());
  }

  private static String shown(URI url) {
    return url.toString().replaceFirst("[?#].*", "");
  }
}
