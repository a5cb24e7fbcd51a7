package app.kolan.twilio.websocket;

/// Bytes that are no frame which the decoder accepts. What follows them cannot be read either.
public final class MalformedFrame extends Exception {
  private static final long serialVersionUID = 1L;

  /// The rule that is violated.
  public enum Reason {
    /// Reserved bits are set, and no extension is agreed on.
    RESERVED_BITS("reserved bits are set"),
    /// The opcode has no meaning in RFC 6455.
    UNKNOWN_OPCODE("the opcode is unknown"),
    /// A control frame is fragmented, or longer than 125 bytes.
    BAD_CONTROL_FRAME("a control frame is fragmented or too long"),
    /// A server's frame is masked.
    MASKED("a server's frame is masked"),
    /// A client's frame is not masked.
    NOT_MASKED("a client's frame is not masked"),
    /// The length is larger than the decoder accepts, or no number of 63 bits.
    TOO_LONG("the frame is too long");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;

  MalformedFrame(Reason reason) {
    super(reason.text);
    this.reason = reason;
  }

  /// The first rule that is violated.
  public Reason reason() {
    return reason;
  }
}
