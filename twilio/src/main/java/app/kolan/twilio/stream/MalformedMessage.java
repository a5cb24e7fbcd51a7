package app.kolan.twilio.stream;

/// A text that is no message of the media stream protocol; the message says what is wrong, without
/// the payload.
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMessage(String message) {
    super(message);
  }
}
