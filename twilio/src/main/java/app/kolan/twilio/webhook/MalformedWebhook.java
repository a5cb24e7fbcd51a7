package app.kolan.twilio.webhook;

/// A signed request that lacks what it needs to be understood; the message names the parameter, and
/// never its value.
public final class MalformedWebhook extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedWebhook(String message) {
    super(message);
  }
}
