package app.kolan.server.doctor.outside;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.signature.RequestSignature;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.stream.StreamEventCodec;
import app.kolan.server.doctor.outside.wire.Headers;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.SocketTalk;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The stream of the doctor's call: the upgrade as Twilio asks for it, and what Twilio says on it.
final class DoctorsStream {
  static final String AGENT = "Twilio.TmeWs/1.0";

  private final Chart chart;
  private final SocketTalk talk;
  private long sequence;
  private long frames;

  DoctorsStream(Chart chart, SocketTalk talk) {
    this.chart = chart;
    this.talk = talk;
  }

  /// The upgrade: signed over the URL without its query, which Twilio drops.
  static HttpAsk upgrade(URI url, String token) {
    String plain = withoutQuery(url);
    return SocketTalk.upgrade(
        HttpAsk.get(
            URI.create(plain),
            Headers.of(
                "User-Agent",
                AGENT,
                DoctorsCall.SIGNATURE.toLowerCase(Locale.ROOT),
                RequestSignature.compute(token, plain, FormPairs.NONE))));
  }

  static String withoutQuery(URI url) {
    return DoctorsCall.signedUrl(url).replaceFirst("\\?.*", "");
  }

  /// Begins: `connected` and `start`.
  void begin(Map<String, String> parameters) {
    send(new StreamEvent.Connected("Call", "1.0.0"));
    send(
        new StreamEvent.Started(
            ++sequence,
            chart.call().streamSid(),
            chart.call().callSid(),
            chart.patient().accountSid(),
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
    send(new StreamEvent.Stopped(++sequence, chart.call().callSid()));
  }

  String sid() {
    return chart.call().streamSid();
  }

  long frames() {
    return frames;
  }

  private boolean send(StreamEvent event) {
    return talk.send(StreamEventCodec.write(event, chart.call().streamSid()));
  }
}
