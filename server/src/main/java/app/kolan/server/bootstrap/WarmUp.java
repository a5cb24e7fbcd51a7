package app.kolan.server.bootstrap;

import app.kolan.server.media.endofturn.AnswerKind;
import app.kolan.server.media.endofturn.EndOfTurnModels;
import app.kolan.server.media.endofturn.TurnText;
import app.kolan.server.media.vad.LayeredVad;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does once what the first call needs, before it comes: the classes are loaded and the database is
/// in memory by then. Nothing is written.
final class WarmUp {
  private static final String STREAM = "MZ0";

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private WarmUp() {}

  /// What webhooks and the first frames need, before they can come.
  static void run(Stores stores) {
    askQuietly(stores);
    RequestSignature.compute("token", "https://localhost/", FormPairs.of("CallSid", "CA0"));
    TwimlWriter.write(Twiml.of(new Verb.Hangup()));
    new LayeredVad().isSpeech(Mulaw.SILENT_FRAME);
    StreamCommandCodec.write(new StreamCommand.Media(Mulaw.SILENT_FRAME), STREAM);
    try {
      var frame = new StreamEvent.Media(1, StreamEvent.Track.INBOUND, 1, 20, Mulaw.SILENT_FRAME);
      StreamEventCodec.read(StreamEventCodec.write(frame, STREAM));
    } catch (MalformedMessage e) {
      throw new IllegalStateException("what the codec writes it can read", e);
    }
  }

  private static void askQuietly(Stores stores) {
    try {
      stores.calls().find(new CallSid("CA0"));
      stores.leads().find(new CallSid("CA0"));
    } catch (StoreException away) {
      LOG.atDebug().addKeyValue("code", away.code()).log("the database is not warmed up");
    }
  }

  /// What the first words of a caller need, beside the first call: its weights take longer than all
  /// else, and nobody has said a word in the first second of a call.
  static void judgeWords() {
    var _ = Thread.ofVirtual().name("warm-up").start(WarmUp::judgeSomeWords);
  }

  private static void judgeSomeWords() {
    var _ = EndOfTurnModels.USUAL.incomplete(new TurnText("שלום, אני", AnswerKind.UNKNOWN));
  }
}
