package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.script.CallerFrame;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Records the caller: `<Record>`.
///
/// A silent caller leaves no recording: the action is not requested and the next verb follows. When
/// the caller hangs up, the action is requested with `Digits=hangup` and its answer is ignored.
///
/// Source: https://www.twilio.com/docs/voice/twiml/record
final class Recorder {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration USUAL_MAXIMUM = Duration.ofHours(1);
  private static final String USUAL_KEYS = "1234567890*#";
  private static final double SPEECH_DBFS = -45;
  private static final Duration NEVER = Duration.ofDays(10_000);
  private static final Mulaw BEEP = beep();

  private final VerbContext call;
  private final Document document;
  private final Verb.RecordCaller verb;
  private final URI restUrl;
  private final List<Mulaw> frames = new ArrayList<>();
  private int firstSpoken = -1;
  private int lastSpoken = -1;
  private String key = "";

  Recorder(VerbContext call, Document document, Verb.RecordCaller verb, URI restUrl) {
    this.call = call;
    this.document = document;
    this.verb = verb;
    this.restUrl = restUrl;
  }

  /// Records until the caller is silent, presses a key or reaches the maximum length.
  ///
  /// @return where the call continues; empty for the next verb
  Optional<NextInstructions> record() throws VerbInterruption, InterruptedException {
    if (!Boolean.FALSE.equals(verb.playBeep())) {
      new Prompter(call).play(BEEP, _ -> false);
    }
    call.log().add(CallMoment.RecordingStarted::new);
    call.comesTo(CallStep.Point.RECORDING);
    try {
      while (goesOn()) {
        take(call.line().silentFrame());
      }
    } catch (VerbInterruption.CallOver over) {
      tellHungUp();
      throw over;
    }
    Optional<SimulatedRecordings.Recording> recording = keep();
    if (recording.isEmpty()) {
      return Optional.empty();
    }
    URI action = action();
    return Optional.of(new NextInstructions.Ask(action, parameters(recording.get(), key)));
  }

  private boolean goesOn() {
    Duration timeout = Objects.requireNonNullElse(verb.timeout(), USUAL_TIMEOUT);
    Duration silence = length(frames.size() - 1 - lastSpoken);
    boolean silentTooLong = !timeout.isZero() && silence.compareTo(timeout) >= 0;
    Duration maximum = Objects.requireNonNullElse(verb.maxLength(), USUAL_MAXIMUM);
    boolean full = length(frames.size()).compareTo(maximum) >= 0;
    return key.isEmpty() && !silentTooLong && !full;
  }

  private void take(CallerFrame moment) {
    frames.add(moment.audio());
    if (moment.audio().toPcm().rmsDbfs() > SPEECH_DBFS) {
      lastSpoken = frames.size() - 1;
      firstSpoken = firstSpoken < 0 ? lastSpoken : firstSpoken;
    }
    String keys = Objects.requireNonNullElse(verb.finishOnKey(), USUAL_KEYS);
    if (!moment.digits().isEmpty() && keys.contains(moment.digits())) {
      key = moment.digits();
    }
  }

  /// Stores the recording, without the silence around it.
  private Optional<SimulatedRecordings.Recording> keep() {
    if (firstSpoken < 0) {
      call.log().add(at -> new CallMoment.Recorded(at, null, Duration.ZERO));
      return Optional.empty();
    }
    Mulaw sound = Mulaw.join(frames.subList(firstSpoken, lastSpoken + 1));
    Duration readyAfter = call.real(call.settings().recordingReadyAfter());
    boolean never = call.faults().take(Fault.RecordingNever.class).isPresent();
    Duration missing =
        call.faults()
            .take(Fault.RecordingMissing.class)
            .map(fault -> call.real(fault.length()))
            .orElse(Duration.ZERO);
    SimulatedRecordings.Recording recording =
        call.recordings().add(call.callSid(), sound, never ? NEVER : readyAfter.plus(missing));
    call.log().add(at -> new CallMoment.Recorded(at, recording.sid(), sound.duration()));
    if (Boolean.TRUE.equals(verb.transcribe()) && !isTranscribable(sound.duration())) {
      call.log()
          .problem(
              Problems.TRANSCRIPTION_LENGTH,
              "a recording of %d ms is not transcribed".formatted(sound.duration().toMillis()));
    }
    if (!never) {
      tellWhenReady(recording, readyAfter);
    }
    return Optional.of(recording);
  }

  /// Source: https://www.twilio.com/docs/voice/twiml/record#transcribe
  private static boolean isTranscribable(Duration length) {
    return length.toSeconds() >= 2 && length.toSeconds() <= 120;
  }

  private void tellHungUp() throws VerbInterruption {
    var recording = keep();
    if (recording.isPresent()) {
      call.callbacks().ask(action(), "recorded", parameters(recording.get(), "hangup"));
    }
  }

  private void tellWhenReady(SimulatedRecordings.Recording recording, Duration readyAfter) {
    String callback = verb.recordingStatusCallback();
    if (callback == null) {
      return;
    }
    document
        .resolve(callback)
        .ifPresentOrElse(
            url ->
                call.callbacks()
                    .sendLater(
                        readyAfter,
                        url,
                        "recording completed",
                        FormPairs.of(
                            "AccountSid", call.settings().accountSid(),
                            "CallSid", call.callSid(),
                            "RecordingSid", recording.sid(),
                            "RecordingUrl", url(recording),
                            "RecordingStatus", "completed",
                            "RecordingDuration", Long.toString(recording.seconds()),
                            "RecordingChannels", "1",
                            "RecordingSource", "RecordVerb")),
            () ->
                call.log()
                    .problem(
                        Problems.RECORDING_CALLBACK,
                        "the recording's status callback is not sent: its address is not a URL"));
  }

  private FormPairs parameters(SimulatedRecordings.Recording recording, String digits) {
    FormPairs form =
        FormPairs.of(
            "RecordingUrl", url(recording),
            "RecordingSid", recording.sid(),
            "RecordingDuration", Long.toString(recording.seconds()),
            "Digits", digits);
    return digits.equals("hangup") ? CallParameters.joined(call.parameters(), form) : form;
  }

  private String url(SimulatedRecordings.Recording recording) {
    return restUrl
        + "/2010-04-01/Accounts/"
        + call.settings().accountSid()
        + "/Recordings/"
        + recording.sid();
  }

  /// Without an action Twilio requests the current document again.
  private URI action() throws VerbInterruption {
    String action = verb.action();
    URI current = document.url();
    return action == null && current != null
        ? current
        : call.resolve(document, Objects.requireNonNullElse(action, ""));
  }

  private static Duration length(int frames) {
    return Mulaw.FRAME_LENGTH.multipliedBy(frames);
  }

  /// The beep: 1 kHz for half a second.
  private static Mulaw beep() {
    var samples = new short[Mulaw.RATE / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 1000 * i / Mulaw.RATE));
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
