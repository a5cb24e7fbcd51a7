package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.Headers;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireSocket;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The stream of the doctor's call: the upgrade request and the messages, as Twilio sends them.
final class DoctorStream {
  static final String AGENT = "Twilio.TmeWs/1.0";

  private final Examination examination;
  private final WireSocket socket;
  private long sequence;
  private long frames;

  DoctorStream(Examination examination, WireSocket socket) {
    this.examination = examination;
    this.socket = socket;
  }

  /// The upgrade: signed over the URL without its query, which Twilio drops.
  static WireRequest upgrade(URI url, String token) {
    String plain = withoutQuery(url);
    return WireSocket.upgrade(
        WireRequest.get(
            URI.create(plain),
            Headers.of(
                "User-Agent",
                AGENT,
                DoctorCall.SIGNATURE.toLowerCase(Locale.ROOT),
                RequestSignature.compute(token, plain, FormPairs.NONE))));
  }

  static String withoutQuery(URI url) {
    return DoctorCall.signedUrl(url).replaceFirst("\\?.*", "");
  }

  /// Sends `connected` and `start`.
  void begin(Map<String, String> parameters) {
    send(new StreamEvent.Connected("Call", "1.0.0"));
    send(
        new StreamEvent.Started(
            ++sequence,
            examination.call().streamSid(),
            examination.call().callSid(),
            examination.target().accountSid(),
            List.of("inbound"),
            parameters));
  }

  /// Sends a frame of the caller's; false when the connection is gone.
  boolean speak(Mulaw audio) {
    frames++;
    return send(
        new StreamEvent.Media(
            ++sequence,
            StreamEvent.Track.INBOUND,
            frames,
            frames * Mulaw.FRAME_LENGTH.toMillis(),
            audio));
  }

  void mark(String name) {
    send(new StreamEvent.MarkReached(++sequence, name));
  }

  void stop() {
    send(new StreamEvent.Stopped(++sequence, examination.call().callSid()));
  }

  String sid() {
    return examination.call().streamSid();
  }

  long frames() {
    return frames;
  }

  private boolean send(StreamEvent event) {
    return socket.send(StreamEventCodec.write(event, examination.call().streamSid()));
  }
}
