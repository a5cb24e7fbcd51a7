package app.kolan.server.replay;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.twiml.Twiml;
import app.kolan.carrier.twiml.TwimlWriter;
import app.kolan.carrier.webhook.MalformedWebhook;
import app.kolan.server.config.PublicUrl;
import app.kolan.server.line.Paths;
import app.kolan.server.line.Webhooks;

/// Asks this build's webhooks as the web server does, without a web server.
final class Desk {
  private final Webhooks webhooks;
  private final PublicUrl base;

  Desk(Webhooks webhooks, PublicUrl base) {
    this.webhooks = webhooks;
    this.base = base;
  }

  /// An answer as it would go out.
  record Reply(int status, String body) {
    static final Reply NOTHING_TO_TELL = new Reply(204, "");
    static final Reply NO_SUCH_PATH = new Reply(404, "");

    static Reply of(Twiml twiml) {
      return new Reply(200, TwimlWriter.write(twiml));
    }
  }

  Reply ask(String path, FormPairs form) {
    try {
      return answer(path, form);
    } catch (MalformedWebhook e) {
      return new Reply(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException fault) {
      return new Reply(500, "a fault: " + fault.getClass().getSimpleName());
    }
  }

  /// Whether the carrier knows this path without being told it by an answer.
  static boolean isSetInTheConsole(String path) {
    return switch (path) {
      case Paths.INCOMING_CALL, Paths.CALL_STATUS, Paths.VOICE_FALLBACK -> true;
      default -> false;
    };
  }

  private Reply answer(String path, FormPairs form) throws MalformedWebhook {
    return switch (path) {
      case Paths.INCOMING_CALL -> Reply.of(webhooks.incomingCall(form, base));
      case Paths.STREAM_ENDED -> Reply.of(webhooks.streamEnded(form, base));
      case Paths.DIAL_ENDED -> Reply.of(webhooks.dialEnded(form, base));
      case Paths.HANDLE_RECORDING -> Reply.of(webhooks.handleRecording(form, base));
      case Paths.VOICE_FALLBACK -> Reply.of(webhooks.voiceFallback(form, base));
      case Paths.CALL_STATUS -> {
        webhooks.callStatus(form);
        yield Reply.NOTHING_TO_TELL;
      }
      case Paths.STREAM_STATUS -> {
        webhooks.streamStatus(form);
        yield Reply.NOTHING_TO_TELL;
      }
      case Paths.RECORDING_STATUS -> {
        webhooks.recordingStatus(form);
        yield Reply.NOTHING_TO_TELL;
      }
      default -> Reply.NO_SUCH_PATH;
    };
  }
}
