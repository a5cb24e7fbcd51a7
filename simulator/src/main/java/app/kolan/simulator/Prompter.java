package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.script.CallerFrame;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Plays and speaks prompts to the caller: `<Play>`, `<Say>` and `<Pause>`. Sounds are fetched by
/// an unsigned GET without parameters, without a cache; one that is unavailable is skipped.
///
/// Source: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types
final class Prompter {
  private static final Set<String> WAV = Set.of("audio/wav", "audio/wave", "audio/x-wav");
  private static final Set<String> MULAW = Set.of("audio/ulaw", "audio/basic");
  private static final Set<String> OTHERS =
      Set.of(
          "audio/mpeg", "audio/aiff", "audio/x-aifc", "audio/x-aiff", "audio/x-gsm", "audio/gsm");
  private static final int MOST_LOOPS = 1000;
  private static final Duration PER_LETTER = Duration.ofMillis(65);
  private static final Duration SHORTEST_SAYING = Duration.ofMillis(400);

  private final VerbContext call;
  private final Problem wrongType;

  Prompter(VerbContext call) {
    this(call, Problems.PLAY_CONTENT_TYPE);
  }

  /// @param wrongType the problem raised for a `<Play>` whose URL is not audio
  Prompter(VerbContext call, Problem wrongType) {
    this.call = call;
    this.wrongType = wrongType;
  }

  /// Plays a prompt to the caller.
  ///
  /// @param stop checked after each frame: whether to stop playing
  /// @return whether the prompt was played to its end
  boolean prompt(Document document, Verb.Prompting prompt, Predicate<CallerFrame> stop)
      throws VerbInterruption, InterruptedException {
    if (!(prompt instanceof Verb.Pause)) {
      call.comesTo(CallStep.Point.GREETING);
    }
    switch (prompt) {
      case Verb.Play(var reference, var loop) -> {
        URI url = call.resolve(document, reference);
        Mulaw sound = fetch(url);
        call.log().add(at -> new CallMoment.PlayStarted(at, url, sound.duration()));
        boolean whole = true;
        for (int i = 0; whole && i < (loop == 0 ? MOST_LOOPS : loop); i++) {
          whole = play(sound, stop);
        }
        return whole;
      }
      case Verb.Say(var text, var voice, var _) -> {
        Mulaw sound = spoken(text);
        call.log().add(at -> new CallMoment.SayStarted(at, text, voice, sound.duration()));
        return play(sound, stop);
      }
      case Verb.Pause(var length) -> {
        return play(Mulaw.silence(length), stop);
      }
    }
  }

  /// Plays a sound to its end, or until `stop` is true.
  boolean play(Mulaw sound, Predicate<CallerFrame> stop)
      throws VerbInterruption, InterruptedException {
    Mulaw padded = sound.paddedToFrames();
    for (int at = 0; at < padded.length(); at += Mulaw.FRAME) {
      Mulaw frame = padded.slice(at, at + Mulaw.FRAME);
      if (stop.test(call.line().frame(_ -> frame))) {
        return false;
      }
    }
    return true;
  }

  private static Mulaw spoken(String text) {
    Duration length = PER_LETTER.multipliedBy(text.length());
    return Sounds.speechLike(
        text, length.compareTo(SHORTEST_SAYING) < 0 ? SHORTEST_SAYING : length);
  }

  private Mulaw fetch(URI url) throws VerbInterruption, InterruptedException {
    return switch (call.line().during(call.client().ask(WebRequest.get(url)))) {
      case WebAnswer.Failed failed -> unheard(failed.problem(), failed.detail());
      case WebAnswer.Answered answered when !answered.isSuccess() ->
          unheard(Problems.HTTP_RETRIEVAL_FAILURE, "the sound was answered " + answered.status());
      case WebAnswer.Answered answered -> decoded(answered);
    };
  }

  private Mulaw decoded(WebAnswer.Answered answered) {
    String contentType = answered.contentType() == null ? "" : answered.contentType();
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    byte[] file = answered.body().bytes();
    if (MULAW.contains(mediaType)) {
      return Mulaw.of(file);
    }
    if (WAV.contains(mediaType)) {
      try {
        return Wav.read(file).toMulaw();
      } catch (MalformedWav e) {
        return unheard(wrongType, "the sound is no WAV file");
      }
    }
    if (OTHERS.contains(mediaType)) {
      return call.settings()
          .decoder()
          .decode(mediaType, file)
          .orElseGet(() -> Mulaw.silence(Mp3File.length(file)));
    }
    return unheard(wrongType, "the sound's Content-Type is " + mediaType);
  }

  private Mulaw unheard(Problem problem, String detail) {
    call.log().problem(problem, detail);
    return Mulaw.EMPTY;
  }
}
