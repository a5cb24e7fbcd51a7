package app.kolan.lab.replay;

import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.Webhooks;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.webhook.MalformedWebhook;

/// Calls this build's webhooks as the web server does, without a web server.
final class WebhookInvoker {
  private final Webhooks webhooks;
  private final PublicUrl base;

  WebhookInvoker(Webhooks webhooks, PublicUrl base) {
    this.webhooks = webhooks;
    this.base = base;
  }

  /// An answer as it would go out.
  record Response(int status, String body) {
    static final Response NO_CONTENT = new Response(204, "");
    static final Response NO_SUCH_PATH = new Response(404, "");

    static Response of(Twiml twiml) {
      return new Response(200, TwimlWriter.write(twiml));
    }
  }

  Response ask(String path, FormPairs form) {
    try {
      return answer(path, form);
    } catch (MalformedWebhook e) {
      return new Response(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException fault) {
      return new Response(500, "a fault: " + fault.getClass().getSimpleName());
    }
  }

  /// Whether the carrier has this path from the number's settings, and not from a response.
  static boolean isSetInTheConsole(String path) {
    return switch (path) {
      case TwilioPaths.INCOMING_CALL, TwilioPaths.CALL_STATUS, TwilioPaths.VOICE_FALLBACK -> true;
      default -> false;
    };
  }

  private Response answer(String path, FormPairs form) throws MalformedWebhook {
    return switch (path) {
      case TwilioPaths.INCOMING_CALL -> Response.of(webhooks.incomingCall(form, base));
      case TwilioPaths.STREAM_ENDED -> Response.of(webhooks.streamEnded(form, base));
      case TwilioPaths.DIAL_ENDED -> Response.of(webhooks.dialEnded(form, base));
      case TwilioPaths.HANDLE_RECORDING -> Response.of(webhooks.handleRecording(form, base));
      case TwilioPaths.VOICE_FALLBACK -> Response.of(webhooks.voiceFallback(form, base));
      case TwilioPaths.CALL_STATUS -> {
        webhooks.statusCallbacks().callStatus(form);
        yield Response.NO_CONTENT;
      }
      case TwilioPaths.STREAM_STATUS -> {
        webhooks.statusCallbacks().streamStatus(form);
        yield Response.NO_CONTENT;
      }
      case TwilioPaths.RECORDING_STATUS -> {
        webhooks.statusCallbacks().recordingStatus(form);
        yield Response.NO_CONTENT;
      }
      default -> Response.NO_SUCH_PATH;
    };
  }
}
