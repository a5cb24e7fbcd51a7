package app.kolan.twilio.webhook;

import app.kolan.twilio.signature.FormPairs;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads webhooks from their form pairs. Only the call's SID is required: a missing or odd
/// parameter never fails the call.
public final class WebhookReader {
  private static final Pattern RECORDING_IN_URL =
      Pattern.compile("/Recordings/(RE[0-9A-Za-z]{1,64})");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  private WebhookReader() {}

  public static Webhook.IncomingCall incomingCall(FormPairs form) throws MalformedWebhook {
    return new Webhook.IncomingCall(
        callSid(form), text(form, "AccountSid"), caller(form), called(form), status(form));
  }

  public static Webhook.StreamEnded streamEnded(FormPairs form) throws MalformedWebhook {
    return new Webhook.StreamEnded(callSid(form), streamSid(form), caller(form), called(form));
  }

  public static Webhook.MessageRecorded messageRecorded(FormPairs form) throws MalformedWebhook {
    String url = form.first("RecordingUrl").orElse(null);
    return new Webhook.MessageRecorded(
        callSid(form), recordingSid(form, url), url, seconds(form, "RecordingDuration"));
  }

  public static Webhook.CallProgress callProgress(FormPairs form) throws MalformedWebhook {
    return new Webhook.CallProgress(
        callSid(form),
        status(form),
        number(form, "SequenceNumber"),
        seconds(form, "CallDuration"),
        number(form, "ErrorCode"));
  }

  public static Webhook.StreamProgress streamProgress(FormPairs form) throws MalformedWebhook {
    return new Webhook.StreamProgress(
        callSid(form),
        streamSid(form),
        text(form, "StreamEvent"),
        form.first("StreamError").orElse(null));
  }

  public static Webhook.RecordingProgress recordingProgress(FormPairs form)
      throws MalformedWebhook {
    String url = form.first("RecordingUrl").orElse(null);
    RecordingSid sid = recordingSid(form, url);
    if (sid == null) {
      throw new MalformedWebhook("RecordingSid is missing or is not a recording's identifier");
    }
    return new Webhook.RecordingProgress(
        callSid(form), sid, url, text(form, "RecordingStatus"), seconds(form, "RecordingDuration"));
  }

  public static Webhook.Fallback fallback(FormPairs form) throws MalformedWebhook {
    return new Webhook.Fallback(
        callSid(form),
        text(form, "AccountSid"),
        caller(form),
        called(form),
        number(form, "ErrorCode"),
        form.first("ErrorUrl").orElse(null));
  }

  private static @Nullable StreamSid streamSid(FormPairs form) {
    String sid = text(form, "StreamSid");
    return Sids.isSid("MZ", sid) ? new StreamSid(sid) : null;
  }

  private static CallSid callSid(FormPairs form) throws MalformedWebhook {
    String value = text(form, "CallSid");
    if (!Sids.isSid("CA", value)) {
      throw new MalformedWebhook("CallSid is missing or is not a call's identifier");
    }
    return new CallSid(value);
  }

  /// The other party: who called, or on a call that the business has placed, who was called.
  private static PhoneNumber caller(FormPairs form) {
    return PhoneNumber.ofTwilio(text(form, isOutbound(form) ? "To" : "From"));
  }

  /// The business's number; empty text when the form names none, as in stream callbacks.
  public static PhoneNumber called(FormPairs form) {
    return PhoneNumber.ofTwilio(text(form, isOutbound(form) ? "From" : "To"));
  }

  /// `outbound-api` and `outbound-dial`: the call was placed by REST or by `<Dial>`.
  private static boolean isOutbound(FormPairs form) {
    return text(form, "Direction").startsWith("outbound");
  }

  private static @Nullable CallStatus status(FormPairs form) {
    return CallStatus.ofWire(text(form, "CallStatus")).orElse(null);
  }

  private static @Nullable RecordingSid recordingSid(FormPairs form, @Nullable String url) {
    String stated = text(form, "RecordingSid");
    if (Sids.isSid("RE", stated)) {
      return new RecordingSid(stated);
    }
    Matcher inUrl = RECORDING_IN_URL.matcher(url == null ? "" : url);
    return inUrl.find() ? new RecordingSid(inUrl.group(1)) : null;
  }

  private static @Nullable Duration seconds(FormPairs form, String name) {
    Integer number = number(form, name);
    return number == null ? null : Duration.ofSeconds(number);
  }

  private static @Nullable Integer number(FormPairs form, String name) {
    String text = text(form, name);
    return WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
  }

  private static String text(FormPairs form, String name) {
    return form.first(name).orElse("");
  }
}
