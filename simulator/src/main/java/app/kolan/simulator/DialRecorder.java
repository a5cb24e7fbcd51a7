package app.kolan.simulator;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records the two who are connected by `<Dial record>`: both in one channel, whatever the mode
/// says.
///
/// Source: https://www.twilio.com/docs/voice/twiml/dial#record
final class DialRecorder implements CallLine.Tap {
  private final VerbContext call;
  private final Document document;
  private final Verb.@Nullable DialRecording recording;
  private final URI restUrl;
  private final List<Mulaw> frames = new ArrayList<>();

  DialRecorder(
      VerbContext call, Document document, Verb.@Nullable DialRecording recording, URI restUrl) {
    this.call = call;
    this.document = document;
    this.recording = recording;
    this.restUrl = restUrl;
  }

  @Override
  public void frame(Mulaw said, Mulaw heard) {
    if (recording != null) {
      frames.add(mixed(said, heard));
    }
  }

  /// Stores what was recorded, and tells of it once it is ready.
  void keep() {
    if (recording == null || frames.isEmpty()) {
      return;
    }
    Mulaw sound = Mulaw.join(frames);
    Duration readyAfter = call.real(call.settings().recordingReadyAfter());
    SimulatedRecordings.Recording kept = call.recordings().add(call.callSid(), sound, readyAfter);
    call.log().add(at -> new CallMoment.Recorded(at, kept.sid(), sound.duration()));
    String callback = recording.statusCallback();
    if (callback != null) {
      document
          .resolve(callback)
          .ifPresentOrElse(
              url -> call.callbacks().sendLater(readyAfter, url, "recording completed", news(kept)),
              () ->
                  call.log()
                      .problem(
                          Problems.RECORDING_CALLBACK,
                          "the recording's status callback is not sent: its address is not a URL"));
    }
  }

  private FormPairs news(SimulatedRecordings.Recording kept) {
    String account = call.settings().accountSid();
    return FormPairs.of(
        "AccountSid",
        account,
        "CallSid",
        call.callSid(),
        "RecordingSid",
        kept.sid(),
        "RecordingUrl",
        "%s/2010-04-01/Accounts/%s/Recordings/%s".formatted(restUrl, account, kept.sid()),
        "RecordingStatus",
        "completed",
        "RecordingDuration",
        Long.toString(kept.seconds()),
        "RecordingChannels",
        "1",
        "RecordingSource",
        "DialVerb");
  }

  private static Mulaw mixed(Mulaw one, Mulaw other) {
    Pcm first = one.toPcm();
    Pcm second = other.toPcm();
    var samples = new short[first.length()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.clamp(first.at(i) + second.at(i), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
