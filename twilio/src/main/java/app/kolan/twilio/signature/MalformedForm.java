package app.kolan.twilio.signature;

/// A form body or query that cannot be decoded; the message says what is wrong, without the values.
public final class MalformedForm extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedForm(String message) {
    super(message);
  }
}
