package app.kolan.server.wiring;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.signature.RequestSignature;
import app.kolan.carrier.stream.MalformedMessage;
import app.kolan.carrier.stream.StreamCommand;
import app.kolan.carrier.stream.StreamCommandCodec;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.stream.StreamEventCodec;
import app.kolan.carrier.twiml.Twiml;
import app.kolan.carrier.twiml.TwimlWriter;
import app.kolan.carrier.twiml.Verb;
import app.kolan.carrier.webhook.CallSid;
import app.kolan.server.call.activity.LayeredDetector;
import app.kolan.server.ledger.Ledger;

/// Does once, before the first caller, what the first call needs: the classes are loaded and the
/// database is in memory by then. Nothing is written.
final class WarmUp {
  private static final String STREAM = "MZ0";

  private WarmUp() {}

  static void run(Ledger ledger) {
    ledger.call(new CallSid("CA0"));
    ledger.leads();
    RequestSignature.compute("token", "https://localhost/", FormPairs.of("CallSid", "CA0"));
    TwimlWriter.write(Twiml.of(new Verb.Hangup()));
    new LayeredDetector().isSpeech(Mulaw.SILENT_FRAME);
    StreamCommandCodec.write(new StreamCommand.Media(Mulaw.SILENT_FRAME), STREAM);
    try {
      var frame = new StreamEvent.Media(1, StreamEvent.Track.INBOUND, 1, 20, Mulaw.SILENT_FRAME);
      StreamEventCodec.read(StreamEventCodec.write(frame, STREAM));
    } catch (MalformedMessage e) {
      throw new IllegalStateException("what the codec writes it can read", e);
    }
  }
}
